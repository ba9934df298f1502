package org.tellonce.rehearsal.quality;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import org.hipparchus.analysis.solvers.BracketingNthOrderBrentSolver;
import org.tellonce.agency.encoding.PassBasis;
import org.tellonce.server.comparison.AgreementVector;

/// How many pairs of one person were caught by which bases of passes: by birth, by names, by contact, or by several. Pairs count with their probability.
///
/// If the bases caught independently of each other, how often two of them meet would tell how many pairs none of them caught ([#unseen]).
///
/// @see "comparison.md, Expected quality, Recall"
public final class Captures {

  private static final List<PassBasis> BASES = List.of(PassBasis.values());
  private static final int MOST_EVALUATIONS = 200;
  /// Nobody believes in more unseen pairs than this many times the seen ones.
  private static final double MOST_UNSEEN = 100;
  private static final double TOLERANCE = 1e-9;
  private static final int ORDER = 5;

  private final Map<PassBasis, Integer> passesOf = new EnumMap<>(PassBasis.class);
  private final double[] byPattern = new double[1 << BASES.size()];

  /// @param bases what each pass rests on
  public Captures(SortedMap<Integer, PassBasis> bases) {
    bases.forEach((pass, basis) -> passesOf.merge(basis, 1 << pass - 1, (one, other) -> one | other));
  }

  /// Counts a pair.
  ///
  /// @param probability that it is one person
  public void add(AgreementVector vector, double probability) {
    byPattern[pattern(vector)] += probability;
  }

  /// Which bases caught a pair: bit `i` for the basis at place `i`.
  int pattern(AgreementVector vector) {
    int pattern = 0;
    for (Map.Entry<PassBasis, Integer> basis : passesOf.entrySet()) {
      pattern |= (vector.passes() & basis.getValue()) == 0 ? 0 : 1 << BASES.indexOf(basis.getKey());
    }
    return pattern;
  }

  /// How many patterns there are, that of no basis included.
  static int patterns() {
    return 1 << BASES.size();
  }

  /// How many pairs were caught.
  public double seen() {
    return Arrays.stream(byPattern).sum();
  }

  /// How many pairs no basis caught, if the bases caught independently of each other: the total `T` for which the share of unseen pairs, 1 − seen/T, is the product
  /// of the shares that each basis missed. 0 if no pair was caught twice, for then nothing can be told.
  public double unseen() {
    double seen = Arrays.stream(byPattern, 1, byPattern.length).sum();
    double[] caught = new double[BASES.size()];
    for (int pattern = 1; pattern < byPattern.length; pattern++) {
      for (int basis = 0; basis < BASES.size(); basis++) {
        caught[basis] += (pattern >>> basis & 1) == 1 ? byPattern[pattern] : 0;
      }
    }
    if (Arrays.stream(caught).sum() <= seen * (1 + TOLERANCE)) {
      return 0;
    }
    double tiny = seen * TOLERANCE;
    double most = MOST_UNSEEN * seen;
    if (excess(seen, caught, tiny) >= 0 || excess(seen, caught, most) <= 0) {
      return excess(seen, caught, tiny) >= 0 ? 0 : most;
    }
    return new BracketingNthOrderBrentSolver(TOLERANCE, tiny, ORDER).solve(MOST_EVALUATIONS, unseen -> excess(seen, caught, unseen), tiny, most);
  }

  /// By how much the share of unseen pairs is larger than the bases' product.
  private static double excess(double seen, double[] caught, double unseen) {
    double total = seen + unseen;
    return unseen / total - Arrays.stream(caught).map(of -> 1 - of / total).reduce(1, (one, other) -> one * other);
  }
}
