package org.tellonce.protocol.transport;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// Sixteen random bytes that make one request different from every other, so that it cannot be played again.
///
/// @param value 22 characters base64url
public record Nonce(String value) {

  private static final int BYTES = 16;
  private static final String RULE = "a nonce is 22 characters base64url";

  /// @throws IllegalArgumentException if it has another form
  public Nonce {
    if (!isWellFormed(value)) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /// A new nonce.
  public static Nonce random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new Nonce(Base64.getUrlEncoder().withoutPadding().encodeToString(bytes));
  }

  /// The nonce that a text from outside is.
  public static Parsed<Nonce> parse(String text) {
    return isWellFormed(text) ? new Parsed.Valid<>(new Nonce(text)) : new Parsed.Rejected<>(List.of(new Problem("nonce", RULE)));
  }

  private static boolean isWellFormed(String text) {
    return text.matches("[A-Za-z0-9_-]{22}");
  }
}
