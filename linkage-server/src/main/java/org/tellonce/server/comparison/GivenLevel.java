package org.tellonce.server.comparison;

/// How far given names agree; the first level that holds.
///
/// @see "comparison.md, Agreement vector"
public enum GivenLevel {
  /// Given name and surname are exchanged.
  SWAPPED,
  /// The whole given names are equal, and a name that the suite's table does not have.
  EQUAL_RARE,
  /// The whole given name of the one is a given name of the other.
  EQUAL,
  /// Only the second given names agree: the first word of two, as of Juan Carlos and Juan Pablo, or a name that both go by.
  SECOND,
  /// A given name of the one is the middle name of the other.
  MIDDLE,
  /// Most bigrams agree.
  CLOSE,
  /// More than half do.
  NEAR,
  /// Some do.
  FAR,
  /// No more than chance.
  OTHER
}
