package org.tellonce.protocol.flags;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.json.JsonKind;

/// The name of one answer to an opening or a look-up: 16 random bytes of the server. It tells nothing of what was answered.
///
/// @param hex 32 lower-case hexadecimal digits
/// @see "flags.md, Answer"
public record AnswerId(String hex) {

  /// How it stands in JSON.
  public static final JsonKind<AnswerId> JSON = JsonKind.parsed(AnswerId::parse);

  private static final int BYTES = 16;
  private static final String RULE = "an answer's id is 32 lower-case hexadecimal digits";

  /// @throws IllegalArgumentException if it has another form
  public AnswerId {
    if (!isId(hex)) {
      throw new IllegalArgumentException(RULE);
    }
  }

  private static boolean isId(String text) {
    return text.matches("[0-9a-f]{32}");
  }

  /// A new one.
  public static AnswerId random(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return new AnswerId(HexFormat.of().formatHex(bytes));
  }

  /// The id that a text from outside is.
  public static Parsed<AnswerId> parse(String text) {
    return isId(text) ? new Parsed.Valid<>(new AnswerId(text)) : new Parsed.Rejected<>(List.of(new Problem("", RULE)));
  }

  /// The 16 bytes, new each time.
  public byte[] toBytes() {
    return HexFormat.of().parseHex(hex);
  }

  /// 32 lower-case hexadecimal digits.
  @Override
  public String toString() {
    return hex;
  }
}
