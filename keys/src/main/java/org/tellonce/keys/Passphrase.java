package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// What protects a custodian's share file. Prints as `[redacted]`.
///
/// @see "keys.md, Shares"
final class Passphrase {
  private static final int FEWEST_CHARACTERS = 12;
  private static final int MOST_CHARACTERS = 1_000;

  private final byte[] bytes;

  private Passphrase(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The passphrase that somebody typed or a file holds.
  static Parsed<Passphrase> parse(String text) {
    String form = Normalizer.normalize(text, Normalizer.Form.NFC);
    int length = form.codePointCount(0, form.length());
    if (length < FEWEST_CHARACTERS || length > MOST_CHARACTERS || form.codePoints().anyMatch(Character::isISOControl)) {
      return new Parsed.Rejected<>(List.of(new Problem("", "not " + FEWEST_CHARACTERS + " to " + MOST_CHARACTERS
          + " characters on one line", "a passphrase of five or six words that nobody has said before is good")));
    }
    return new Parsed.Valid<>(new Passphrase(form.getBytes(UTF_8)));
  }

  /// The passphrase in a file of mode 0600, without the line end behind it.
  static Parsed<Passphrase> read(Path path) {
    return switch (new SecretFile(path).read()) {
      case Parsed.Valid<String>(String text) -> parse(text.replaceFirst("\\r?\\n$", "")).in(path.toString());
      case Parsed.Rejected<String>(List<Problem> problems) -> new Parsed.Rejected<>(problems);
    };
  }

  /// NFC, UTF-8.
  byte[] bytes() {
    return bytes.clone();
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
