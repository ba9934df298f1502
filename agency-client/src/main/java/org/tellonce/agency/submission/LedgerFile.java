package org.tellonce.agency.submission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.tellonce.keys.AtomicFile;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// The ledger on the disk, mode 0600, replaced as a whole.
///
/// @param path where it lies: `state/ledger` in the agency's folder
public record LedgerFile(Path path) {

  /// What reading the ledger gave.
  public sealed interface Read {
    /// It is there and whole.
    record Known(Ledger ledger) implements Read {}

    /// There was none: the first night, or the file was lost.
    record Absent() implements Read {}

    /// It is there and cannot be used; the next night sends everything.
    record Damaged(List<Problem> problems) implements Read {}
  }

  /// The ledger, or why there is none.
  public Read read() {
    try {
      return switch (Ledger.parse(Files.readAllBytes(path))) {
        case Parsed.Valid<Ledger>(Ledger ledger) -> new Read.Known(ledger);
        case Parsed.Rejected<Ledger>(List<Problem> problems) -> new Read.Damaged(problems);
      };
    } catch (NoSuchFileException e) {
      return new Read.Absent();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The ledger, if it is there and whole.
  public Optional<Ledger> known() {
    return read() instanceof Read.Known(Ledger ledger) ? Optional.of(ledger) : Optional.empty();
  }

  /// Writes the ledger.
  public void write(Ledger ledger) {
    AtomicFile.SECRET.replace(path, ledger.toBytes());
  }
}
