package org.tellonce.agency.desk;

import java.util.Optional;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.flags.Purpose;

/// For what somebody asks, and who. **Plaintext**: it names a case.
///
/// @param basis none if the roster's row, or else the agency's settings, are to tell
/// @param user the pseudonym
/// @param nameUs whether the young person agrees that the agency whose screening is shown is told who asked
public record Question(String caseNumber, Purpose purpose, Optional<LegalBasis> basis, String user, boolean nameUs) {

  @Override
  public String toString() {
    return "Question[redacted]";
  }
}
