package org.tellonce.protocol;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// Thirty-two bytes that stand for something else: a SHA-256 digest or a commitment.
///
/// @param hex 64 lower-case hexadecimal digits
public record Digest(String hex) implements Comparable<Digest> {

  /// How many bytes a digest has.
  public static final int BYTES = 32;

  /// Which characters are digits: a table, for of two comparisons the processor guesses every third wrong.
  private static final boolean[] DIGITS = digits();

  private static final String RULE = "not 64 lower-case hexadecimal digits";

  /// @throws IllegalArgumentException if there are not 64 lower-case hexadecimal digits
  public Digest {
    if (!isWellFormed(hex)) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /// The digest of 32 bytes that are one already.
  ///
  /// @throws IllegalArgumentException if there are not 32
  public static Digest ofBytes(byte[] bytes) {
    return new Digest(HexFormat.of().formatHex(bytes));
  }

  /// SHA-256 of a content.
  public static Digest of(byte[] content) {
    return ofBytes(sha256().digest(content));
  }

  /// A new SHA-256, to be fed step by step.
  public static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  /// The digest that a text from outside is.
  public static Parsed<Digest> parse(String text) {
    return isWellFormed(text) ? new Parsed.Valid<>(new Digest(text)) : new Parsed.Rejected<>(List.of(new Problem("", RULE)));
  }

  private static boolean[] digits() {
    var digits = new boolean[128];
    "0123456789abcdef".chars().forEach(c -> digits[c] = true);
    return digits;
  }

  private static boolean isWellFormed(String text) {
    if (text.length() != 2 * BYTES) {
      return false;
    }
    boolean sound = true;
    for (int i = 0; i < 2 * BYTES; i++) {
      char c = text.charAt(i);
      sound &= c < DIGITS.length && DIGITS[c];
    }
    return sound;
  }

  /// The 32 bytes, new each time.
  public byte[] toBytes() {
    return HexFormat.of().parseHex(hex);
  }

  @Override
  public int compareTo(Digest other) {
    return hex.compareTo(other.hex);
  }

  /// The 64 digits.
  @Override
  public String toString() {
    return hex;
  }
}
