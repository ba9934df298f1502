package org.tellonce.benchmarks.timing;

/// Why an answer is empty. Nobody who asks may tell one from another.
///
/// @see "flags.md, Answer"
enum Case {
  /// Nothing is known of the young person.
  UNKNOWN("nothing known", 0),
  /// There is a screening, and a shield over it.
  SHIELDED("shielded", 1),
  /// There is a screening, of an agency that is hidden while too few are.
  HIDDEN("hidden, not reachable", 2);

  private final String words;
  private final int number;

  Case(String words, int number) {
    this.words = words;
    this.number = number;
  }

  /// From 0 on.
  int number() {
    return number;
  }

  @Override
  public String toString() {
    return words;
  }
}
