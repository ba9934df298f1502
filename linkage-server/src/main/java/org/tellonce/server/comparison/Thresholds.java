package org.tellonce.server.comparison;

import java.util.ArrayList;
import java.util.List;

/// Where the decision cuts.
///
/// @param likelyP *likely* from this probability
/// @param possibleP *possible* from this probability, at most `likelyP`
/// @param rivalMargin a candidate is dropped when a rival's log-odds are higher by more than this
/// @param doubleP two records of one agency are one person from this probability
/// @param closureP candidates from this probability carry over a third record
/// @see "comparison.md, Decision"
public record Thresholds(double likelyP, double possibleP, double rivalMargin, double doubleP, double closureP) {

  /// @throws IllegalArgumentException if a probability or the margin is out of its range, or `possibleP` is above `likelyP`
  public Thresholds {
    List<String> problems = problems(likelyP, possibleP, rivalMargin, doubleP, closureP);
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(problems.getFirst());
    }
  }

  /// Which rules these numbers break, all of them.
  static List<String> problems(double likelyP, double possibleP, double rivalMargin, double doubleP, double closureP) {
    List<String> problems = new ArrayList<>();
    probability("likely_p", likelyP, problems);
    probability("possible_p", possibleP, problems);
    probability("double_p", doubleP, problems);
    probability("closure_p", closureP, problems);
    if (!(rivalMargin >= 0)) {
      problems.add("rival_margin is not below 0");
    }
    if (possibleP > likelyP) {
      problems.add("possible_p is not above likely_p");
    }
    return problems;
  }

  private static void probability(String name, double value, List<String> problems) {
    if (!(value > 0 && value <= 1)) {
      problems.add(name + " is above 0 and at most 1");
    }
  }
}
