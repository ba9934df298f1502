package org.tellonce.server.comparison;

import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;

/// Records and their candidates, as far as the decision has asked for them; the context of each candidate is read off here. Not for several threads at once.
///
/// The context of a candidate is made of the candidates of its two records, no others.
///
/// @see "comparison.md, Context"
public final class Neighbourhood {

  private final Function<RecordRef, ? extends Collection<Candidate>> candidatesOf;
  private final Scoring scoring;
  private final double doubleP;
  private final Map<RecordRef, SortedMap<RecordRef, Link>> known = new HashMap<>();

  /// @param candidatesOf all candidates of a record; asked once a record
  /// @param scoring what a vector alone says
  /// @param doubleP from which probability two records of one agency are one person
  public Neighbourhood(Function<RecordRef, ? extends Collection<Candidate>> candidatesOf, Scoring scoring, double doubleP) {
    this.candidatesOf = candidatesOf;
    this.scoring = scoring;
    this.doubleP = doubleP;
  }

  /// A record's candidates by the other record.
  SortedMap<RecordRef, Link> links(RecordRef record) {
    SortedMap<RecordRef, Link> links = known.get(record);
    if (links == null) {
      links = new TreeMap<>();
      for (Candidate candidate : candidatesOf.apply(record)) {
        links.put(candidate.partnerOf(record), new Link(candidate.vector(), scoring.score(candidate.vector())));
      }
      known.put(record, links);
    }
    return links;
  }

  /// The records at one or two candidates from this one.
  Set<RecordRef> withinTwo(RecordRef record) {
    Set<RecordRef> found = new TreeSet<>(links(record).keySet());
    for (RecordRef neighbour : links(record).keySet()) {
      found.addAll(links(neighbour).keySet());
    }
    found.remove(record);
    return found;
  }

  /// The context of a candidate.
  ///
  /// @throws IllegalArgumentException if the two records are none
  public Context context(RecordRef one, RecordRef other) {
    Link link = links(one).get(other);
    if (link == null) {
      throw new IllegalArgumentException("not a candidate");
    }
    Side a = new Side(one, other);
    Side b = new Side(other, one);
    double rival = Math.max(a.rival(), b.rival());
    OptionalDouble lead = rival == Double.NEGATIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(rival - link.score().logOdds());
    int strangers = Math.min(Context.MOST_STRANGERS, a.strangers() + b.strangers());
    int others = links(one).size() + links(other).size() - 2;
    return new Context(link.score().logOdds(), lead, a.support(), strangers, others, link.isTwinlike(), a.twinNear() || b.twinNear());
  }

  /// A candidate seen from one of its records.
  private final class Side {
    private final SortedMap<RecordRef, Link> mine;
    private final SortedMap<RecordRef, Link> theirs;
    private final RecordRef partner;

    Side(RecordRef record, RecordRef partner) {
      mine = links(record);
      theirs = links(partner);
      this.partner = partner;
    }

    /// The highest log-odds of a rival: a candidate in the partner's agency that is another person than the partner.
    double rival() {
      double highest = Double.NEGATIVE_INFINITY;
      for (Map.Entry<RecordRef, Link> link : mine.entrySet()) {
        if (!link.getKey().equals(partner) && link.getKey().agency().equals(partner.agency()) && !isPartnersDouble(link.getKey())) {
          highest = Math.max(highest, link.getValue().score().logOdds());
        }
      }
      return highest;
    }

    private boolean isPartnersDouble(RecordRef record) {
      Link link = theirs.get(record);
      return link != null && link.probability() >= doubleP;
    }

    /// The probability that a third record of mine is the person of both.
    private double joint(Map.Entry<RecordRef, Link> third) {
      Link link = theirs.get(third.getKey());
      return link == null ? 0 : third.getValue().probability() * link.probability();
    }

    double support() {
      return mine.entrySet().stream().mapToDouble(this::joint).reduce(0, Math::max);
    }

    int strangers() {
      return (int) mine.entrySet().stream().filter(third -> !third.getKey().agency().equals(partner.agency())
          && third.getValue().probability() > Context.SURE && joint(third) < Context.UNSUPPORTED).count();
    }

    boolean twinNear() {
      return mine.entrySet().stream().anyMatch(third -> !third.getKey().equals(partner) && third.getValue().isTwinlike());
    }
  }
}
