package org.tellonce.server.comparison;

/// How sure a match is.
///
/// @see "comparison.md, Decision"
public enum Grade {
  /// One person, as far as can be told: makes flags.
  LIKELY,
  /// Perhaps one person: for the coordinator to look at.
  POSSIBLE;

  /// The word in files: `likely`.
  public String word() {
    return Field.word(this);
  }
}
