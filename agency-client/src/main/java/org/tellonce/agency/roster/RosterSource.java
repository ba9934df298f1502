package org.tellonce.agency.roster;

import java.util.List;
import org.tellonce.protocol.Parsed;

/// Where an agency's roster comes from.
public interface RosterSource {

  /// Reads the roster as it is now.
  ///
  /// @param maxRejectedPercent how many rows of a hundred may be rejected before the whole roster is refused
  /// @return the roster, which may name rejected rows, or every problem of a refused one
  /// @throws java.io.UncheckedIOException if the disk fails
  Parsed<Roster> read(int maxRejectedPercent);

  /// The local ids of all rows that a court has sealed, whatever else is wrong with them or with the roster; none if the roster cannot be read at all.
  ///
  /// @throws java.io.UncheckedIOException if a file is missing or cannot be read
  List<String> sealedIds();
}
