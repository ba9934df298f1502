package org.tellonce.server.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.function.Function;

/// Records and their candidates, as far as the decision has asked for them; the context of each candidate is read off here. Not for several threads at once.
///
/// The context of a candidate is made of the candidates of its two records, no others.
///
/// @see "comparison.md, Context"
public final class Neighbourhood {

  private final Function<RecordRef, ? extends Collection<Candidate>> candidatesOf;
  private final Scoring scoring;
  private final Map<RecordRef, Map<RecordRef, Link>> known = new HashMap<>();

  /// @param candidatesOf all candidates of a record; asked once a record
  /// @param scoring what a vector alone says
  public Neighbourhood(Function<RecordRef, ? extends Collection<Candidate>> candidatesOf, Scoring scoring) {
    this.candidatesOf = candidatesOf;
    this.scoring = scoring;
  }

  /// A record's candidates by the other record.
  Map<RecordRef, Link> links(RecordRef record) {
    Map<RecordRef, Link> links = known.get(record);
    if (links == null) {
      Collection<Candidate> candidates = candidatesOf.apply(record);
      links = HashMap.newHashMap(candidates.size());
      for (Candidate candidate : candidates) {
        RecordRef partner = candidate.partnerOf(record);
        Link seenFromThere = known.getOrDefault(partner, Map.of()).get(record);
        links.put(partner, seenFromThere != null ? seenFromThere : new Link(candidate.vector(), scoring.score(candidate.vector())));
      }
      known.put(record, links);
    }
    return links;
  }

  /// The records of other agencies that can be a match of this one: at one candidate from it, or at two over a record of a third agency.
  Set<RecordRef> withinReach(RecordRef record) {
    Set<RecordRef> found = new HashSet<>();
    for (RecordRef neighbour : elsewhere(record, record)) {
      found.add(neighbour);
      found.addAll(elsewhere(neighbour, record));
    }
    return found;
  }

  /// A record's candidates at agencies that are neither its own nor another's.
  private List<RecordRef> elsewhere(RecordRef record, RecordRef another) {
    List<RecordRef> elsewhere = new ArrayList<>();
    for (RecordRef other : links(record).keySet()) {
      if (!other.agency().equals(record.agency()) && !other.agency().equals(another.agency())) {
        elsewhere.add(other);
      }
    }
    return elsewhere;
  }

  /// The context of a candidate.
  ///
  /// @throws IllegalArgumentException if the two records are none
  public Context context(RecordRef one, RecordRef other) {
    Link link = links(one).get(other);
    if (link == null) {
      throw new IllegalArgumentException("not a candidate");
    }
    double own = link.score().logOdds();
    Side a = new Side(one, other, own);
    Side b = new Side(other, one, own);
    int strangers = Math.min(Context.MOST_STRANGERS, a.strangers() + b.strangers());
    int others = links(one).size() + links(other).size() - 2;
    return new Context(own, known(Math.max(a.lead(), b.lead())), known(a.gain()), strangers, others, link.isTwinlike(), a.twinNear() || b.twinNear());
  }

  private static OptionalDouble known(double difference) {
    return difference == Double.NEGATIVE_INFINITY ? OptionalDouble.empty() : OptionalDouble.of(difference);
  }

  /// A candidate seen from one of its records.
  private final class Side {
    private final Map<RecordRef, Link> mine;
    private final Map<RecordRef, Link> theirs;
    private final RecordRef partner;
    private final double own;

    Side(RecordRef record, RecordRef partner, double own) {
      mine = links(record);
      theirs = links(partner);
      this.partner = partner;
      this.own = own;
    }

    /// The largest lead of a rival: a candidate of mine in the partner's agency. What ties the partner to the rival, if they are one person in two rows, speaks for
    /// the partner as much as what ties it to me.
    double lead() {
      double largest = Double.NEGATIVE_INFINITY;
      for (Map.Entry<RecordRef, Link> rival : mine.entrySet()) {
        if (!rival.getKey().equals(partner) && rival.getKey().agency().equals(partner.agency())) {
          largest = Math.max(largest, rival.getValue().score().logOdds() - Math.max(own, tie(rival.getKey())));
        }
      }
      return largest;
    }

    /// The largest gain over a third record; the same from both sides.
    double gain() {
      double largest = Double.NEGATIVE_INFINITY;
      for (Map.Entry<RecordRef, Link> third : mine.entrySet()) {
        largest = Math.max(largest, Math.min(third.getValue().score().logOdds(), tie(third.getKey())) - own);
      }
      return largest;
    }

    /// The log-odds of the partner with another record.
    private double tie(RecordRef record) {
      Link link = theirs.get(record);
      return link == null ? Double.NEGATIVE_INFINITY : link.score().logOdds();
    }

    int strangers() {
      return (int) mine.entrySet().stream().filter(third -> !third.getKey().agency().equals(partner.agency()) && isStranger(third)).count();
    }

    private boolean isStranger(Map.Entry<RecordRef, Link> third) {
      double mineWithThird = third.getValue().probability();
      Link link = theirs.get(third.getKey());
      double together = link == null ? 0 : mineWithThird * link.probability();
      return mineWithThird > Context.SURE && together < Context.UNSUPPORTED;
    }

    boolean twinNear() {
      return mine.entrySet().stream().anyMatch(third -> !third.getKey().equals(partner) && third.getValue().isTwinlike());
    }
  }
}
