package org.tellonce.server.comparison;

/// Whether telephone numbers agree. That they differ says nothing, because people change them.
///
/// @see "comparison.md, Agreement vector"
public enum PhoneLevel {
  /// It agrees.
  EQUAL,
  /// It differs, or at least one is not known.
  UNKNOWN
}
