package org.tellonce.agency.person;

/// Why a cell could not be used, or only in part. A warning rejects nothing: the value is missing, which is never evidence.
///
/// @see "encoding.md, Normalise"
public enum Warning {
  /// A letter outside the repertoire: another script, or a control character.
  OTHER_SCRIPT("other-script"),
  /// A name that stands for none: `unknown`, `baby girl`, `test`.
  PLACEHOLDER_NAME("placeholder-name"),
  /// A date that the calendar does not have, before 1900 or after 2100, or in another form than `yyyy-MM-dd`, `yyyy-MM`, `yyyy`.
  IMPOSSIBLE_DATE("impossible-date"),
  /// A date of birth after the day of the run.
  FUTURE_DATE("future-date"),
  /// 1900-01-01.
  PLACEHOLDER_DATE("placeholder-date"),
  /// 1 January: only the year is used.
  FIRST_OF_JANUARY("first-of-january"),
  /// People of six or more family names at one address.
  FACILITY_ADDRESS("facility-address"),
  /// Not ten digits of a real number.
  UNUSABLE_PHONE("unusable-phone"),
  /// Not four digits, or four that everybody makes up.
  UNUSABLE_SSN4("unusable-ssn4"),
  /// Too short, too long, or one character repeated.
  UNUSABLE_SCHOOL_ID("unusable-school-id");

  private final String id;

  Warning(String id) {
    this.id = id;
  }

  /// The name in the spec, in vectors and on the terminal.
  public String id() {
    return id;
  }
}
