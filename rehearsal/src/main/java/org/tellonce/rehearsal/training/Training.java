package org.tellonce.rehearsal.training;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Predicate;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.rehearsal.regression.LogisticRegression;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.Context;
import org.tellonce.server.comparison.Decision;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.Kind;
import org.tellonce.server.comparison.LevelTable;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.Neighbourhood;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.comparison.Scoring;
import org.tellonce.server.comparison.Thresholds;

/// From populations to a parameter file, a function: tables, first calibration, second calibration, thresholds, each made with the rounded figures of the one
/// before.
///
/// @see "comparison.md, Training"
public final class Training {

  private static final int RANDOM_PAIRS = 250_000;
  private static final long RANDOM_SEED = 1;
  /// Of the likely links, this share may be wrong.
  private static final double FALSE_LIKELY = 0.003;
  /// The same in parameters for more people than a population has: one pair then stands for many, and what few of them happen to be weighs as much.
  private static final double FALSE_LIKELY_OF_MORE = 0.0015;
  /// While thresholds are looked for, nothing below this counts.
  private static final double LOWEST = 0.05;
  /// From which probability on candidates carry over a third record: one of these.
  public static final List<Double> CLOSURES = List.of(0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9);

  private final int number;
  private final SizeClass sizeClass;
  private final List<Sample> samples;

  private Training(int number, SizeClass sizeClass, List<Sample> samples) {
    this.number = number;
    this.sizeClass = sizeClass;
    this.samples = samples;
  }

  /// A population and its candidates.
  ///
  /// @param crowding how many random pairs one of this population stands for: a collaborative of more people has as many times more of them for each pair of one
  /// person
  private record Sample(Population population, List<Candidate> candidates, Map<RecordRef, Population.Member> byRef, double crowding) {

    /// How many candidates like this one there are in a collaborative of the size that the parameters are for.
    double times(RecordRef one, RecordRef other) {
      return kind(one, other) == Kind.RANDOM ? crowding : 1;
    }

    Kind kind(RecordRef one, RecordRef other) {
      return population.kind(member(one), member(other));
    }

    private Population.Member member(RecordRef ref) {
      return java.util.Objects.requireNonNull(byRef.get(ref));
    }

    boolean same(Candidate candidate) {
      return kind(candidate.a(), candidate.b()) == Kind.SAME;
    }
  }

  /// The parameters that these populations teach, in whatever order they come.
  ///
  /// @param number of the new file
  /// @param people how many people the parameters are for; none: as many as each population has
  static Parameters parameters(int number, SizeClass sizeClass, OptionalLong people, List<Population> populations) {
    return of(number, sizeClass, people, populations).parameters();
  }

  /// The steps over these populations one by one, for whoever tells another of them what it shall find. Several threads may use it at once.
  ///
  /// @param number of the new file
  /// @param people how many people the parameters are for; none: as many as each population has
  public static Training of(int number, SizeClass sizeClass, OptionalLong people, List<Population> populations) {
    List<Sample> samples = populations.stream().sorted(Comparator.comparing(Population::name)).map(population -> new Sample(population, population
        .candidates(), population.byRef(), people.isEmpty() ? 1 : (double) people.getAsLong() / population.people())).toList();
    return new Training(number, sizeClass, samples);
  }

  /// All steps, each as the specification has it.
  public Parameters parameters() {
    Map<Kind, LevelTable> tables = tables();
    List<Double> calibration = calibration(tables);
    return decided(tables, calibration, context(tables, calibration, _ -> true), CLOSURES, true);
  }

  /// The first step: how often each level is seen among pairs of each kind.
  public Map<Kind, LevelTable> tables() {
    Map<Kind, LevelCounts> counts = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      counts.put(kind, new LevelCounts());
    }
    double allPairs = 0;
    Random random = new Random(RANDOM_SEED);
    for (Sample sample : samples) {
      for (List<Population.Member> pair : sample.population().householdPairs()) {
        of(counts, sample.population().kind(pair.getFirst(), pair.getLast())).add(Population.openVector(pair.getFirst(), pair.getLast()));
      }
      countRandom(sample.population(), random, of(counts, Kind.RANDOM));
      allPairs += sample.crowding() * Population.pairsOfTwoAgencies(sample.population().members());
    }
    double same = Math.max(1, of(counts, Kind.SAME).pairs());
    Map<Kind, LevelTable> tables = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      double pairs = kind == Kind.RANDOM ? allPairs : Math.max(1, of(counts, kind).pairs());
      tables.put(kind, of(counts, kind).table(pairs / same));
    }
    return tables;
  }

  private static LevelCounts of(Map<Kind, LevelCounts> counts, Kind kind) {
    return java.util.Objects.requireNonNull(counts.get(kind));
  }

  private static void countRandom(Population population, Random random, LevelCounts counts) {
    List<Population.Member> members = population.members();
    for (int i = 0; i < RANDOM_PAIRS; i++) {
      Population.Member one = members.get(random.nextInt(members.size()));
      Population.Member other = members.get(random.nextInt(members.size()));
      if (!one.ref().equals(other.ref()) && population.kind(one, other) == Kind.RANDOM) {
        counts.add(Population.openVector(one, other));
      }
    }
  }

  /// The second step: what a vector says alone.
  ///
  /// @return a weight for each of [org.tellonce.server.comparison.Features#NAMES]
  public List<Double> calibration(Map<Kind, LevelTable> tables) {
    Scoring scoring = Scoring.ofTables(tables);
    List<LogisticRegression.Example> examples = new ArrayList<>();
    for (Sample sample : samples) {
      for (Candidate candidate : sample.candidates()) {
        if (!candidate.isWithinOneAgency()) {
          examples.add(new LogisticRegression.Example(scoring.features(candidate.vector()), sample.same(candidate), sample.times(candidate
              .a(), candidate.b())));
        }
      }
    }
    return Rounding.decimals(LogisticRegression.fit(examples));
  }

  /// The third step: what a vector says in its context.
  ///
  /// @param heard which of [Context#NAMES] are listened to; the others get the weight 0
  /// @return a weight for each of [Context#NAMES]
  public List<Double> context(Map<Kind, LevelTable> tables, List<Double> calibration, Predicate<String> heard) {
    Scoring scoring = new Scoring(tables, calibration);
    List<LogisticRegression.Example> examples = new ArrayList<>();
    for (Sample sample : samples) {
      Map<RecordRef, List<Candidate>> byRecord = new HashMap<>();
      for (Candidate candidate : sample.candidates()) {
        byRecord.computeIfAbsent(candidate.a(), _ -> new ArrayList<>()).add(candidate);
        byRecord.computeIfAbsent(candidate.b(), _ -> new ArrayList<>()).add(candidate);
      }
      Neighbourhood neighbourhood = new Neighbourhood(record -> byRecord.getOrDefault(record, List.of()), scoring);
      for (Candidate candidate : sample.candidates()) {
        if (!candidate.isWithinOneAgency()) {
          examples.add(new LogisticRegression.Example(heard(neighbourhood.context(candidate.a(), candidate.b()), heard), sample.same(
              candidate), sample.times(candidate.a(), candidate.b())));
        }
      }
    }
    return Rounding.decimals(LogisticRegression.fit(examples));
  }

  private static double[] heard(Context context, Predicate<String> heard) {
    double[] features = context.features();
    for (int i = 0; i < features.length; i++) {
      features[i] = heard.test(Context.NAMES.get(i)) ? features[i] : 0;
    }
    return features;
  }

  /// The last step, and with it the whole file: the closure with the best mean F1 at its best cut; then the cuts of the grades.
  ///
  /// @param closures those to choose from
  /// @param twinRule whether *likely* is looked for among those links alone that the twin rule lets be likely
  public Parameters decided(Map<Kind, LevelTable> tables, List<Double> calibration, List<Double> context, List<Double> closures, boolean twinRule) {
    return new Parameters(number, sizeClass, tables, calibration, context, thresholds(tables, calibration, context, closures, twinRule));
  }

  private Thresholds thresholds(Map<Kind, LevelTable> tables, List<Double> calibration, List<Double> context, List<Double> closures,
      boolean twinRule) {
    double bestF1 = -1;
    Thresholds best = new Thresholds(LOWEST, LOWEST, closures.getFirst());
    List<Tally> bestTallies = List.of();
    for (double closure : closures) {
      Thresholds tried = new Thresholds(LOWEST, LOWEST, closure);
      List<Tally> tallies = tallies(new Parameters(number, sizeClass, tables, calibration, context, tried), false);
      double f1 = meanF1(tallies, bestCut(tallies));
      if (f1 > bestF1) {
        bestF1 = f1;
        best = tried;
        bestTallies = tallies;
      }
    }
    double possible = bestCut(bestTallies);
    List<Tally> sure = tallies(new Parameters(number, sizeClass, tables, calibration, context, best), twinRule);
    double most = samples.stream().allMatch(sample -> sample.crowding() <= 1) ? FALSE_LIKELY : FALSE_LIKELY_OF_MORE;
    double likely = sure.stream().mapToDouble(tally -> Rounding.decimals(tally.lowestWithFalseShare(most))).reduce(possible, Math::max);
    return new Thresholds(likely, possible, best.closureP());
  }

  /// What these parameters link in each population.
  ///
  /// @param likely without those that the twin rule keeps from being *likely*
  private List<Tally> tallies(Parameters parameters, boolean likely) {
    Decision decision = new Decision(parameters);
    List<Tally> tallies = new ArrayList<>();
    for (Sample sample : samples) {
      List<Tally.Link> links = new ArrayList<>();
      for (Match match : decision.matches(sample.candidates())) {
        if (!likely || match.grade() == Grade.LIKELY) {
          links.add(new Tally.Link(match.probability(), sample.kind(match.a(), match.b()) == Kind.SAME, sample.times(match.a(), match.b())));
        }
      }
      tallies.add(new Tally(links, sample.population().samePairs()));
    }
    return tallies;
  }

  /// The cut, in hundredths, with the best mean F1.
  private static double bestCut(List<Tally> tallies) {
    double best = -1;
    double cut = LOWEST;
    for (int hundredths = (int) Math.round(100 * LOWEST); hundredths < 100; hundredths++) {
      double f1 = meanF1(tallies, hundredths / 100.0);
      if (f1 > best) {
        best = f1;
        cut = hundredths / 100.0;
      }
    }
    return cut;
  }

  private static double meanF1(List<Tally> tallies, double cut) {
    return tallies.stream().mapToDouble(tally -> tally.from(cut).f1()).average().orElse(0);
  }
}
