package org.tellonce.rehearsal.quality;

import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.hipparchus.distribution.continuous.TDistribution;
import org.tellonce.server.comparison.RecordRef;

/// Precision and recall of matches whose truth nobody knows.
///
/// @param links how many matches they are of
/// @param found how many of them are expected to be one person
/// @param seen how many candidates are expected to be one person
/// @param unseen how many pairs of one person are expected to share no tag
/// @see "comparison.md, Expected quality"
public record Expectation(long links, double found, double seen, double unseen, Estimate precision, Estimate recall) {

  private static final double BOTH_SIDES = 0.975;

  /// What to expect of all matches.
  public static Expectation of(Weighed weighed, QualityTable table) {
    return of(weighed, table, _ -> true, (_, _) -> true);
  }

  /// What to expect of some.
  ///
  /// @param counted which matches count as such: from a threshold on, say
  /// @param asked between which records: of a subgroup, say
  public static Expectation of(Weighed weighed, QualityTable table, Predicate<Weighed.Link> counted, BiPredicate<RecordRef, RecordRef> asked) {
    List<Weighed.Link> links = weighed.links().stream().filter(link -> counted.test(link) && asked.test(link.match().a(), link.match().b())).toList();
    double found = links.stream().mapToDouble(Weighed.Link::probability).sum();
    List<Captures> captures = weighed.captures(asked);
    double seen = captures.stream().mapToDouble(Captures::seen).sum();
    double unseen = captures.stream().mapToDouble(table::unseen).sum();
    double precision = links.isEmpty() ? 1 : found / links.size();
    double same = Math.max(found, seen + unseen);
    double recall = same == 0 ? 1 : found / same;
    return new Expectation(links.size(), found, seen, unseen, Estimate.around(precision, halfWidth(precision, links.size(), table.precisionSpread(),
        table)), Estimate.around(recall, halfWidth(recall, same, table.recallSpread(), table)));
  }

  /// How many pairs of one person there are expected to be.
  public double same() {
    return seen + unseen;
  }

  /// From the spread between populations, learned of few, and the chance of counting.
  private static double halfWidth(double share, double of, double spread, QualityTable table) {
    double chance = of == 0 ? 1 : share * (1 - share) / of;
    return new TDistribution(table.populations()).inverseCumulativeProbability(BOTH_SIDES) * Math.sqrt(spread * spread + chance);
  }
}
