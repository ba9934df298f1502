package org.tellonce.server.comparison;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Function;

/// Which candidates are matches, by one parameter file: context, closure, twin rule, grade. Each pair's fate is a function of the candidates near it,
/// so the answer depends neither on their order nor on how they were cut into portions.
///
/// **How far it reaches.** Call two records *neighbours* if they are a candidate (also within one agency).
/// - What a candidate (a, b) says in its context depends on the candidates of a and of b, no others.
/// - Whether (a, c) is a match depends on that, and for each b on the same of (a, b) and (b, c). So on the candidates of a, of c and of the neighbours of both, no others.
///
/// Hence, when candidates were added, removed or altered, call both records of each *touched*: every match that came, went or changed has at least one record that
/// is touched or a neighbour of a touched one ([#reach]). The matches of these records, and no others, are to be taken out and put in anew ([#matchesOf]).
///
/// @see "comparison.md, Decision"
public final class Decision {

  private final Scoring scoring;
  private final double[] inContext;
  private final Thresholds thresholds;

  /// The decision of a parameter file.
  public Decision(Parameters parameters) {
    scoring = new Scoring(parameters);
    inContext = parameters.context().stream().mapToDouble(Double::doubleValue).toArray();
    thresholds = parameters.thresholds();
  }

  /// All matches among these candidates, in ascending order.
  ///
  /// @param candidates each pair at most once, in any order
  /// @throws IllegalArgumentException if a pair stands twice
  public List<Match> matches(Collection<Candidate> candidates) {
    return matches(candidates, NeverLinked.NONE);
  }

  /// All matches among these candidates but for pairs that are kept apart, in ascending order.
  ///
  /// @param candidates each pair at most once, in any order
  /// @param apart asked by several threads at once
  /// @throws IllegalArgumentException if a pair stands twice
  public List<Match> matches(Collection<Candidate> candidates, NeverLinked apart) {
    Map<RecordRef, List<Candidate>> byRecord = Candidate.byRecord(candidates);
    Function<RecordRef, List<Candidate>> candidatesOf = record -> byRecord.getOrDefault(record, List.of());
    return components(byRecord.keySet(), candidatesOf).parallelStream().flatMap(component -> matchesOf(component, candidatesOf, apart).stream())
        .sorted()
        .toList();
  }

  /// The records in sets that hang together by candidates: what is decided in one says nothing of another.
  private static List<Set<RecordRef>> components(Set<RecordRef> records, Function<RecordRef, List<Candidate>> candidatesOf) {
    List<Set<RecordRef>> components = new ArrayList<>();
    Set<RecordRef> seen = HashSet.newHashSet(records.size());
    for (RecordRef first : records) {
      if (seen.add(first)) {
        Set<RecordRef> component = new HashSet<>();
        Deque<RecordRef> open = new ArrayDeque<>(List.of(first));
        while (!open.isEmpty()) {
          RecordRef record = open.remove();
          component.add(record);
          candidatesOf.apply(record).stream().map(candidate -> candidate.partnerOf(record)).filter(seen::add).forEach(open::add);
        }
        components.add(component);
      }
    }
    return components;
  }

  /// All matches that have one of these records, or two, in ascending order: exactly those of [#matches] over all candidates that have one.
  ///
  /// @param records for which to decide
  /// @param candidatesOf all candidates of a record, those within its agency included; asked once for each record at most two candidates away
  public List<Match> matchesOf(Set<RecordRef> records, Function<RecordRef, ? extends Collection<Candidate>> candidatesOf) {
    return matchesOf(records, candidatesOf, NeverLinked.NONE);
  }

  /// All matches that have one of these records, or two, but for pairs that are kept apart: exactly those of [#matches] over all candidates that have one.
  ///
  /// @param records for which to decide
  /// @param candidatesOf all candidates of a record, those within its agency and those kept apart included; asked once for each record at most two candidates away
  public List<Match> matchesOf(Set<RecordRef> records, Function<RecordRef, ? extends Collection<Candidate>> candidatesOf, NeverLinked apart) {
    Pairs pairs = pairs(candidatesOf, apart);
    List<Match> matches = new ArrayList<>();
    for (RecordRef record : records) {
      for (RecordRef other : pairs.neighbourhood.withinReach(record)) {
        if ((!records.contains(other) || record.compareTo(other) < 0) && !apart.with(record).contains(other)) {
          pairs.match(record, other).ifPresent(matches::add);
        }
      }
    }
    matches.sort(null);
    return List.copyOf(matches);
  }

  /// A record's candidates without those that are kept apart: they are no evidence for anything.
  private static Collection<Candidate> together(RecordRef record, Collection<Candidate> candidates, Set<RecordRef> apart) {
    return apart.isEmpty() ? candidates : candidates.stream().filter(candidate -> !apart.contains(candidate.partnerOf(record))).toList();
  }

  /// The matches that a record has by its own candidates alone, but for pairs that are kept apart, in ascending order: no third record carries one over.
  ///
  /// @param candidatesOf all candidates of a record, those within its agency and those kept apart included
  public List<Match> directMatchesOf(RecordRef record, Function<RecordRef, ? extends Collection<Candidate>> candidatesOf, NeverLinked apart) {
    Pairs pairs = pairs(candidatesOf, apart);
    return pairs.neighbourhood.links(record).keySet().stream().filter(other -> !other.agency().equals(record.agency())).flatMap(other -> pairs
        .directMatch(record, other).stream()).sorted().toList();
  }

  private Pairs pairs(Function<RecordRef, ? extends Collection<Candidate>> candidatesOf, NeverLinked apart) {
    return new Pairs(new Neighbourhood(record -> together(record, candidatesOf.apply(record), apart.with(record)), scoring));
  }

  /// The records whose matches can be different after a change: the touched ones and their neighbours. Matches between others stay as they are.
  ///
  /// @param touched both records of each candidate that was added, removed or altered, and of each pair that is kept apart from now on
  /// @param candidatesOf all candidates of a record, after the change
  public static SortedSet<RecordRef> reach(Set<RecordRef> touched, Function<RecordRef, ? extends Collection<Candidate>> candidatesOf) {
    SortedSet<RecordRef> reach = new TreeSet<>(touched);
    for (RecordRef record : touched) {
      for (Candidate candidate : candidatesOf.apply(record)) {
        reach.add(candidate.partnerOf(record));
      }
    }
    return reach;
  }

  /// A probability that is not yet a grade.
  ///
  /// @param twinlike whether it rests on a vector of twins
  private record Belief(double probability, boolean twinlike) {
    static final Belief NONE = new Belief(0, false);
  }

  /// The pairs decided so far.
  private final class Pairs {
    private final Neighbourhood neighbourhood;
    private final Map<RecordRef, Map<RecordRef, Belief>> direct = new HashMap<>();

    Pairs(Neighbourhood neighbourhood) {
      this.neighbourhood = neighbourhood;
    }

    /// The match of two records of two agencies, if what their own candidate says is enough.
    Optional<Match> directMatch(RecordRef one, RecordRef other) {
      Belief own = direct(one, other);
      return match(one, other, own.probability(), own.twinlike() ? 0 : own.probability());
    }

    /// The match of two records of two agencies, if they are one.
    Optional<Match> match(RecordRef one, RecordRef other) {
      Belief own = direct(one, other);
      double best = own.probability();
      double likely = own.twinlike() ? 0 : best;
      for (RecordRef third : neighbourhood.links(one).keySet()) {
        Belief carried = carried(one, third, other);
        best = Math.max(best, carried.probability());
        likely = own.twinlike() || carried.twinlike() ? likely : Math.max(likely, carried.probability());
      }
      return match(one, other, best, likely);
    }

    private Optional<Match> match(RecordRef one, RecordRef other, double best, double likely) {
      if (best < thresholds.possibleP()) {
        return Optional.empty();
      }
      Grade grade = likely >= thresholds.likelyP() ? Grade.LIKELY : Grade.POSSIBLE;
      boolean inOrder = one.compareTo(other) < 0;
      return Optional.of(new Match(inOrder ? one : other, inOrder ? other : one, best, grade));
    }

    /// What closure over a third record gives: the product of two beliefs that carry.
    private Belief carried(RecordRef one, RecordRef third, RecordRef other) {
      if (third.agency().equals(one.agency()) || third.agency().equals(other.agency())) {
        return Belief.NONE;
      }
      Belief first = carrying(one, third);
      Belief second = first.probability() > 0 ? carrying(third, other) : Belief.NONE;
      return new Belief(first.probability() * second.probability(), first.twinlike() || second.twinlike());
    }

    private Belief carrying(RecordRef one, RecordRef other) {
      Belief belief = direct(one, other);
      return belief.probability() >= thresholds.closureP() ? belief : Belief.NONE;
    }

    /// What the candidate of two records of two agencies says; nothing if it is none.
    private Belief direct(RecordRef one, RecordRef other) {
      RecordRef smaller = one.compareTo(other) < 0 ? one : other;
      RecordRef greater = smaller.equals(one) ? other : one;
      Map<RecordRef, Belief> ofSmaller = direct.computeIfAbsent(smaller, _ -> new HashMap<>());
      Belief belief = ofSmaller.get(greater);
      if (belief == null) {
        belief = belief(smaller, greater);
        ofSmaller.put(greater, belief);
      }
      return belief;
    }

    private Belief belief(RecordRef one, RecordRef other) {
      Link link = neighbourhood.links(one).get(other);
      if (link == null) {
        return Belief.NONE;
      }
      double logOdds = Scoring.sum(inContext, neighbourhood.context(one, other).features());
      return new Belief(Scoring.probability(logOdds), link.isTwinlike());
    }
  }
}
