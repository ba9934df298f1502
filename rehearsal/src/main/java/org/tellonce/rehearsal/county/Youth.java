package org.tellonce.rehearsal.county;

import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An invented young person as they are, before anybody writes them down.
///
/// @param home their household
/// @param twinOf the twin who came first
/// @param middle empty if there is none
/// @param ssnLast4 four digits
/// @param schoolId ten digits
/// @param nickname what they go by where they go by one
/// @param chosenGiven the name that they give instead of their own where they do
/// @param chosenSurname the surname that they carry elsewhere
/// @param alias who they say they are when they do not say it; nobody's real name
record Youth(String id, Home home, @Nullable String twinOf, String given, String middle, String family, LocalDate born, Sex sex, String ssnLast4,
    String schoolId, String nickname, String chosenGiven, boolean chosenOfOtherSex, String chosenSurname, Identity alias, Set<Habit> habits) {

  Youth {
    EnumSet<Habit> copy = EnumSet.noneOf(Habit.class);
    copy.addAll(habits);
    habits = copy;
  }

  /// A name and a date of birth.
  record Identity(String given, String family, LocalDate born) {}

  /// Whole years on a day; negative before birth.
  int age(LocalDate day) {
    return born.until(day).getYears();
  }
}
