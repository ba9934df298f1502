package org.tellonce.server.comparison;

/// Whether a number agrees that a person keeps: SSN4, school id.
///
/// @see "comparison.md, Agreement vector"
public enum NumberLevel {
  /// It agrees.
  EQUAL,
  /// Both are known and differ.
  OTHER,
  /// At least one is not known.
  MISSING
}
