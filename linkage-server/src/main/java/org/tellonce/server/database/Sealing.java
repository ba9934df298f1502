package org.tellonce.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/// What one use's values lie in the database as: AES-256-GCM under a key of that use, bound to the place where they stand; and the keyed names of such places.
/// For any thread.
///
/// Sealed: nonce (12 random bytes) ‖ ciphertext ‖ tag (16).
public final class Sealing {
  /// How much longer sealed is than plain.
  public static final int OVERHEAD = 12 + 16;

  private static final int NONCE = 12;
  private static final int TAG_BITS = 128;
  private static final int NAME = 16;

  private final String use;
  private final SecureRandom random;
  private final SecretKeySpec key;
  private final Cipher cipher;
  private final Mac names;

  /// @param use what the values are, `record`: each use has keys of its own
  public Sealing(IndexKey indexKey, String use, SecureRandom random) {
    this.use = use;
    this.random = random;
    try {
      this.key = new SecretKeySpec(indexKey.derive("seal " + use), "AES");
      this.cipher = Cipher.getInstance("AES/GCM/NoPadding");
      this.names = Mac.getInstance("HmacSHA256");
      names.init(new SecretKeySpec(indexKey.derive("name " + use), "HmacSHA256"));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has AES-GCM and HmacSHA256", e);
    }
  }

  /// Sixteen random-looking bytes that name something: the same for the same, and nothing to one without the key.
  public synchronized byte[] name(byte[] of) {
    return Arrays.copyOf(names.doFinal(of), NAME);
  }

  /// As [#name(byte[])], of a text.
  public byte[] name(String of) {
    return name(of.getBytes(UTF_8));
  }

  /// The value sealed for this place.
  public synchronized byte[] seal(byte[] place, byte[] plain) {
    byte[] sealed = new byte[plain.length + OVERHEAD];
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    System.arraycopy(nonce, 0, sealed, 0, NONCE);
    try {
      cipher.init(Cipher.ENCRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, nonce));
      cipher.updateAAD(place);
      cipher.doFinal(plain, 0, plain.length, sealed, NONCE);
      return sealed;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The value that was sealed for this place.
  ///
  /// @throws DamagedValueException if it was not sealed here, or has been altered since: the database is damaged, or not that of this key
  public synchronized byte[] open(byte[] place, byte[] sealed) {
    try {
      cipher.init(Cipher.DECRYPT_MODE, key, new GCMParameterSpec(TAG_BITS, sealed, 0, NONCE));
      cipher.updateAAD(place);
      return cipher.doFinal(sealed, NONCE, sealed.length - NONCE);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new DamagedValueException(use, e);
    }
  }
}
