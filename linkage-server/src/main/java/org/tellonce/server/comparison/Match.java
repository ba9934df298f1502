package org.tellonce.server.comparison;

import java.util.Comparator;

/// Two records of two agencies that are probably one person.
///
/// @param a the smaller one
/// @param b the greater one
/// @param probability from the parameter file's `possible_p` to 1
/// @see "comparison.md, Decision"
public record Match(RecordRef a, RecordRef b, double probability, Grade grade) implements Comparable<Match> {

  private static final Comparator<Match> ORDER = Comparator.comparing(Match::a).thenComparing(Match::b);

  /// By records.
  @Override
  public int compareTo(Match other) {
    return ORDER.compare(this, other);
  }
}
