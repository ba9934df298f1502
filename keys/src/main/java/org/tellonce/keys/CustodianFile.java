package org.tellonce.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.Custodian;

/// A custodian's public key, `NAME.pub`.
///
/// @see "keys.md, Custodian keys"
public record CustodianFile(Path path) {

  /// The custodian, the file's name before each problem.
  public Parsed<Custodian> read() {
    if (Files.isDirectory(path)) {
      return new Parsed.Rejected<>(List.of(new Problem(path.toString(), "is a folder, not a file")));
    }
    try {
      return Custodian.parse(Files.readAllBytes(path)).in(path.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
