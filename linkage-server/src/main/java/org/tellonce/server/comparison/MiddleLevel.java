package org.tellonce.server.comparison;

/// How far middle names agree; the first level that holds.
///
/// @see "comparison.md, Agreement vector"
public enum MiddleLevel {
  /// The names agree.
  EQUAL,
  /// The initials do.
  INITIAL,
  /// Both are known and differ.
  OTHER,
  /// At least one is not known.
  MISSING
}
