package org.tellonce.agency.flags;

import java.time.LocalDate;

/// A row of the agency's own roster about which another agency may be asked first. **Plaintext**: it names a row.
///
/// @param localId the agency's own id
/// @param since the day on which it was flagged
public record FlaggedRow(String localId, LocalDate since) {

  @Override
  public String toString() {
    return "FlaggedRow[redacted]";
  }
}
