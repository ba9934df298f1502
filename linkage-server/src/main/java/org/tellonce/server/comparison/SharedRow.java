package org.tellonce.server.comparison;

/// What two records have under one tag that both have.
///
/// @param a the row of the one record
/// @param b the row of the other
/// @see "comparison.md, Agreement vector"
public record SharedRow(IndexedRow a, IndexedRow b) {

  /// The same with the records exchanged.
  public SharedRow exchanged() {
    return new SharedRow(b, a);
  }
}
