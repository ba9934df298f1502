package org.tellonce.benchmarks.parts;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import org.tellonce.benchmarks.Output;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.encoding.SizeClass;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce benchmark parts`: what each part of the linkage is worth.
@Command(name = "parts",
    description = "Leaves out each pass, each segment of the body and each step of the decision in turn, trains anew without it, and judges"
        + " by other populations: folders of rosters NN_agency.csv with truth.csv. Four populations of 26 000 records to train on want TELLONCE_JAVA_OPTS=-Xmx6g.")
public final class PartsCommand implements Callable<Integer> {

  private static final SizeClass SIZE_CLASS = SizeClass.UP_TO_50_000;
  private static final String TRUTH = "truth.csv";

  private final InstantSource clock;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--train", arity = "1..*", required = true, paramLabel = "DIR", description = "Populations to train on.")
  private List<Path> train = List.of();

  @Option(names = "--judge", arity = "1..*", required = true, paramLabel = "DIR", description = "Populations to judge by, none of those.")
  private List<Path> judge = List.of();

  @Option(names = "--only", paramLabel = "REGEX",
      description = "Only the parts in whose name this is found; what nothing is left out of is always there.")
  private @Nullable String only;

  @Option(names = "--out", paramLabel = "FILE", description = "Where the table goes, too.")
  private @Nullable Path out;

  /// @param clock for the day of the run and the seconds of the progress
  public PartsCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter err = requireNonNull(spec).commandLine().getErr();
    List<Part> parts = parts();
    refuseTrained();
    var output = new Output(spec.commandLine(), clock);
    int threads = Runtime.getRuntime().availableProcessors();
    LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
    List<Problem> problems = new ArrayList<>();
    List<Material> training = new ArrayList<>();
    for (Path folder : train) {
      output.step("reading and encoding " + folder.getFileName());
      take(Material.toTrain(folder, SIZE_CLASS, threads), training, problems);
    }
    List<Material> judging = new ArrayList<>();
    for (Path folder : judge) {
      output.step("reading and encoding " + folder.getFileName());
      take(Material.toJudge(folder, SIZE_CLASS, today, threads), judging, problems);
    }
    if (!problems.isEmpty()) {
      problems.forEach(problem -> err.println(problem));
      return ExitCode.DATA_REFUSED.number();
    }
    PartsBenchmark benchmark = new PartsBenchmark(SIZE_CLASS, training, judging, threads, output::step);
    output.table(new PartsTable(judging.stream().map(judged -> judged.whole().name()).toList(), benchmark.run(parts)).markdown(), out);
    return ExitCode.DONE.number();
  }

  private static void take(Parsed<Material> read, List<Material> to, List<Problem> problems) {
    switch (read) {
      case Parsed.Valid<Material>(Material material) -> to.add(material);
      case Parsed.Rejected<Material>(List<Problem> ofFolder) -> problems.addAll(ofFolder);
    }
  }

  private List<Part> parts() {
    Pattern wanted;
    try {
      wanted = Pattern.compile(only == null ? "" : only);
    } catch (PatternSyntaxException e) {
      throw new ParameterException(requireNonNull(spec).commandLine(), "--only: not a regular expression: " + e.getDescription());
    }
    List<Part> parts = Part.all(SIZE_CLASS).stream().filter(part -> part instanceof Part.Nothing || wanted.matcher(part.words()).find()).toList();
    if (parts.size() == 1) {
      throw new ParameterException(requireNonNull(spec).commandLine(), "--only: no part has a name like this: " + only);
    }
    return parts;
  }

  /// A population under another name, or a copy of it, is found by its truth.
  private void refuseTrained() throws IOException {
    for (Path judged : judge) {
      for (Path trained : train) {
        if (Files.exists(judged.resolve(TRUTH)) && Files.exists(trained.resolve(TRUTH)) && Files.mismatch(judged.resolve(TRUTH), trained.resolve(
            TRUTH)) == -1) {
          throw new ParameterException(requireNonNull(spec).commandLine(), "--judge " + judged
              + ": would be judged by what it was trained on, the people of --train " + trained);
        }
      }
    }
  }
}
