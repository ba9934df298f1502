package org.tellonce.keys;

import java.security.MessageDigest;
import java.security.SecureRandom;

/// Thirty-two secret bytes. Prints as `[redacted]`, compares in constant time, gives its bytes up in one method.
public final class Secret {

  /// How many bytes every secret of this protocol has.
  public static final int BYTES = 32;

  private final byte[] bytes;

  private Secret(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The secret of these bytes, which are copied.
  ///
  /// @throws IllegalArgumentException if there are not 32
  public static Secret of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a secret has 32 bytes");
    }
    return new Secret(bytes.clone());
  }

  /// A new secret.
  public static Secret random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Secret(bytes);
  }

  /// The bytes, new each time: the only way to them.
  public byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret that && MessageDigest.isEqual(bytes, that.bytes);
  }

  /// The same for all: a hash of a secret tells of it.
  @Override
  public int hashCode() {
    return BYTES;
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
