package org.tellonce.benchmarks.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.tellonce.benchmarks.quality.Figures;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.rehearsal.training.Population;
import org.tellonce.rehearsal.training.Training;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.Context;
import org.tellonce.server.comparison.Decision;
import org.tellonce.server.comparison.Features;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.Kind;
import org.tellonce.server.comparison.LevelTable;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.Parameters;

/// Leaves out parts one by one, trains what is left on some populations and judges it by others. Several parts at once, each by one thread; the figures do not
/// depend on how many.
///
/// @param training and `judging`: no population may be in both
/// @param progress told which part is begun; called by several threads
record PartsBenchmark(SizeClass sizeClass, List<Material> training, List<Material> judging, int threads, Consumer<String> progress) {

  /// No candidate is as probable as this one, so none carries over a third record.
  private static final List<Double> NO_CLOSURE = List.of(1.0);
  private static final Set<String> COMPETITION = Set.of("rival", "lead", "strangers");

  PartsBenchmark {
    training = List.copyOf(training);
    judging = List.copyOf(judging);
  }

  /// What became of the judged populations without a part.
  ///
  /// @param figures of each judged population, in their order
  record Outcome(Part part, List<Figures> figures) {
    Outcome {
      figures = List.copyOf(figures);
    }
  }

  /// The outcome of each part, in their order.
  List<Outcome> run(List<Part> parts) {
    try (ExecutorService workers = Executors.newFixedThreadPool(threads)) {
      List<Future<Outcome>> outcomes = new ArrayList<>();
      for (int i = 0; i < parts.size(); i++) {
        Part part = parts.get(i);
        String line = "variant " + (i + 1) + " of " + parts.size() + ": without " + part.words();
        outcomes.add(workers.submit(() -> {
          progress.accept(line);
          return outcome(part);
        }));
      }
      return outcomes.stream().map(PartsBenchmark::finished).toList();
    }
  }

  private static Outcome finished(Future<Outcome> outcome) {
    try {
      return outcome.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while judging", e);
    } catch (ExecutionException e) {
      throw new IllegalStateException("a part could not be judged", e.getCause());
    }
  }

  private Outcome outcome(Part part) {
    Parameters parameters = parameters(part);
    Decision decision = new Decision(parameters);
    return new Outcome(part, judging.stream().map(judged -> {
      Population population = judged.without(part);
      List<Candidate> candidates = population.candidates();
      return Figures.of(population, candidates, decision.matches(candidates), likely(part, parameters));
    }).toList());
  }

  /// The twin rule takes a match's grade only, never its probability: without it the probability alone decides.
  private static Predicate<Match> likely(Part part, Parameters parameters) {
    return part == Part.Step.TWIN_RULE ? match -> match.probability() >= parameters.thresholds().likelyP() : match -> match.grade() == Grade.LIKELY;
  }

  /// What the training populations teach without a part.
  Parameters parameters(Part part) {
    Training steps = Training.of(1, sizeClass, OptionalLong.empty(), training.stream().map(material -> material.without(part)).toList());
    Map<Kind, LevelTable> tables = steps.tables();
    List<Double> calibration = part == Part.Step.FIRST_CALIBRATION ? only("evidence", Features.NAMES) : steps.calibration(tables);
    List<Double> context = part == Part.Step.SECOND_CALIBRATION ? only("log_odds", Context.NAMES)
        : steps.context(tables, calibration, name -> part != Part.Step.COMPETITION || !isOfCompetition(name));
    return steps.decided(tables, calibration, context, part == Part.Step.CLOSURE ? NO_CLOSURE : Training.CLOSURES, part != Part.Step.TWIN_RULE);
  }

  private static boolean isOfCompetition(String feature) {
    return COMPETITION.contains(feature) || feature.startsWith("lead above ");
  }

  /// Weights that pass one feature on as it is.
  private static List<Double> only(String feature, List<String> names) {
    return names.stream().map(name -> name.equals(feature) ? 1.0 : 0.0).toList();
  }
}
