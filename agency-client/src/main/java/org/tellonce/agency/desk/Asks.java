package org.tellonce.agency.desk;

import java.util.Optional;
import org.tellonce.agency.flags.Asked;
import org.tellonce.agency.flags.Question;
import org.tellonce.agency.flags.TypedPerson;
import org.tellonce.protocol.submission.Consent;

/// Asking the server about a young person, as the desk does it.
public interface Asks {

  /// Opens the pointer behind a row of the agency's own roster.
  ///
  /// @param localId **plaintext**: the row's
  Asked open(String localId, Question question);

  /// Looks up somebody who is typed in.
  ///
  /// @param consent the written consent that it stands on, where the agency's class needs one
  Asked lookUp(TypedPerson typed, Question question, Optional<Consent> consent);
}
