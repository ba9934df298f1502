package org.tellonce.keys;

import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// HMAC-SHA-256 under one key (RFC 2104), as the spec's `HMAC` and, over one block, its `Expand` (RFC 5869). Not for several threads at once.
public final class HmacSha256 {

  private static final String ALGORITHM = "HmacSHA256";

  private final Mac mac;

  private HmacSha256(byte[] key) {
    try {
      mac = Mac.getInstance(ALGORITHM);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
    rekey(key);
  }

  /// The function under a secret.
  public static HmacSha256 under(Secret secret) {
    return new HmacSha256(secret.bytes());
  }

  /// The function under the 32 bytes that an earlier step gave.
  public static HmacSha256 under(byte[] key) {
    return new HmacSha256(key);
  }

  /// Takes another key: for those who make millions of them, since a new function costs more than its use.
  public void rekey(byte[] key) {
    try {
      mac.init(new SecretKeySpec(key, ALGORITHM));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("a key has at least one byte", e);
    }
  }

  /// The 32 bytes of a message.
  public byte[] of(byte[] message) {
    return mac.doFinal(message);
  }

  /// The first and only block of HKDF-Expand, 32 bytes.
  public byte[] expand(byte[] info) {
    mac.update(info);
    mac.update((byte) 1);
    return mac.doFinal();
  }
}
