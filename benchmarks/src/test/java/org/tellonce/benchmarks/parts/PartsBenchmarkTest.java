package org.tellonce.benchmarks.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.benchmarks.SmallCounty;
import org.tellonce.benchmarks.quality.Figures;
import org.tellonce.protocol.encoding.Segment;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.rehearsal.training.Training;
import org.tellonce.server.comparison.Context;
import org.tellonce.server.comparison.Features;
import org.tellonce.server.comparison.Parameters;

/// What is trained and judged without a part, on a few hundred people.
class PartsBenchmarkTest {
  private static final SizeClass SIZE_CLASS = SizeClass.UP_TO_50_000;

  @TempDir
  private static Path folder;
  private static Material trained;
  private static Material judged;
  private static Parameters whole;

  @BeforeAll
  static void read() {
    trained = Material.toTrain(SmallCounty.write(folder, 500, 7), SIZE_CLASS, 1).orThrow();
    judged = Material.toJudge(SmallCounty.write(folder, 300, 8), SIZE_CLASS, LocalDate.of(2026, 7, 1), 1).orThrow();
    whole = benchmark(1, new ArrayList<>()).parameters(new Part.Nothing());
  }

  private static PartsBenchmark benchmark(int threads, List<String> progress) {
    List<String> lines = Collections.synchronizedList(progress);
    return new PartsBenchmark(SIZE_CLASS, List.of(trained), List.of(judged), threads, lines::add);
  }

  private static Parameters without(Part part) {
    return benchmark(1, new ArrayList<>()).parameters(part);
  }

  private static Figures figures(Part part) {
    return benchmark(1, new ArrayList<>()).run(List.of(part)).getFirst().figures().getFirst();
  }

  @Test
  void withoutNothing_isWhatTrainingMakes() {
    assertThat(whole).isEqualTo(Training.of(1, SIZE_CLASS, OptionalLong.empty(), List.of(trained.whole())).parameters());
  }

  @Test
  void withoutClosure_onlyTheThresholdsAreOthers() {
    Parameters parameters = without(Part.Step.CLOSURE);

    assertThat(parameters.thresholds().closureP()).isEqualTo(1);
    assertThat(parameters.tables()).isEqualTo(whole.tables());
    assertThat(parameters.calibration()).isEqualTo(whole.calibration());
    assertThat(parameters.context()).isEqualTo(whole.context());
  }

  @Test
  void withoutTheTwinRule_onlyTheCutOfLikelyCanBeAnother() {
    Parameters parameters = without(Part.Step.TWIN_RULE);

    assertThat(parameters.context()).isEqualTo(whole.context());
    assertThat(parameters.thresholds().possibleP()).isEqualTo(whole.thresholds().possibleP());
    assertThat(parameters.thresholds().closureP()).isEqualTo(whole.thresholds().closureP());
    assertThat(parameters.thresholds().likelyP()).isGreaterThanOrEqualTo(whole.thresholds().likelyP());
  }

  @Test
  void withoutTheFirstCalibration_evidenceIsTheLogOdds() {
    Parameters parameters = without(Part.Step.FIRST_CALIBRATION);

    assertThat(parameters.tables()).isEqualTo(whole.tables());
    assertThat(IntStream.range(0, Features.NAMES.size()).filter(i -> parameters.calibration().get(i) != 0).mapToObj(Features.NAMES::get))
        .containsExactly("evidence");
    assertThat(parameters.calibration()).contains(1.0);
    assertThat(parameters.context()).isNotEqualTo(whole.context());
  }

  @Test
  void withoutTheSecond_theVectorAloneDecides() {
    Parameters parameters = without(Part.Step.SECOND_CALIBRATION);

    assertThat(parameters.calibration()).isEqualTo(whole.calibration());
    assertThat(IntStream.range(0, Context.NAMES.size()).filter(i -> parameters.context().get(i) != 0).mapToObj(Context.NAMES::get)).containsExactly(
        "log_odds");
    assertThat(parameters.context()).contains(1.0);
  }

  @Test
  void withoutCompetition_rivalsAndStrangersWeighNothing_andNothingElseIsSilent() {
    Parameters parameters = without(Part.Step.COMPETITION);
    List<String> silent = IntStream.range(0, Context.NAMES.size()).filter(i -> parameters.context().get(i) == 0).mapToObj(Context.NAMES::get)
        .toList();
    List<String> silentBefore = IntStream.range(0, Context.NAMES.size()).filter(i -> whole.context().get(i) == 0).mapToObj(Context.NAMES::get)
        .toList();

    assertThat(silent).contains("rival", "lead", "lead above -6", "lead above -3", "lead above 0", "lead above 3", "strangers");
    assertThat(silent).filteredOn(name -> !name.contains("lead") && !name.equals("rival") && !name.equals("strangers")).isSubsetOf(silentBefore);
    assertThat(silentBefore).doesNotContain("rival", "lead");
    assertThat(parameters.calibration()).isEqualTo(whole.calibration());
  }

  @Test
  void withoutAPass_nothingIsLearnedOfIt() {
    int weight = Features.NAMES.indexOf("pass 1");
    assertThat(whole.calibration().get(weight)).isNotZero();
    assertThat(without(new Part.Pass(1, "")).calibration().get(weight)).isZero();
  }

  @Test
  void withoutAnySegment_theSamePairsShareTags() {
    Figures all = figures(new Part.Nothing());
    Figures masked = figures(new Part.Segments("all segments", EnumSet.allOf(Segment.class)));

    assertThat(masked.completeness()).isEqualTo(all.completeness());
    assertThat(masked.others()).isEqualTo(all.others());
    assertThat(masked.records()).isEqualTo(all.records());
    assertThat(masked.all()).isNotEqualTo(all.all());
  }

  @Test
  void parts_comeInTheirOrder_andTheSameByAnyNumberOfThreads() {
    List<Part> parts = List.of(new Part.Nothing(), new Part.Pass(1, "x"), Part.Step.CLOSURE);
    List<String> progress = new ArrayList<>();
    List<PartsBenchmark.Outcome> outcomes = benchmark(3, progress).run(parts);

    assertThat(outcomes).isEqualTo(benchmark(1, new ArrayList<>()).run(parts));
    assertThat(outcomes).extracting(PartsBenchmark.Outcome::part).isEqualTo(parts);
    assertThat(progress).containsExactlyInAnyOrder("variant 1 of 3: without nothing", "variant 2 of 3: without pass 1 (x)",
        "variant 3 of 3: without closure over a third agency");
  }
}
