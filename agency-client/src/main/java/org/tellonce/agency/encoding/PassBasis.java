package org.tellonce.agency.encoding;

/// What a pass rests on besides names. Passes of one basis fail together, passes of two hardly do: a wrong date of birth spoils all of one and none of another.
///
/// @see "comparison.md, Expected quality"
public enum PassBasis {
  /// Month and day of birth.
  BIRTH,
  /// Names, perhaps with the year.
  NAME,
  /// An address, a telephone number, a guardian or a number.
  CONTACT
}
