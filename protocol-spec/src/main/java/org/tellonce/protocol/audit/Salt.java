package org.tellonce.protocol.audit;

import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Arrays;
import org.tellonce.protocol.json.JsonKind;

/// What keeps a commitment from telling its event: 32 random bytes. Whoever shreds it shreds the proof; **secret**, prints as `[redacted]`.
///
/// @see "audit.md, Commitment"
public final class Salt {

  /// How many bytes a salt has.
  public static final int BYTES = 32;

  /// How it stands in JSON: base64url, 43 characters.
  public static final JsonKind<Salt> JSON = (node, place, problems) -> JsonKind.bytes(BYTES).read(node, place, problems).map(Salt::of);

  private final byte[] bytes;

  private Salt(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The salt of 32 bytes.
  ///
  /// @throws IllegalArgumentException if there are not 32
  public static Salt of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a salt has 32 bytes");
    }
    return new Salt(bytes.clone());
  }

  /// A new one.
  public static Salt random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Salt(bytes);
  }

  /// The 32 bytes, new each time.
  public byte[] reveal() {
    return bytes.clone();
  }

  /// Compares in constant time.
  @Override
  public boolean equals(Object other) {
    return other instanceof Salt salt && MessageDigest.isEqual(bytes, salt.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
