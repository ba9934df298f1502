package org.tellonce.server.comparison;

import java.util.List;
import java.util.Locale;

/// What two records are compared in, and the levels of agreement it has.
///
/// @see "comparison.md, Agreement vector"
public enum Field {
  GIVEN(GivenLevel.values()),
  SURNAME(SurnameLevel.values()),
  MIDDLE(MiddleLevel.values()),
  BIRTH(BirthLevel.values()),
  ADDRESS(AddressLevel.values()),
  PHONE(PhoneLevel.values()),
  SSN4(NumberLevel.values()),
  SCHOOL(NumberLevel.values());

  private final List<Enum<?>> levels;

  Field(Enum<?>[] levels) {
    this.levels = List.of(levels);
  }

  /// Its levels, the first that holds first.
  public List<Enum<?>> levels() {
    return levels;
  }

  /// The place of a level among its levels, from 0: its number in a stored vector.
  ///
  /// @throws IllegalArgumentException if it is a level of another field
  public int number(Enum<?> level) {
    int number = levels.indexOf(level);
    if (number < 0) {
      throw new IllegalArgumentException("no level of " + word());
    }
    return number;
  }

  /// The word in the parameter file: `given`.
  public String word() {
    return word(this);
  }

  /// The word of a level, or of any such name, in the parameter file: `year_off`.
  static String word(Enum<?> name) {
    return name.name().toLowerCase(Locale.ROOT);
  }
}
