package org.tellonce.rehearsal.report;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BiPredicate;
import java.util.function.Predicate;
import org.tellonce.agency.encoding.Passes;
import org.tellonce.agency.encoding.RecordFacts;
import org.tellonce.agency.encoding.RecordFacts.Fact;
import org.tellonce.agency.encoding.WarningCount;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.rehearsal.quality.Expectation;
import org.tellonce.rehearsal.quality.QualityTable;
import org.tellonce.rehearsal.quality.Weighed;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.comparison.RecordRef;

/// All figures of a rehearsal's report. Counts and shares only.
///
/// @param parameters by which it was decided
/// @param agencies what each agency's rows have
/// @param all all links, likely and possible
/// @param likely the likely links alone
/// @param cuts the links if *likely* began elsewhere, the lowest first
/// @param subgroups links of which one record has something
/// @param pairsOfAgencies links between two agencies
/// @param scores how many candidates lie in each band of the score
public record Report(Parameters parameters, SortedMap<AgencyId, AgencyRows> agencies, Finding all, Finding likely, List<Cut> cuts, Map<Subgroup,
    Finding> subgroups, List<BetweenAgencies> pairsOfAgencies, Scores scores) {

  private static final double[] CUTS = {0.7, 0.8, 0.9, 0.99, 0.999};

  /// What a rehearsal hands in.
  ///
  /// @param facts of each record
  /// @param warnings of each agency's normaliser
  /// @param candidates all of them, those within one agency included
  /// @param matches what was decided
  public record Material(Map<RecordRef, RecordFacts> facts, Map<AgencyId, List<WarningCount>> warnings, List<Candidate> candidates,
      List<Match> matches) {}

  /// What an agency's rows have.
  ///
  /// @param usable in how many records each fact can be used
  /// @param inPass how many records take part in each pass
  record AgencyRows(long records, Map<Fact, Long> usable, SortedMap<Integer, Long> inPass, List<WarningCount> warnings) {}

  /// Links from a score on.
  record Cut(double score, Finding finding) {}

  /// Links between two agencies.
  record BetweenAgencies(AgencyId one, AgencyId other, Finding finding) {}

  /// The report of a rehearsal.
  static Report of(Material material, Parameters parameters, QualityTable table, Optional<Truth> truth) {
    SortedMap<AgencyId, AgencyRows> agencies = agencies(material);
    Map<AgencyId, Long> records = new TreeMap<>();
    agencies.forEach((agency, rows) -> records.put(agency, rows.records()));
    Weighed weighed = Weighed.of(material.candidates(), material.matches(), records, parameters, Passes.bases(parameters.sizeClass()));
    return new Judge(weighed, table, truth, material.facts()).report(parameters, agencies);
  }

  private static SortedMap<AgencyId, AgencyRows> agencies(Material material) {
    SortedMap<AgencyId, List<RecordFacts>> byAgency = new TreeMap<>();
    material.warnings().keySet().forEach(agency -> byAgency.put(agency, new ArrayList<>()));
    material.facts().forEach((record, facts) -> byAgency.computeIfAbsent(record.agency(), _ -> new ArrayList<>()).add(facts));
    SortedMap<AgencyId, AgencyRows> agencies = new TreeMap<>();
    byAgency.forEach((agency, facts) -> {
      Map<Fact, Long> usable = new EnumMap<>(Fact.class);
      SortedMap<Integer, Long> inPass = new TreeMap<>();
      for (RecordFacts of : facts) {
        of.usable().forEach(fact -> usable.merge(fact, 1L, Long::sum));
        of.passes().forEach(pass -> inPass.merge(pass, 1L, Long::sum));
      }
      agencies.put(agency, new AgencyRows(facts.size(), usable, inPass, material.warnings().getOrDefault(agency, List.of())));
    });
    return agencies;
  }

  /// Judges links of a rehearsal.
  private record Judge(Weighed weighed, QualityTable table, Optional<Truth> truth, Map<RecordRef, RecordFacts> facts) {

    Report report(Parameters parameters, SortedMap<AgencyId, AgencyRows> agencies) {
      Predicate<Weighed.Link> likely = link -> link.match().grade() == Grade.LIKELY;
      TreeSet<Double> scores = new TreeSet<>(List.of(parameters.thresholds().possibleP(), parameters.thresholds().likelyP()));
      for (double cut : CUTS) {
        if (cut > parameters.thresholds().possibleP()) {
          scores.add(cut);
        }
      }
      List<Cut> cuts = scores.stream().map(score -> new Cut(score, finding(counted(score, parameters), (_, _) -> true))).toList();
      Map<Subgroup, Finding> subgroups = new LinkedHashMap<>();
      for (Subgroup subgroup : Subgroup.values()) {
        subgroups.put(subgroup, finding(_ -> true, (a, b) -> subgroup.has(of(a)) || subgroup.has(of(b))));
      }
      return new Report(parameters, agencies, finding(_ -> true, (_, _) -> true), finding(likely, (_, _) -> true), cuts, subgroups, pairs(agencies
          .keySet().stream().toList()), Scores.of(weighed));
    }

    private RecordFacts of(RecordRef record) {
      return requireNonNull(facts.get(record));
    }

    /// Links from a score on; those that the twin rule keeps from being *likely* count with the possible ones only.
    private static Predicate<Weighed.Link> counted(double score, Parameters parameters) {
      return link -> {
        boolean held = link.match().grade() == Grade.POSSIBLE && link.match().probability() >= parameters.thresholds().likelyP();
        return link.match().probability() >= score && (!held || score == parameters.thresholds().possibleP());
      };
    }

    private List<BetweenAgencies> pairs(List<AgencyId> agencies) {
      List<BetweenAgencies> pairs = new ArrayList<>();
      for (AgencyId one : agencies) {
        for (AgencyId other : agencies) {
          if (one.compareTo(other) < 0) {
            pairs.add(new BetweenAgencies(one, other, finding(_ -> true, (a, b) -> a.agency().equals(one) && b.agency().equals(other))));
          }
        }
      }
      pairs.sort(Comparator.comparing(BetweenAgencies::one).thenComparing(BetweenAgencies::other));
      return pairs;
    }

    private Finding finding(Predicate<Weighed.Link> counted, BiPredicate<RecordRef, RecordRef> asked) {
      Expectation expected = Expectation.of(weighed, table, counted, asked);
      return new Finding(expected, truth.map(known -> {
        List<Match> links = weighed.links().stream().filter(counted).map(Weighed.Link::match).filter(match -> asked.test(match.a(), match.b()))
            .toList();
        long right = links.stream().filter(match -> known.same(match.a(), match.b())).count();
        return new Finding.Counts(links.size(), right, known.samePairs(asked));
      }));
    }
  }
}
