package org.tellonce.agency.submission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.tellonce.agency.config.WholeFile;
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
  ///
  /// @throws org.tellonce.protocol.Stop if a folder lies there
  public Read read() {
    try {
      return switch (Ledger.parse(new WholeFile(path).bytes())) {
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

  /// What is remembered now, with the withdrawals that are noted beside it, for a command that only looks.
  public Ledger remembered() {
    return noted().addedTo(known().orElse(Ledger.EMPTY));
  }

  /// The ledger for a run that holds the [NightLock] and will write it: without one, an empty one of no epoch, so that everything is sent; and what was noted beside it
  /// meanwhile is in it. A damaged one is kept aside before it is written over.
  ///
  /// @param notice takes a line for a person
  Ledger open(Consumer<String> notice) {
    Ledger here = switch (read()) {
      case Read.Known(Ledger ledger) -> ledger;
      case Read.Absent _ -> Ledger.EMPTY;
      case Read.Damaged(List<Problem> problems) -> {
        Path aside = path.resolveSibling(path.getFileName() + ".damaged");
        AtomicFile.SECRET.replace(aside, bytes());
        notice.accept(path + ", " + problems.getFirst()
            + ": sending everything anew; repeat withdrawals that the server was not told yet (kept aside: "
            + aside + ")");
        yield Ledger.EMPTY;
      }
    };
    return withNoted(here, notice);
  }

  /// The same ledger with what was noted beside it meanwhile, on the disk. The caller holds the [NightLock].
  Ledger withNoted(Ledger ledger, Consumer<String> notice) {
    return noted().moveInto(ledger, this::write, notice);
  }

  /// The withdrawals that are noted beside it.
  NotedWithdrawals noted() {
    return new NotedWithdrawals(path.resolveSibling("withdrawals"));
  }

  private byte[] bytes() {
    try {
      return new WholeFile(path).bytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes the ledger.
  public void write(Ledger ledger) {
    AtomicFile.SECRET.replace(path, ledger.toBytes());
  }
}
