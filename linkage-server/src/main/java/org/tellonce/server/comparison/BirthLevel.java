package org.tellonce.server.comparison;

/// How far dates of birth agree; the first level that holds. The first six are for two whole dates, the next three for two years.
///
/// @see "comparison.md, Agreement vector"
public enum BirthLevel {
  /// Year, month and day agree.
  EQUAL,
  /// The year agrees; month and day are exchanged.
  EXCHANGED,
  /// Month and day agree, the years are neighbours.
  YEAR_OFF,
  /// Month and day agree, the years do not.
  DAY_MONTH,
  /// The year agrees, and either month or day.
  YEAR_PART,
  /// Two whole dates with less in common.
  OTHER,
  /// The years agree.
  YEAR,
  /// The years are neighbours.
  NEAR_YEAR,
  /// The years differ.
  YEAR_OTHER,
  /// At least one year is not known.
  MISSING
}
