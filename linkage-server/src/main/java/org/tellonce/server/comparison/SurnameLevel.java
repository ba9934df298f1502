package org.tellonce.server.comparison;

/// How far surnames agree; the first level that holds.
///
/// @see "comparison.md, Agreement vector"
public enum SurnameLevel {
  /// Given name and surname are exchanged.
  SWAPPED,
  /// All bigrams agree.
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
  OTHER
}
