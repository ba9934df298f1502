package org.tellonce.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.SignedCard;

/// An agency's `card.json`.
///
/// @see "agreements.md, Agency card"
public record CardFile(Path path) {
  private static final int MAX_BYTES = 1 << 16;

  /// The card, its signature checked.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if the file holds none, or one that was altered
  public AgencyCard read() {
    return parse().orStop(ExitCode.DATA_REFUSED);
  }

  /// The card, its signature checked, or every problem with the file's name.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if the file cannot be a card's
  Parsed<AgencyCard> parse() {
    byte[] bytes = bytes();
    String start = new String(bytes, 0, Math.min(bytes.length, 200), java.nio.charset.StandardCharsets.ISO_8859_1);
    if (start.contains("BEGIN CERTIFICATE")) {
      throw new Stop(ExitCode.DATA_REFUSED, path + ": holds one of a card's three keys only; ask the agency for its card.json, which init made");
    }
    return SignedCard.parse(bytes).in(path.toString()).map(SignedCard::card);
  }

  private byte[] bytes() {
    try {
      if (!Files.isRegularFile(path)) {
        throw new Stop(ExitCode.DATA_REFUSED, path + ": no such file");
      }
      if (Files.size(path) > MAX_BYTES) {
        throw new Stop(ExitCode.DATA_REFUSED, path + ": larger than 64 KiB, so no card");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
