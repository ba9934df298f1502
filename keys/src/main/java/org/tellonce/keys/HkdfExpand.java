package org.tellonce.keys;

import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// HKDF-Expand (RFC 5869) with SHA-256 to its first block, under keys that are used for a block or two and then forgotten: the spec's `Expand` where each row has a
/// key of its own. [HmacSha256] gives the same bytes; it remembers two states for each key, which pays from the third message on.
/// Not for several threads at once.
public final class HkdfExpand {

  private static final int BLOCK = 64;
  private static final int HASH = 32;
  private static final byte INNER = 0x36;
  private static final byte OUTER = 0x5c;

  private final MessageDigest sha256;
  private final byte[] inner = new byte[BLOCK];
  private final byte[] outer = new byte[BLOCK];

  /// Has no key yet.
  public HkdfExpand() {
    try {
      sha256 = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /// Takes another key.
  ///
  /// @throws IllegalArgumentException if it is longer than 64 bytes
  public void useKey(byte[] key) {
    if (key.length > BLOCK) {
      throw new IllegalArgumentException("a key has at most " + BLOCK + " bytes");
    }
    Arrays.fill(inner, INNER);
    Arrays.fill(outer, OUTER);
    for (int i = 0; i < key.length; i++) {
      inner[i] ^= key[i];
      outer[i] ^= key[i];
    }
  }

  /// The first block, 32 bytes.
  public byte[] block(byte[] info) {
    byte[] hash = new byte[HASH];
    sha256.update(inner);
    sha256.update(info);
    sha256.update((byte) 1);
    digestInto(hash);
    sha256.update(outer);
    sha256.update(hash);
    digestInto(hash);
    return hash;
  }

  private void digestInto(byte[] hash) {
    try {
      sha256.digest(hash, 0, HASH);
    } catch (DigestException e) {
      throw new IllegalStateException("a SHA-256 hash has 32 bytes", e);
    }
  }
}
