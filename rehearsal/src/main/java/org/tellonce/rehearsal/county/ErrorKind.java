package org.tellonce.rehearsal.county;

import java.util.Locale;

/// How a row differs from the truth: the words of `errors.csv`.
public enum ErrorKind {
  /// A nickname of the table, or a shortened name, stands for the given name.
  NICKNAME,
  /// Another given name: a middle name, or one the young person chose.
  GIVEN_CHANGED,
  /// Another surname: the guardian's, a stepparent's, or both with a hyphen.
  SURNAME_CHANGED,
  /// One of two surnames, both in the other order, or joined otherwise.
  TWO_SURNAME_VARIANT,
  /// An initial or a placeholder for the surname, or none.
  NAME_PARTIAL,
  /// Given name and surname exchanged.
  SWAPPED,
  GIVEN_MISSING,
  SURNAME_MISSING,
  /// One letter of the given name wrong, missing, doubled or exchanged.
  TYPO_GIVEN,
  /// One letter of the surname wrong, missing, doubled or exchanged.
  TYPO_FAMILY,
  /// There is a middle name, the row has none.
  MIDDLE_MISSING,
  /// Its first letter only.
  MIDDLE_INITIAL,
  /// It stands in the given name.
  MIDDLE_MERGED,
  /// Accents left away.
  DIACRITICS_DROPPED,
  /// Accented letters became question marks.
  DIACRITICS_MANGLED,
  /// A suffix, in its column or behind the surname.
  SUFFIX,
  DOB_MISSING,
  /// 1 January of the year, or of one beside it.
  DOB_DEFAULT,
  /// Another day or month, as one wrong key makes it.
  DOB_DIGIT,
  /// Any digit of the year, month or day another one: often no date of the calendar.
  DOB_ANY_DIGIT,
  /// Day and month exchanged.
  DOB_SWAP,
  /// One year off.
  DOB_YEAR,
  /// Name and date of birth of nobody.
  FALSE_IDENTITY,
  SEX_MISSING,
  SEX_WRONG,
  /// With a chosen name.
  SEX_CHANGED,
  ADDRESS_MISSING,
  ADDRESS_HOMELESS,
  /// The agency's own shelter, hall or placement, shared by many.
  ADDRESS_FACILITY,
  ADDRESS_MOVED,
  ADDRESS_TYPO,
  /// No house number, or another one.
  ADDRESS_NUMBER,
  /// One digit of the ZIP wrong, or two exchanged.
  ZIP_DIGIT,
  PHONE_MISSING,
  PHONE_CHANGED,
  PHONE_DIGIT,
  GUARDIAN_MISSING,
  GUARDIAN_DIFFERS,
  SSN_MISSING,
  SSN_WRONG,
  SCHOOL_ID_WRONG,
  /// Capitals otherwise than the agency writes them.
  CASE,
  PUNCTUATION,
  WHITESPACE;

  /// How it stands in `errors.csv`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
