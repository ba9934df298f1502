package org.tellonce.server.comparison;

/// How far surnames agree; the first level that holds.
///
/// @see "comparison.md, Agreement vector"
public enum SurnameLevel {
  /// Given name and surname are exchanged.
  SWAPPED,
  /// All bigrams agree, and the first part is a name that the suite's table does not have.
  EQUAL_RARE,
  /// The same, of any other name.
  EQUAL,
  /// The first part agrees, or one is the other's middle name.
  PART,
  /// Most bigrams agree.
  CLOSE,
  /// More than half do.
  NEAR,
  /// Some do.
  FAR,
  /// No more than chance.
  OTHER;

  /// Whether all bigrams agree, however common the name.
  boolean isEqual() {
    return this == EQUAL || this == EQUAL_RARE;
  }
}
