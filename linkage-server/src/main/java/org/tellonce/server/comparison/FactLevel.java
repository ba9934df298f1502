package org.tellonce.server.comparison;

/// Whether a fact agrees whose difference says nothing, because people move and change numbers: address, phone.
///
/// @see "comparison.md, Agreement vector"
public enum FactLevel {
  /// It agrees.
  EQUAL,
  /// It differs, or at least one is not known.
  UNKNOWN
}
