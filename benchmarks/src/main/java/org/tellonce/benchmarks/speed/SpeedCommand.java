package org.tellonce.benchmarks.speed;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;
import org.tellonce.benchmarks.TemporaryFolder;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.rehearsal.comparison.RosterFolder;
import org.tellonce.rehearsal.county.CountyCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce benchmark speed`: measures each step alone with JMH, in a Java of its own, and prints one table.
@Command(name = "speed", description = "Measures each step of the agency's and the server's side alone, one thread, and prints a Markdown table.")
public final class SpeedCommand implements Callable<Integer> {

  /// JMH measures its own objects with a part of Java that newer ones warn of.
  private static final String UNSAFE = "--sun-misc-unsafe-memory-access=allow";
  private static final String YOUTH = "2000";
  private static final String AGENCIES = "4";

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--only", paramLabel = "REGEX", description = "Only the steps whose name has this.", defaultValue = "")
  private Pattern only = Pattern.compile("");

  @Option(names = "--quick", description = "A second or two a step: to see that it works, not to quote.")
  private boolean quick;

  @Option(names = "--data", paramLabel = "ROSTER.csv", arity = "1..*",
      description = "Rosters to measure with (default: a county of " + YOUTH + " invented young people at " + AGENCIES + " agencies).")
  private List<Path> data = new ArrayList<>();

  @Override
  public Integer call() {
    PrintWriter terminal = requireNonNull(spec).commandLine().getOut();
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Rosters rosters = new Rosters(data.isEmpty() ? county(folder.path()) : data.stream().peek(SpeedCommand::requireFile).toList());
      int records = rosters.rows().size();
      List<Step> steps = Step.ALL.stream().filter(step -> only.matcher(step.name()).find()).toList();
      terminal.println("| step | one operation | operations/s | records/s | error (99.9 %) |");
      terminal.println("|---|---|---:|---:|---:|");
      for (Step step : steps) {
        terminal.println(row(step, measured(step, rosters), records));
      }
    }
    return ExitCode.DONE.number();
  }

  /// Something that is measured.
  ///
  /// @param method the JMH benchmark
  /// @param operation what is counted
  /// @param perRecord whether one operation is about one record
  private record Step(String name, Class<?> type, String method, String operation, boolean perRecord) {
    private static final List<Step> ALL = List.of( //
        new Step("normalise", AgencySteps.class, "normalise", "cells to person", true), //
        new Step("passes", AgencySteps.class, "passes", "person to inputs", true), //
        new Step("tags", AgencySteps.class, "tags", "inputs to row keys", true), //
        new Step("bodies", AgencySteps.class, "bodies", "person to 16 bodies", true), //
        new Step("record", AgencySteps.class, "record", "cells to 16 rows", true), //
        new Step("compare", ServerSteps.Compare.class, "compare", "pair to vector and score", false), //
        new Step("index read", ServerSteps.ReadIndex.class, "readIndex", "all rows under a record's 16 tags", true), //
        new Step("index write", ServerSteps.WriteIndex.class, "writeIndex", "all records in one transaction", false));

    boolean isSingleShot() {
      return type == ServerSteps.WriteIndex.class;
    }

    String pattern() {
      return "^" + Pattern.quote(type.getCanonicalName() + "." + method) + "$";
    }
  }

  private static List<Path> county(Path folder) {
    int exit = new CommandLine(new CountyCommand()).setOut(new PrintWriter(PrintWriter.nullWriter())).execute("--youth", YOUTH, "--agencies",
        AGENCIES, "--every-consent",
        "--out", folder.toString());
    if (exit != ExitCode.DONE.number()) {
      throw new IllegalStateException("no county could be written");
    }
    return RosterFolder.read(folder).orThrow().rosters().stream().map(RosterFolder.AgencyRoster::file).toList();
  }

  private static void requireFile(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new Stop(ExitCode.DATA_REFUSED, new Problem(file.toString(), "no such file").toString());
    }
  }

  private RunResult measured(Step step, Rosters rosters) {
    int seconds = quick ? 1 : 3;
    var options = new OptionsBuilder().include(step.pattern()).param("data", rosters.parameter()).forks(1).jvmArgsAppend(UNSAFE).threads(1)
        .verbosity(VerboseMode.SILENT).shouldFailOnError(true).warmupIterations(quick ? 1 : 3).warmupTime(TimeValue.seconds(seconds))
        .measurementIterations(quick ? 2 : 5).measurementTime(TimeValue.seconds(seconds)).build();
    try {
      return new Runner(options).runSingle();
    } catch (RunnerException e) {
      throw new IllegalStateException("a step could not be measured: " + step.name(), e);
    }
  }

  private static String row(Step step, RunResult run, int records) {
    Result<?> result = run.getPrimaryResult();
    // Of a single shot JMH tells seconds for an operation, else operations for a second.
    double operations = step.isSingleShot() ? 1 / result.getScore() : result.getScore();
    String error = Double.isNaN(result.getScoreError()) ? "–" : String.format(Locale.ROOT, "± %.0f %%", 100 * result.getScoreError() / result
        .getScore());
    String perSecond = step.isSingleShot() ? number(operations * records) : step.perRecord() ? number(operations) : "–";
    return String.format(Locale.ROOT, "| %s | %s | %s | %s | %s |", step.name(), step.operation(), number(operations), perSecond, error);
  }

  private static String number(double number) {
    return String.format(Locale.ROOT, number < 10 ? "%.2f" : "%,.0f", number).replace(',', '\u202F');
  }
}
