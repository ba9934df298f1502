package org.tellonce.server.comparison;

import java.util.ArrayList;
import java.util.List;

/// Where the decision cuts.
///
/// @param likelyP *likely* from this probability
/// @param possibleP *possible* from this probability, at most `likelyP`
/// @param closureP candidates from this probability carry over a third record
/// @see "comparison.md, Decision"
public record Thresholds(double likelyP, double possibleP, double closureP) {

  /// @throws IllegalArgumentException if a probability is out of its range, or `possibleP` is above `likelyP`
  public Thresholds {
    List<String> problems = problems(likelyP, possibleP, closureP);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.getFirst());
    }
  }

  /// Which rules these numbers break, all of them.
  static List<String> problems(double likelyP, double possibleP, double closureP) {
    List<String> problems = new ArrayList<>();
    probability("likely_p", likelyP, problems);
    probability("possible_p", possibleP, problems);
    probability("closure_p", closureP, problems);
    if (possibleP > likelyP) {
      problems.add("possible_p is above likely_p");
    }
    return problems;
  }

  private static void probability(String name, double value, List<String> problems) {
    if (!(value > 0 && value <= 1)) {
      problems.add(name + " is not above 0 and at most 1");
    }
  }
}
