package org.tellonce.benchmarks.quality;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.encoding.Passes;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.SuiteTables;
import org.tellonce.rehearsal.quality.Estimate;
import org.tellonce.rehearsal.quality.Expectation;
import org.tellonce.rehearsal.quality.QualityTable;
import org.tellonce.rehearsal.quality.Weighed;
import org.tellonce.rehearsal.training.Population;
import org.tellonce.rehearsal.training.PopulationFolder;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.Decision;
import org.tellonce.server.comparison.Grade;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.comparison.RecordRef;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce benchmark expected`: expected precision and recall, estimated without truth, beside the true ones.
@Command(name = "expected", description = "Sets expected precision and recall, estimated without truth, beside the true ones: of folders of rosters"
    + " NN_agency.csv with truth.csv. Give none that the parameters were trained on.")
public final class ExpectedCommand implements Callable<Integer> {

  private static final String LINE = "%-20s %-18s %8s %9s  %-15s %6s  %s%n";
  private static final double PERCENT = 100;

  private final InstantSource clock;

  @Spec
  private @Nullable CommandSpec spec;

  @picocli.CommandLine.Parameters(arity = "1..*", paramLabel = "DIR", description = "A population.")
  private List<Path> folders = List.of();

  @Option(names = "--fewer-names",
      description = "Encode with every third row deleted from the tables of given names, surnames and nicknames.")
  private boolean fewerNames;

  public ExpectedCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    SuiteTables tables = fewerNames ? new FewerNames() : SuiteTables.PINNED;
    out.printf(Locale.ROOT, LINE, "population", "of the links", "true %", "expected", "95 of 100 times", "points", "true one in it");
    for (Path folder : folders) {
      switch (PopulationFolder.read(folder, SizeClass.UP_TO_50_000, today, Runtime.getRuntime().availableProcessors(), tables)) {
        case Parsed.Rejected<Population>(List<Problem> problems) -> {
          problems.forEach(problem -> spec.commandLine().getErr().println(problem));
          return ExitCode.DATA_REFUSED.number();
        }
        case Parsed.Valid<Population>(Population population) -> judge(population, out);
      }
    }
    return ExitCode.DONE.number();
  }

  private void judge(Population population, PrintWriter out) {
    Parameters parameters = Parameters.shipped(SizeClass.UP_TO_50_000);
    QualityTable table = QualityTable.shipped(SizeClass.UP_TO_50_000);
    List<Candidate> candidates = population.candidates();
    List<Match> matches = new Decision(parameters).matches(candidates);
    Map<RecordRef, Population.Member> byRef = population.byRef();
    Map<AgencyId, Long> records = new HashMap<>();
    byRef.keySet().forEach(ref -> records.merge(ref.agency(), 1L, Long::sum));
    Weighed weighed = Weighed.of(candidates, matches, records, parameters, Passes.bases(parameters.sizeClass()));
    long same = population.samePairs();
    for (boolean likely : new boolean[] {false, true}) {
      List<Match> counted = matches.stream().filter(match -> !likely || match.grade() == Grade.LIKELY).toList();
      long right = counted.stream().filter(match -> requireNonNull(byRef.get(match.a())).youth().equals(requireNonNull(byRef.get(match.b())).youth()))
          .count();
      Expectation expected = Expectation.of(weighed, table, link -> !likely || link.match().grade() == Grade.LIKELY, (_, _) -> true);
      line(out, population.name(), likely ? "likely: precision" : "precision", counted.isEmpty() ? 1 : (double) right / counted.size(), expected
          .precision());
      line(out, population.name(), likely ? "likely: recall" : "recall", same == 0 ? 1 : (double) right / same, expected.recall());
    }
    out.flush();
  }

  private static void line(PrintWriter out, String population, String what, double truth, Estimate expected) {
    out.printf(Locale.ROOT, LINE, population, what, percent(truth), percent(expected.value()), percent(expected.low()) + " – " + percent(expected
        .high()), percent(expected.high() - expected.low()), expected.contains(truth) ? "yes" : "no");
  }

  private static String percent(double share) {
    return String.format(Locale.ROOT, "%.2f", PERCENT * share);
  }
}
