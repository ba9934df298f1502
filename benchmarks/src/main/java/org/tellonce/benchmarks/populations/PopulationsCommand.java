package org.tellonce.benchmarks.populations;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tellonce.benchmarks.Output;
import org.tellonce.protocol.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `tellonce benchmark populations`: quality where nobody trained.
@Command(name = "populations",
    description = "Makes populations that nobody trained on, links each with the parameter file of its size class, and says how well."
        + " --list shows the plans and how much heap each wants; TELLONCE_JAVA_OPTS=-Xmx16g gives it.")
public final class PopulationsCommand implements Callable<Integer> {

  private static final double GIGABYTE = 1 << 30;
  /// Some collectors do not count all of the heap that they were given.
  private static final double NEARLY = 0.9;

  private final InstantSource clock;

  @Spec
  private @Nullable CommandSpec spec;

  @picocli.CommandLine.Parameters(arity = "0..*", paramLabel = "PLAN", description = "Which plans, by name (default: all).")
  private List<String> names = List.of();

  @Option(names = "--list", description = "Shows the plans and ends.")
  private boolean list;

  @Option(names = "--out", paramLabel = "FILE", description = "Where the table goes, too.")
  private @Nullable Path out;

  /// @param clock for the seconds in the table
  public PopulationsCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter terminal = requireNonNull(spec).commandLine().getOut();
    if (list) {
      Plan.ALL.forEach(plan -> terminal.println(plan.line()));
      return ExitCode.DONE.number();
    }
    List<Plan> plans = plans();
    long wanted = plans.stream().mapToLong(Plan::heapGigabytes).max().orElse(0);
    double given = Runtime.getRuntime().maxMemory() / GIGABYTE;
    if (!suffices(given, wanted)) {
      throw new ParameterException(spec.commandLine(), "too little heap for " + plans.stream().filter(plan -> !suffices(given, plan.heapGigabytes()))
          .map(Plan::name).collect(Collectors.joining(", ")) + ": set TELLONCE_JAVA_OPTS=-Xmx" + wanted + "g, or name other plans");
    }
    var output = new Output(spec.commandLine(), clock);
    PopulationsBenchmark benchmark = new PopulationsBenchmark(clock, Runtime.getRuntime().availableProcessors(), output::step);
    List<Measured> measured = new ArrayList<>();
    for (Plan plan : plans) {
      measured.add(benchmark.run(plan));
    }
    output.table(new PopulationsTable(measured).markdown(), out);
    return ExitCode.DONE.number();
  }

  /// Whether so much heap is enough for a plan that wants so much, in gigabytes.
  static boolean suffices(double given, long wanted) {
    return given >= NEARLY * wanted;
  }

  private List<Plan> plans() {
    List<String> unknown = names.stream().filter(name -> Plan.ALL.stream().noneMatch(plan -> plan.name().equals(name))).toList();
    if (!unknown.isEmpty()) {
      throw new ParameterException(requireNonNull(spec).commandLine(), "no such plan: " + String.join(", ", unknown) + " (--list shows them)");
    }
    return Plan.ALL.stream().filter(plan -> names.isEmpty() || names.contains(plan.name())).toList();
  }
}
