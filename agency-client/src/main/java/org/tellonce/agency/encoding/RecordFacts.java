package org.tellonce.agency.encoding;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Set;

/// What one can say of a record without saying anything that stands in it: which facts it has, in which passes it takes part.
///
/// @param usable the facts that could be used
/// @param passes the passes it has an input of
/// @param twoSurnames whether the family name has two parts or more
/// @param nicknameProne whether a nickname stands for the given name, or it is one
/// @param otherLanguage whether a language is given that is not English
public record RecordFacts(Set<Fact> usable, Set<Integer> passes, boolean twoSurnames, boolean nicknameProne, boolean otherLanguage) {

  public RecordFacts {
    usable = usable.isEmpty() ? Set.of() : Set.copyOf(EnumSet.copyOf(usable));
    passes = Set.copyOf(new HashSet<>(passes));
  }

  /// What a comparison can use.
  public enum Fact {
    GIVEN_NAME,
    FAMILY_NAME,
    MIDDLE_NAME,
    YEAR_OF_BIRTH,
    MONTH_AND_DAY,
    ADDRESS,
    PHONE,
    GUARDIAN,
    SSN4,
    SCHOOL_ID
  }

  /// Whether month and day of birth, or the year, are missing.
  public boolean withoutWholeBirthDate() {
    return !usable.contains(Fact.YEAR_OF_BIRTH) || !usable.contains(Fact.MONTH_AND_DAY);
  }
}
