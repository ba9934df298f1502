package org.tellonce.benchmarks.populations;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.function.Consumer;
import org.tellonce.benchmarks.TemporaryFolder;
import org.tellonce.benchmarks.quality.Figures;
import org.tellonce.protocol.encoding.SuiteTables;
import org.tellonce.rehearsal.county.County;
import org.tellonce.rehearsal.county.CountyCommand;
import org.tellonce.rehearsal.county.CountyFolder;
import org.tellonce.rehearsal.training.Population;
import org.tellonce.rehearsal.training.PopulationFolder;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.Decision;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.Parameters;

/// Makes populations and links each with the parameter file that is shipped for its size class. The people lie in a temporary folder in between, so that those in
/// the clear and those encoded need not be in memory together.
///
/// @param progress told what is being done
record PopulationsBenchmark(InstantSource clock, int threads, Consumer<String> progress) {

  /// Makes and links one population.
  Measured run(Plan plan) {
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      progress.accept(plan.name() + ": making " + plan.youth() + " young people");
      double errors = written(plan.county(), folder.path());
      heap().forEach(MemoryPoolMXBean::resetPeakUsage);
      var start = clock.instant();
      progress.accept(plan.name() + ": encoding");
      Population population = PopulationFolder.read(folder.path(), plan.sizeClass(), CountyCommand.EVENING, threads, SuiteTables.PINNED).orThrow();
      progress.accept(plan.name() + ": finding candidates among " + population.members().size() + " records");
      List<Candidate> candidates = population.candidates();
      progress.accept(plan.name() + ": deciding " + candidates.size() + " candidates");
      List<Match> matches = new Decision(Parameters.shipped(plan.sizeClass())).matches(candidates);
      Duration linking = Duration.between(start, clock.instant());
      long peak = heap().stream().mapToLong(pool -> pool.getPeakUsage().getUsed()).sum();
      return new Measured(plan, errors, Figures.of(population, candidates, matches, match -> match.grade() == Grade.LIKELY), linking, peak);
    }
  }

  private static double written(County county, Path folder) {
    new CountyFolder(folder).write(county);
    return errors(county);
  }

  /// In how many ways a row differs from the truth on average.
  private static double errors(County county) {
    return county.rosters().stream().flatMap(roster -> roster.rows().stream()).mapToInt(row -> row.errors().size()).average().orElse(0);
  }

  private static List<MemoryPoolMXBean> heap() {
    return ManagementFactory.getMemoryPoolMXBeans().stream().filter(pool -> pool.getType() == MemoryType.HEAP).toList();
  }
}
