package org.tellonce.server.comparison;

/// How far addresses agree; the first level that holds. That they differ says nothing, because people move.
///
/// @see "comparison.md, Agreement vector"
public enum AddressLevel {
  /// The whole line agrees.
  EQUAL,
  /// House number and ZIP agree.
  HOUSE_AND_ZIP,
  /// The ZIP agrees.
  ZIP,
  /// Less agrees, or at least one address is not known.
  UNKNOWN
}
