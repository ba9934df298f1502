package org.tellonce.agency.person;

import java.time.MonthDay;
import java.util.Optional;

/// What is known of a date of birth. **Plaintext**.
///
/// @param year 1900 to 2100
/// @param monthDay month and day, known only together
/// @see "encoding.md, Date of birth"
public record BirthDate(Optional<Integer> year, Optional<MonthDay> monthDay) {

  /// Nothing is known.
  public static final BirthDate MISSING = new BirthDate(Optional.empty(), Optional.empty());

  /// Month and day as two digits each, the smaller first, so that exchanged dates agree: `md` of the spec.
  public Optional<String> monthAndDayUnordered() {
    return monthDay.map(md -> {
      int smaller = Math.min(md.getMonthValue(), md.getDayOfMonth());
      int larger = Math.max(md.getMonthValue(), md.getDayOfMonth());
      return twoDigits(smaller) + twoDigits(larger);
    });
  }

  /// The month as two digits.
  public Optional<String> month() {
    return monthDay.map(md -> twoDigits(md.getMonthValue()));
  }

  /// The day as two digits.
  public Optional<String> day() {
    return monthDay.map(md -> twoDigits(md.getDayOfMonth()));
  }

  private static String twoDigits(int number) {
    return number < 10 ? "0" + number : Integer.toString(number);
  }

  @Override
  public String toString() {
    return "BirthDate[redacted]";
  }
}
