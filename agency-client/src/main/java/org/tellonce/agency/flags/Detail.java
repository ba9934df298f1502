package org.tellonce.agency.flags;

import java.util.Arrays;
import java.util.Optional;
import org.tellonce.agency.roster.Column;

/// What can be typed of a young person who is looked up. Sex is compared nowhere; it may be typed because forms have it.
public enum Detail {
  GIVEN_NAME("given_name", "first name", Column.GIVEN_NAME, 6),
  MIDDLE_NAME("middle_name", "middle name", Column.MIDDLE_NAME, 1),
  SURNAME("surname", "surname", Column.FAMILY_NAME, 4),
  DATE_OF_BIRTH("date_of_birth", "date of birth", Column.DATE_OF_BIRTH, 1),
  SEX("sex", "sex", Column.SEX, 1),
  PHONE("phone", "phone number", Column.PHONE, 1),
  ADDRESS("address", "address", Column.ADDRESS, 1),
  ZIP("zip", "ZIP code", Column.ZIP, 1),
  GUARDIAN("guardian", "guardian's name", Column.GUARDIAN_NAME, 1),
  SSN4("ssn4", "last four digits of the Social Security number", Column.SSN_LAST4, 1),
  SCHOOL_ID("school_id", "school id", Column.SCHOOL_ID, 1);

  private final String word;
  private final String wording;
  private final Column column;
  private final int most;

  Detail(String word, String wording, Column column, int most) {
    this.word = word;
    this.wording = wording;
    this.column = column;
    this.most = most;
  }

  /// How it is called in what is typed.
  public String word() {
    return word;
  }

  /// What people read: `first name`.
  public String wording() {
    return wording;
  }

  /// The roster's column for it.
  Column column() {
    return column;
  }

  /// How many of it one young person may have.
  public int most() {
    return most;
  }

  /// The detail of a word.
  public static Optional<Detail> of(String word) {
    return Arrays.stream(values()).filter(detail -> detail.word.equals(word)).findFirst();
  }

  /// The detail that a column of the roster is about.
  static Optional<Detail> of(Column column) {
    return Arrays.stream(values()).filter(detail -> detail.column == column).findFirst();
  }
}
