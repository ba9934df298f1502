package org.tellonce.agency.person;

import java.time.LocalDate;
import java.time.MonthDay;
import java.time.YearMonth;
import java.util.Optional;
import org.tellonce.agency.roster.Column;

/// Reads a date of birth as far as it can be trusted.
///
/// @param today the day of the run
/// @see "encoding.md, Date of birth"
record DateRules(LocalDate today) {

  private static final int FIRST_YEAR = 1900;
  private static final int LAST_YEAR = 2100;

  BirthDate birthDate(String text, Notes notes) {
    if (text.isEmpty()) {
      return BirthDate.MISSING;
    }
    Optional<LocalDate> first = firstDay(text);
    if (first.isEmpty()) {
      return missing(Warning.IMPOSSIBLE_DATE, notes);
    }
    LocalDate date = first.get();
    boolean whole = text.length() == 10;
    boolean newYear = whole && date.getDayOfYear() == 1;
    if (date.isAfter(today)) {
      return missing(Warning.FUTURE_DATE, notes);
    }
    if (newYear && date.getYear() == FIRST_YEAR) {
      return missing(Warning.PLACEHOLDER_DATE, notes);
    }
    if (newYear) {
      notes.add(Column.DATE_OF_BIRTH, Warning.FIRST_OF_JANUARY);
    }
    return new BirthDate(Optional.of(date.getYear()), whole && !newYear ? Optional.of(MonthDay.from(date)) : Optional.empty());
  }

  private static BirthDate missing(Warning warning, Notes notes) {
    notes.add(Column.DATE_OF_BIRTH, warning);
    return BirthDate.MISSING;
  }

  /// The first day that `yyyy-MM-dd`, `yyyy-MM` or `yyyy` can mean.
  private static Optional<LocalDate> firstDay(String text) {
    int length = text.length();
    if ((length != 4 && length != 7 && length != 10) || (length > 4 && text.charAt(4) != '-') || (length > 7 && text.charAt(7) != '-')) {
      return Optional.empty();
    }
    int year = Digits.number(text, 0, 4);
    int month = length > 4 ? Digits.number(text, 5, 7) : 1;
    int day = length > 7 ? Digits.number(text, 8, 10) : 1;
    if (year < FIRST_YEAR || year > LAST_YEAR || month < 1 || month > 12 || day < 1 || day > YearMonth.of(year, month).lengthOfMonth()) {
      return Optional.empty();
    }
    return Optional.of(LocalDate.of(year, month, day));
  }
}
