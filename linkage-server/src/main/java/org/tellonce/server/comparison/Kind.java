package org.tellonce.server.comparison;

/// What a pair of records can be.
///
/// @see "comparison.md, Score"
public enum Kind {
  /// One person.
  SAME,
  /// Two people who have nothing to do with each other.
  RANDOM,
  /// Two people of one household.
  SIBLING,
  /// Two people of one birth.
  TWIN;

  /// The word in the parameter file: `same`.
  public String word() {
    return Field.word(this);
  }
}
