package org.tellonce.server.comparison;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Which candidates are matches, by one parameter file: competition, closure, twin rule, grade. Each pair's fate is a function of the candidates near it, so the
/// answer depends neither on their order nor on how they were cut into portions.
///
/// **How far it reaches.** Call two records *neighbours* if they are a candidate (also within one agency).
/// - Whether a candidate (a, b) survives the competition depends on the candidates of a and of b, no others.
/// - Whether (a, c) is a match depends on whether (a, c), and for each b also (a, b) and (b, c), survive. So on the candidates of a, of c and of the neighbours
///   of both, no others.
///
/// Hence, when candidates were added, removed or altered, call both records of each *touched*: every match that came, went or changed its grade has at least one
/// record that is touched or a neighbour of a touched one ([#reach]). The matches of these records, and no others, are to be taken out and put in anew
/// ([#matchesOf]).
///
/// @see "comparison.md, Decision"
public final class Decision {

  private final Scoring scoring;
  private final Thresholds thresholds;

  /// The decision of a parameter file.
  public Decision(Parameters parameters) {
    scoring = new Scoring(parameters);
    thresholds = parameters.thresholds();
  }

  /// All matches among these candidates, in ascending order.
  ///
  /// @param candidates each pair at most once, in any order
  /// @throws IllegalArgumentException if a pair stands twice
  public List<Match> matches(Collection<Candidate> candidates) {
    Map<RecordRef, List<Candidate>> byRecord = Candidate.byRecord(candidates);
    return matchesOf(byRecord.keySet(), record -> byRecord.getOrDefault(record, List.of()));
  }

  /// All matches that have one of these records, or two, in ascending order: exactly those of [#matches] over all candidates that have one.
  ///
  /// @param records for which to decide
  /// @param candidatesOf all candidates of a record, those within its agency included; asked once for each record at most two candidates away
  public List<Match> matchesOf(Set<RecordRef> records, Function<RecordRef, ? extends Collection<Candidate>> candidatesOf) {
    Neighbourhood neighbourhood = new Neighbourhood(candidatesOf);
    TreeSet<Match> matches = new TreeSet<>();
    for (RecordRef record : records) {
      for (RecordRef other : neighbourhood.withinTwoLinks(record)) {
        boolean once = !records.contains(other) || record.compareTo(other) < 0;
        if (once && !record.agency().equals(other.agency())) {
          neighbourhood.match(record, other).ifPresent(matches::add);
        }
      }
    }
    return List.copyOf(matches);
  }

  /// The records whose matches can be different after a change: the touched ones and their neighbours. Matches between others stay as they are.
  ///
  /// @param touched both records of each candidate that was added, removed or altered
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

  /// A candidate as one of its records sees it.
  private record Link(Score score, boolean twinlike) {}

  /// What is known of the candidates so far; asks for more as the decision reaches further.
  private final class Neighbourhood {
    private final Function<RecordRef, ? extends Collection<Candidate>> candidatesOf;
    private final Map<RecordRef, Map<RecordRef, Link>> known = new HashMap<>();

    Neighbourhood(Function<RecordRef, ? extends Collection<Candidate>> candidatesOf) {
      this.candidatesOf = candidatesOf;
    }

    /// A record's candidates by the other record.
    private Map<RecordRef, Link> links(RecordRef record) {
      Map<RecordRef, Link> links = known.get(record);
      if (links == null) {
        links = new TreeMap<>();
        for (Candidate candidate : candidatesOf.apply(record)) {
          links.put(candidate.partnerOf(record), new Link(scoring.score(candidate.vector()), isTwinlike(candidate.vector())));
        }
        known.put(record, links);
      }
      return links;
    }

    /// The records at one or two links from this one.
    Set<RecordRef> withinTwoLinks(RecordRef record) {
      TreeSet<RecordRef> found = new TreeSet<>(links(record).keySet());
      for (RecordRef neighbour : links(record).keySet()) {
        found.addAll(links(neighbour).keySet());
      }
      found.remove(record);
      return found;
    }

    /// The match of two records of two agencies, if they are one.
    Optional<Match> match(RecordRef one, RecordRef other) {
      Optional<Link> direct = surviving(one, other);
      double best = direct.map(link -> link.score().probability()).orElse(0.0);
      boolean twinlike = Optional.ofNullable(links(one).get(other)).map(Link::twinlike).orElse(false);
      double bestSure = twinlike ? 0 : best;
      for (RecordRef third : links(one).keySet()) {
        Optional<Carried> carried = carriedOver(one, third, other);
        if (carried.isPresent()) {
          best = Math.max(best, carried.get().probability());
          bestSure = twinlike || carried.get().twinlike() ? bestSure : Math.max(bestSure, carried.get().probability());
        }
      }
      if (best < thresholds.possibleP()) {
        return Optional.empty();
      }
      Grade grade = bestSure >= thresholds.likelyP() ? Grade.LIKELY : Grade.POSSIBLE;
      boolean inOrder = one.compareTo(other) < 0;
      return Optional.of(new Match(inOrder ? one : other, inOrder ? other : one, best, grade));
    }

    /// What closure over a third record gives.
    private Optional<Carried> carriedOver(RecordRef one, RecordRef third, RecordRef other) {
      if (third.agency().equals(one.agency()) || third.agency().equals(other.agency())) {
        return Optional.empty();
      }
      Optional<Link> first = surviving(one, third).filter(this::carries);
      Optional<Link> second = first.isEmpty() ? first : surviving(third, other).filter(this::carries);
      return first.flatMap(a -> second.map(b -> new Carried(a.score().probability() * b.score().probability(), a.twinlike() || b.twinlike())));
    }

    private boolean carries(Link link) {
      return link.score().probability() >= thresholds.closureP();
    }

    /// The candidate of two records of two agencies, unless there is none or a rival beats it.
    private Optional<Link> surviving(RecordRef one, RecordRef other) {
      Link link = links(one).get(other);
      return link == null || isBeaten(link, one, other) || isBeaten(link, other, one) ? Optional.empty() : Optional.of(link);
    }

    /// Whether `record` has a far better candidate in the agency of `partner` that is another person than `partner`.
    private boolean isBeaten(Link link, RecordRef record, RecordRef partner) {
      for (Map.Entry<RecordRef, Link> rival : links(record).entrySet()) {
        if (rival.getKey().agency().equals(partner.agency()) && rival.getValue().score().logOdds() > link.score().logOdds() + thresholds.rivalMargin()
            && !isOnePerson(partner, rival.getKey())) {
          return true;
        }
      }
      return false;
    }

    private boolean isOnePerson(RecordRef one, RecordRef other) {
      Link link = links(one).get(other);
      return link != null && link.score().probability() >= thresholds.doubleP();
    }
  }

  /// What two links carry over the record between them.
  private record Carried(double probability, boolean twinlike) {}

  /// Whether these may be twins, however high the score: different given names, same birth and surname, nothing that only one person has.
  static boolean isTwinlike(AgreementVector vector) {
    boolean otherGivenName = vector.given() == GivenLevel.FAR || vector.given() == GivenLevel.OTHER;
    boolean sameSurname = vector.surname() == SurnameLevel.EQUAL || vector.surname() == SurnameLevel.PART;
    boolean ownFact = vector.middle() == MiddleLevel.EQUAL || vector.ssn4() == NumberLevel.EQUAL || vector.school() == NumberLevel.EQUAL;
    return otherGivenName && vector.birth() == BirthLevel.EQUAL && sameSurname && !ownFact;
  }
}
