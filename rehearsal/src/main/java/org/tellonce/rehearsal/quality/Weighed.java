package org.tellonce.rehearsal.quality;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import org.tellonce.agency.encoding.PassBasis;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.server.comparison.AgreementVector;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.Context;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.Neighbourhood;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.comparison.Scoring;

/// Candidates and matches of some rosters, each with the probability that it is one person *in these rosters*: the decision's probability, set right by the pairs
/// within one agency. For reports; no decision is made with it.
///
/// @see "comparison.md, Expected quality, Control"
public final class Weighed {

  private final SortedMap<Integer, PassBasis> bases;
  private final List<Pair> candidates;
  private final List<Link> links;

  private Weighed(SortedMap<Integer, PassBasis> bases, List<Pair> candidates, List<Link> links) {
    this.bases = bases;
    this.candidates = List.copyOf(candidates);
    this.links = List.copyOf(links);
  }

  /// A candidate of two agencies.
  ///
  /// @param decided the probability that the decision took it with
  /// @param probability that it is one person
  public record Pair(RecordRef a, RecordRef b, AgreementVector vector, double decided, double probability) {}

  /// A match.
  ///
  /// @param probability that it is one person
  public record Link(Match match, double probability) {}

  /// Weighs candidates and matches.
  ///
  /// @param candidates all of them, those within one agency included
  /// @param matches what was decided about them
  /// @param records how many records each agency has
  /// @param parameters by which it was decided
  /// @param bases what each pass rests on
  public static Weighed of(List<Candidate> candidates, List<Match> matches, Map<AgencyId, Long> records, Parameters parameters,
      SortedMap<Integer, PassBasis> bases) {
    List<Candidate> between = candidates.stream().filter(candidate -> !candidate.isWithinOneAgency()).toList();
    if (between.isEmpty()) {
      return new Weighed(bases, List.of(), List.of());
    }
    List<Candidate> all = new ArrayList<>(between);
    candidates.stream().filter(Candidate::isWithinOneAgency).forEach(all::add);
    Scoring scoring = new Scoring(parameters);
    Captures patterns = new Captures(bases);
    List<Shift.Scored> alone = all.stream().map(candidate -> {
      double logOdds = scoring.score(candidate.vector()).logOdds();
      double[] features = Shift.features(candidate.vector(), logOdds, patterns.pattern(candidate.vector()));
      return new Shift.Scored(features, logOdds, candidate.isWithinOneAgency());
    }).toList();
    double[] inContext = inContext(candidates, between, scoring, parameters);
    double[] weights = new double[alone.getFirst().features().length];
    double within = records.values().stream().mapToDouble(n -> n * (n - 1.0) / 2).sum();
    double everyone = records.values().stream().mapToDouble(Long::doubleValue).sum();
    if (within > 0) {
      double ratio = (everyone * (everyone - 1) / 2 - within) / within;
      double[] shifted = Shift.logOdds(alone, ratio);
      List<Shift.Scored> contexts = new ArrayList<>();
      double[] probabilities = new double[between.size()];
      for (int i = 0; i < probabilities.length; i++) {
        contexts.add(new Shift.Scored(alone.get(i).features(), inContext[i], false));
        probabilities[i] = Shift.probability(shifted[i]);
      }
      weights = Shift.weights(contexts, probabilities);
    }
    Links ofCandidates = new Links(parameters.thresholds().closureP());
    List<Pair> pairs = new ArrayList<>();
    for (int i = 0; i < between.size(); i++) {
      Candidate candidate = between.get(i);
      double probability = Shift.probability(inContext[i] + Shift.sum(weights, alone.get(i).features()));
      double decided = Shift.probability(inContext[i]);
      pairs.add(new Pair(candidate.a(), candidate.b(), candidate.vector(), decided, probability));
      ofCandidates.add(candidate, decided, probability);
    }
    return new Weighed(bases, pairs, matches.stream().map(match -> new Link(match, ofCandidates.probability(match))).toList());
  }

  private static double[] inContext(List<Candidate> candidates, List<Candidate> between, Scoring scoring, Parameters parameters) {
    Map<RecordRef, List<Candidate>> byRecord = new HashMap<>();
    for (Candidate candidate : candidates) {
      byRecord.computeIfAbsent(candidate.a(), _ -> new ArrayList<>()).add(candidate);
      byRecord.computeIfAbsent(candidate.b(), _ -> new ArrayList<>()).add(candidate);
    }
    Neighbourhood neighbourhood = new Neighbourhood(record -> byRecord.getOrDefault(record, List.of()), scoring);
    double[] weights = parameters.context().stream().mapToDouble(Double::doubleValue).toArray();
    return between.stream().mapToDouble(candidate -> {
      Context context = neighbourhood.context(candidate.a(), candidate.b());
      return Shift.sum(weights, context.features());
    }).toArray();
  }

  /// The candidates of two agencies.
  public List<Pair> candidates() {
    return candidates;
  }

  /// The matches.
  public List<Link> links() {
    return links;
  }

  /// The captures of the pairs that are asked for, for each two agencies their own: what one agency's records lack, another's may have.
  public List<Captures> captures(BiPredicate<RecordRef, RecordRef> asked) {
    SortedMap<AgencyId, SortedMap<AgencyId, Captures>> byAgencies = new TreeMap<>();
    for (Pair pair : candidates) {
      if (asked.test(pair.a(), pair.b())) {
        byAgencies.computeIfAbsent(pair.a().agency(), _ -> new TreeMap<>()).computeIfAbsent(pair.b().agency(), _ -> new Captures(bases)).add(pair
            .vector(), pair.probability());
      }
    }
    return byAgencies.values().stream().flatMap(ofOne -> ofOne.values().stream()).toList();
  }

  /// Candidates by record, to see which of them closure joined.
  private static final class Links {
    private final double closureP;
    private final Map<RecordRef, Map<RecordRef, double[]>> byRecord = new HashMap<>();

    Links(double closureP) {
      this.closureP = closureP;
    }

    void add(Candidate candidate, double decided, double probability) {
      double[] both = {decided, probability};
      byRecord.computeIfAbsent(candidate.a(), _ -> new HashMap<>()).put(candidate.b(), both);
      byRecord.computeIfAbsent(candidate.b(), _ -> new HashMap<>()).put(candidate.a(), both);
    }

    /// The pair's own probability, or what two candidates over a third record give if that is more: as the decision has it.
    double probability(Match match) {
      Map<RecordRef, double[]> ofA = byRecord.getOrDefault(match.a(), Map.of());
      Map<RecordRef, double[]> ofB = byRecord.getOrDefault(match.b(), Map.of());
      double[] own = ofA.get(match.b());
      double best = own == null ? 0 : own[1];
      for (Map.Entry<RecordRef, double[]> over : ofA.entrySet()) {
        double[] other = ofB.get(over.getKey());
        if (other != null && over.getValue()[0] >= closureP && other[0] >= closureP) {
          best = Math.max(best, over.getValue()[1] * other[1]);
        }
      }
      return best;
    }
  }
}
