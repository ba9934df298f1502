package org.tellonce.agency.roster;

import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.submission.Consent;
import org.tellonce.protocol.submission.Screening;

/// A usable row of the roster and what it says beside the person. **Plaintext**.
///
/// @param row the cells
/// @param basis the legal basis, its own or the one that holds unless a row says otherwise
/// @param asks whether there is an open case and a legal basis: only then may the row be flagged
/// @param sealed whether a court has sealed it: it is withdrawn, before anything else is sent
/// @param consent the written consent that holds today, whatever the legal basis is
/// @param screenings the newest, at most twenty
public record Entry(Row row, Optional<LegalBasis> basis, boolean asks, boolean sealed, Optional<Consent> consent, List<Screening> screenings) {

  public Entry {
    screenings = List.copyOf(screenings);
  }

  @Override
  public String toString() {
    return "Entry[line " + row.line() + ", redacted]";
  }
}
