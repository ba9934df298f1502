package org.tellonce.benchmarks.timing;

/// Why an answer is empty. Nobody who asks may tell one from another.
///
/// @see "flags.md, Answer"
enum Case {
  /// Nothing is known of the young person.
  UNKNOWN("nothing known"),
  /// There is a screening, and a shield over it.
  SHIELDED("shielded"),
  /// There is a screening, of an agency that is hidden while too few are.
  HIDDEN("hidden, not reachable");

  private final String words;

  Case(String words) {
    this.words = words;
  }

  @Override
  public String toString() {
    return words;
  }
}
