package org.tellonce.agency.desk;

import java.time.LocalDate;

/// Who may ask today, by the agency's directory.
@FunctionalInterface
public interface Users {

  /// What the directory says of a pseudonym.
  Standing of(String pseudonym);

  /// What somebody may do.
  sealed interface Standing {
    /// Ask.
    ///
    /// @param mayConfirm and, as a second person, say that rows which wait are of people whom the agency serves
    record MayAsk(boolean mayConfirm) implements Standing {}

    /// Nothing here: sworn officers do not ask, the coordinator calls back.
    record Sworn() implements Standing {}

    /// Nothing until the next training.
    record TrainingOver(LocalDate since) implements Standing {}

    /// Nothing: the directory does not name them.
    record Unknown() implements Standing {}
  }
}
