package org.tellonce.rehearsal.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.agency.encoding.PassBasis;
import org.tellonce.agency.encoding.Passes;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.rehearsal.quality.Captures;
import org.tellonce.rehearsal.quality.Expectation;
import org.tellonce.rehearsal.quality.QualityTable;
import org.tellonce.rehearsal.quality.Weighed;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.Decision;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.comparison.RecordRef;

/// From populations to the table of expected quality, a function: how many more pairs of one person share no tag than independent bases would miss, for each two
/// agencies of each population; then how far expectation and truth are apart.
///
/// @see "comparison.md, Expected quality, Training"
final class QualityTraining {

  private static final int MOST_STEPS = 100;
  private static final double CONVERGED = 1e-10;

  private QualityTraining() {}

  /// What two agencies of a population teach: how many pairs were seen, how many independent bases would have missed, how many were missed.
  record Lesson(double seen, double independent, long missed) {}

  /// The table that belongs to these parameters, or why they teach none. How far expectations are off is seen on each population by the line of all others, for a
  /// line is always near to what it was fitted to.
  static Parsed<QualityTable> table(Parameters parameters, List<Population> populations) {
    SortedMap<Integer, PassBasis> bases = Passes.bases(parameters.sizeClass());
    List<Judged> all = populations.stream().sorted(Comparator.comparing(Population::name)).map(population -> Judged.of(population, parameters, bases))
        .toList();
    Optional<Line> line = fit(all, bases);
    double precision = 0;
    double recall = 0;
    for (int i = 0; i < all.size(); i++) {
      Judged judged = all.get(i);
      List<Judged> others = new ArrayList<>(all);
      others.remove(i);
      Optional<Line> ofOthers = fit(others, bases);
      if (ofOthers.isEmpty() || line.isEmpty()) {
        return new Parsed.Rejected<>(List.of(new Problem("populations", "too small, too few, or of too few agencies, to learn expected quality from",
            "give three or more of some thousand young people at three agencies")));
      }
      Expectation expected = Expectation.of(judged.weighed(), of(parameters, all.size(), ofOthers.get(), 0, 0));
      precision += Math.pow(expected.precision().value() - judged.truth().precision(), 2) / all.size();
      recall += Math.pow(expected.recall().value() - judged.truth().recall(), 2) / all.size();
    }
    return new Parsed.Valid<>(of(parameters, all.size(), line.orElseThrow(), Math.sqrt(precision), Math.sqrt(recall)));
  }

  private static QualityTable of(Parameters parameters, int populations, Line line, double precisionSpread, double recallSpread) {
    return new QualityTable(parameters.digest(), populations, Rounding.significant(line.factor()), Rounding.significant(line.power()), Rounding
        .significant(precisionSpread), Rounding.significant(recallSpread));
  }

  private static Optional<Line> fit(List<Judged> populations, SortedMap<Integer, PassBasis> bases) {
    return fit(populations.stream().flatMap(judged -> judged.lessons(bases).stream()).toList());
  }

  /// How many pairs are missed: `seen · factor · (independent / seen)^power`.
  record Line(double factor, double power) {}

  /// Poisson regression of the missed pairs: their logarithm is `ln seen + ln factor + power · ln(independent / seen)`.
  ///
  /// @return the line; with a power of 1 if the lessons give none above 0; no line if there are fewer than two lessons
  static Optional<Line> fit(List<Lesson> lessons) {
    List<Lesson> usable = lessons.stream().filter(lesson -> lesson.independent() > 0 && lesson.seen() > 0).toList();
    if (usable.size() < 2) {
      return Optional.empty();
    }
    double missed = usable.stream().mapToDouble(Lesson::missed).sum();
    double independent = usable.stream().mapToDouble(Lesson::independent).sum();
    double constant = Math.log(Math.max(1, missed) / independent);
    double slope = 1;
    for (int step = 0; step < MOST_STEPS; step++) {
      double g0 = 0;
      double g1 = 0;
      double h00 = 0;
      double h01 = 0;
      double h11 = 0;
      for (Lesson lesson : usable) {
        double x = Math.log(lesson.independent() / lesson.seen());
        double mean = lesson.seen() * Math.exp(constant + slope * x);
        g0 += lesson.missed() - mean;
        g1 += (lesson.missed() - mean) * x;
        h00 += mean;
        h01 += mean * x;
        h11 += mean * x * x;
      }
      double determinant = h00 * h11 - h01 * h01;
      double change0 = (h11 * g0 - h01 * g1) / determinant;
      double change1 = (h00 * g1 - h01 * g0) / determinant;
      constant += change0;
      slope += change1;
      if (Math.abs(change0) + Math.abs(change1) < CONVERGED) {
        break;
      }
    }
    // Lessons that are too alike tell no power.
    return Optional.of(slope > 0 ? new Line(Math.exp(constant), slope) : new Line(Math.max(1, missed) / independent, 1));
  }

  /// A population with what these parameters make of it.
  private record Judged(Population population, List<Candidate> candidates, Map<RecordRef, Population.Member> byRef, Weighed weighed,
      Tally.Figures truth) {

    static Judged of(Population population, Parameters parameters, SortedMap<Integer, PassBasis> bases) {
      List<Candidate> candidates = population.candidates();
      List<Match> matches = new Decision(parameters).matches(candidates);
      Map<RecordRef, Population.Member> byRef = population.byRef();
      Map<AgencyId, Long> records = new HashMap<>();
      byRef.keySet().forEach(ref -> records.merge(ref.agency(), 1L, Long::sum));
      List<Tally.Link> links = matches.stream().map(match -> new Tally.Link(match.probability(), same(byRef, match.a(), match.b()), 1)).toList();
      return new Judged(population, candidates, byRef, Weighed.of(candidates, matches, records, parameters, bases), new Tally(links, population
          .samePairs()).from(0));
    }

    private static boolean same(Map<RecordRef, Population.Member> byRef, RecordRef one, RecordRef other) {
      return java.util.Objects.requireNonNull(byRef.get(one)).youth().equals(java.util.Objects.requireNonNull(byRef.get(other)).youth());
    }

    List<Lesson> lessons(SortedMap<Integer, PassBasis> bases) {
      SortedMap<String, Long> missed = new TreeMap<>();
      Map<String, Captures> captures = new HashMap<>();
      for (List<Population.Member> pair : population.householdPairs()) {
        if (pair.getFirst().youth().equals(pair.getLast().youth())) {
          missed.merge(agencies(pair.getFirst().ref(), pair.getLast().ref()), 1L, Long::sum);
        }
      }
      candidates.stream().filter(candidate -> !candidate.isWithinOneAgency() && same(byRef, candidate.a(), candidate.b()))
          .forEach(candidate -> missed.merge(agencies(candidate.a(), candidate.b()), -1L, Long::sum));
      weighed.candidates().forEach(pair -> captures.computeIfAbsent(agencies(pair.a(), pair.b()), _ -> new Captures(bases)).add(pair.vector(), pair
          .probability()));
      List<Lesson> lessons = new ArrayList<>();
      missed.forEach((agencies, count) -> {
        Captures of = captures.get(agencies);
        if (of != null) {
          lessons.add(new Lesson(of.seen(), of.unseen(), count));
        }
      });
      return lessons;
    }

    private static String agencies(RecordRef one, RecordRef other) {
      return one.agency().compareTo(other.agency()) < 0 ? one.agency() + " " + other.agency() : other.agency() + " " + one.agency();
    }
  }
}
