package org.tellonce.agency.desk;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Asking the server about a young person, as the desk does it.
public interface Asks {

  /// Opens the pointer behind a row of the agency's own roster.
  ///
  /// @param localId **plaintext**: the row's
  Asked open(String localId, Question question);

  /// Looks up somebody who is typed in.
  ///
  /// @param details **plaintext**: what was typed, by the words of a look-up: `given_name`, `surname`, `date_of_birth` …
  /// @param consent the agency's reference to the written consent, if there is one
  Asked lookUp(Map<String, List<String>> details, Optional<String> consent, Question question);
}
