package org.tellonce.agency.desk;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tellonce.agency.flags.FlaggedRow;

/// The rows to ask first about, as they were told last.
public interface Flags {

  /// The list as it lies here; nothing if there is none yet. Nobody is asked.
  Optional<Listed> listed();

  /// Asks the server for today's list, and keeps it.
  ///
  /// @return why that did not work, in a plain sentence; nothing if it did
  Optional<String> refresh();

  /// A list. **Plaintext**.
  ///
  /// @param asOf when it was told
  record Listed(List<FlaggedRow> rows, Instant asOf) {
    public Listed {
      rows = List.copyOf(rows);
    }

    @Override
    public String toString() {
      return "Listed[redacted]";
    }
  }
}
