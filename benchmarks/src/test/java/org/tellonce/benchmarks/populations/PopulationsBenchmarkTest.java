package org.tellonce.benchmarks.populations;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.benchmarks.quality.Figures;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.SuiteTables;
import org.tellonce.rehearsal.county.County;
import org.tellonce.rehearsal.county.CountyCommand;
import org.tellonce.rehearsal.county.CountyFolder;
import org.tellonce.rehearsal.county.Mix;
import org.tellonce.rehearsal.training.Population;
import org.tellonce.rehearsal.training.PopulationFolder;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.Decision;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.Parameters;

class PopulationsBenchmarkTest {
  private static final Plan PLAN = new Plan("tiny", SizeClass.UP_TO_200_000, 9, 300, 4, Mix.DEFAULT);

  @TempDir
  private Path folder;

  private final List<String> progress = new ArrayList<>();
  private final Measured measured = new PopulationsBenchmark(InstantSource.fixed(Instant.EPOCH), 2, progress::add).run(PLAN);

  @Test
  void plan_isLinkedAsTheSameCountyFromAFolder_withTheFileOfItsClass() {
    new CountyFolder(folder).write(PLAN.county());
    Population population = PopulationFolder.read(folder, PLAN.sizeClass(), CountyCommand.EVENING, 1, SuiteTables.PINNED).orThrow();
    List<Candidate> candidates = population.candidates();

    assertThat(measured.figures()).isEqualTo(Figures.of(population, candidates, new Decision(Parameters.shipped(PLAN.sizeClass())).matches(
        candidates), match -> match.grade() == Grade.LIKELY));
    assertThat(measured.figures().all().f1()).isBetween(0.5, 1.0);
  }

  @Test
  void everyRow_isLinked() {
    County county = PLAN.county();
    assertThat(county.rosters()).hasSize(4);
    assertThat(measured.figures().records()).isEqualTo(county.rosters().stream().mapToInt(roster -> roster.rows().size()).sum());
    long errors = county.rosters().stream().flatMap(roster -> roster.rows().stream()).flatMap(row -> row.errors().stream()).count();
    assertThat(measured.errors()).isEqualTo((double) errors / measured.figures().records()).isPositive();
    assertThat(measured.peakHeapBytes()).isPositive();
    assertThat(progress).first().isEqualTo("tiny: making 300 young people");
  }

  @Test
  void table_tellsWhatWasMadeAndWhatCameOfIt() {
    assertThat(new PopulationsTable(List.of(measured)).markdown().lines().toList()).hasSize(3).last().asString().startsWith(
        "| tiny | `200k` | 9 | 300 | 4 | white=42,black=24,hispanic=30,vietnamese=2,asian=2 | ").contains(String.format(Locale.ROOT, "%.3f (0.15)",
            measured.figures().others()));
  }
}
