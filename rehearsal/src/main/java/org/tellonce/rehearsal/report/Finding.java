package org.tellonce.rehearsal.report;

import java.util.Optional;
import org.tellonce.rehearsal.quality.Expectation;

/// How good some links are: as expected, and, if the truth is known, in truth.
///
/// @param expected without the truth
/// @param truth in truth
record Finding(Expectation expected, Optional<Counts> truth) {

  /// Fewer pairs than this say nothing, and may say who they are.
  static final int FEWEST = 20;

  /// @param links how many there are
  /// @param right how many of them are one young person
  /// @param same how many pairs are one young person, found or not
  record Counts(long links, long right, long same) {

    double precision() {
      return links == 0 ? 1 : (double) right / links;
    }

    double recall() {
      return same == 0 ? 1 : (double) right / same;
    }
  }

  /// Whether there are too few pairs of one young person to give a share of them.
  boolean tooFew() {
    return expected.same() < FEWEST || truth.filter(counts -> counts.same() < FEWEST).isPresent();
  }
}
