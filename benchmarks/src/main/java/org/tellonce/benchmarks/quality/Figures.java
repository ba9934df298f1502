package org.tellonce.benchmarks.quality;

import static java.util.Objects.requireNonNull;

import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Predicate;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.rehearsal.training.Population;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.RecordRef;

/// How well one population was linked, by its truth. All shares are 0 to 1.
///
/// @param records how many there are
/// @param completeness which share of the pairs of one person at two agencies share a tag
/// @param others with how many different other people a record shares a tag on average, its own agency's included
/// @param all of likely and possible matches
/// @param likely of likely ones
/// @param flagRecall which share of the youth whom another of their agencies has screened have a record with a likely match to such a screening; none if nobody has
/// been screened elsewhere
public record Figures(int records, double completeness, double others, Accuracy all, Accuracy likely, OptionalDouble flagRecall) {

  /// Precision and recall of some matches.
  public record Accuracy(double precision, double recall) {

    static Accuracy of(long right, long found, long same) {
      return new Accuracy(found == 0 ? 1 : (double) right / found, same == 0 ? 1 : (double) right / same);
    }

    /// Their harmonic mean.
    public double f1() {
      return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
  }

  /// The figures of a population.
  ///
  /// @param candidates all of them, those within one agency included
  /// @param likely which of the matches are likely
  public static Figures of(Population population, Collection<Candidate> candidates, Collection<Match> matches, Predicate<Match> likely) {
    Map<RecordRef, Population.Member> byRef = population.byRef();
    long same = population.samePairs();
    long together = candidates.stream().filter(candidate -> !candidate.isWithinOneAgency() && same(byRef, candidate.a(), candidate.b())).count();
    List<Match> sure = matches.stream().filter(likely).toList();
    int records = population.members().size();
    return new Figures(records, same == 0 ? 1 : (double) together / same, records == 0 ? 0 : (double) others(candidates, byRef) / records, accuracy(
        matches, byRef, same), accuracy(sure, byRef, same), flagRecall(population.members(), sure, byRef));
  }

  private static Population.Member member(Map<RecordRef, Population.Member> byRef, RecordRef ref) {
    return requireNonNull(byRef.get(ref));
  }

  private static boolean same(Map<RecordRef, Population.Member> byRef, RecordRef one, RecordRef other) {
    return member(byRef, one).youth().equals(member(byRef, other).youth());
  }

  private static Accuracy accuracy(Collection<Match> matches, Map<RecordRef, Population.Member> byRef, long same) {
    return Accuracy.of(matches.stream().filter(match -> same(byRef, match.a(), match.b())).count(), matches.size(), same);
  }

  /// Each record's other people, each once, added up.
  private static long others(Collection<Candidate> candidates, Map<RecordRef, Population.Member> byRef) {
    Map<RecordRef, Set<String>> others = new HashMap<>();
    for (Candidate candidate : candidates) {
      if (!same(byRef, candidate.a(), candidate.b())) {
        others.computeIfAbsent(candidate.a(), _ -> new HashSet<>(2)).add(member(byRef, candidate.b()).youth());
        others.computeIfAbsent(candidate.b(), _ -> new HashSet<>(2)).add(member(byRef, candidate.a()).youth());
      }
    }
    return others.values().stream().mapToLong(Set::size).sum();
  }

  private static OptionalDouble flagRecall(List<Population.Member> members, List<Match> sure, Map<RecordRef, Population.Member> byRef) {
    Map<String, Set<AgencyId>> screenedAt = new HashMap<>();
    members.stream().filter(Population.Member::screened).forEach(member -> screenedAt.computeIfAbsent(member.youth(), _ -> new HashSet<>(2)).add(
        member.ref().agency()));
    Set<String> toFlag = new HashSet<>();
    for (Population.Member member : members) {
      if (screenedAt.getOrDefault(member.youth(), Set.of()).stream().anyMatch(agency -> !agency.equals(member.ref().agency()))) {
        toFlag.add(member.youth());
      }
    }
    Set<String> flagged = new HashSet<>();
    for (Match match : sure) {
      if (same(byRef, match.a(), match.b()) && (member(byRef, match.a()).screened() || member(byRef, match.b()).screened())) {
        flagged.add(member(byRef, match.a()).youth());
      }
    }
    return toFlag.isEmpty() ? OptionalDouble.empty() : OptionalDouble.of((double) flagged.size() / toFlag.size());
  }
}
