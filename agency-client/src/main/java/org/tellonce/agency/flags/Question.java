package org.tellonce.agency.flags;

import java.util.Optional;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.flags.OpeningRequest;

/// For which case, why, by which law and by whom something is asked. **Plaintext**: it names a case.
///
/// @param caseNumber the agency's own; only a keyed commitment to it leaves the agency
/// @param basis none if the row, or else the agency's settings, are to tell
/// @param user the pseudonym of the person who asks
/// @param nameUs whether the agency whose screening is shown may be told who asked, as the young person decided
public record Question(String caseNumber, Purpose purpose, Optional<LegalBasis> basis, String user, boolean nameUs) {

  /// @throws IllegalArgumentException if the case number is blank, or the pseudonym has another form
  public Question {
    if (caseNumber.isBlank()) {
      throw new IllegalArgumentException("something is asked for one open case");
    }
    if (!OpeningRequest.isUser(user)) {
      throw new IllegalArgumentException("no pseudonym");
    }
  }

  /// What leaves the agency.
  OpeningRequest request(RecordKey key, LegalBasis law) {
    return new OpeningRequest(Digest.ofBytes(key.caseCommitment(caseNumber)), purpose, law, user, nameUs);
  }

  @Override
  public String toString() {
    return "Question[redacted]";
  }
}
