package org.tellonce.benchmarks.speed;

import static java.util.Objects.requireNonNull;

import com.sun.management.OperatingSystemMXBean;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.tellonce.benchmarks.TemporaryFolder;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce benchmark encoding`: how many records a core encodes in a second, next to clkhash on the same roster, taking turns.
@Command(name = "encoding",
    description = "Encodes a roster from file to sixteen rows a record with one thread, next to clkhash if a Python with it is given, "
        + "taking turns, and prints a Markdown table. Time of a core counts all threads of the process: a machine on which others run can still tell it.")
public final class EncodingCommand implements Callable<Integer> {

  private final InstantSource clock;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--data", required = true, paramLabel = "ROSTER.csv", description = "The roster.")
  private @Nullable Path data;

  @Option(names = "--peer", paramLabel = "PYTHON", description = "A Python that has clkhash: the one of a virtual environment.")
  private @Nullable Path peer;

  @Option(names = "--repetitions", paramLabel = "N", description = "How often each (default: ${DEFAULT-VALUE}).", defaultValue = "5")
  private int repetitions;

  public EncodingCommand(InstantSource clock) {
    this.clock = clock;
  }

  @Override
  public Integer call() {
    CommandSpec command = requireNonNull(spec);
    Path roster = requireNonNull(data);
    if (!Files.isRegularFile(roster)) {
      throw new Stop(ExitCode.DATA_REFUSED, roster + ": no such file");
    }
    List<Rate> cold = List.of(encode(roster));
    List<Rate> ours = new ArrayList<>();
    List<Rate> theirs = new ArrayList<>();
    try (TemporaryFolder folder = TemporaryFolder.create()) {
      Clkhash clkhash = peer == null ? null : Clkhash.in(folder.path(), peer);
      for (int i = 1; i <= repetitions; i++) {
        command.commandLine().getErr().println("repetition " + i + " of " + repetitions);
        ours.add(encode(roster));
        if (clkhash != null) {
          theirs.add(clkhash.encode(roster));
        }
      }
    }
    PrintWriter terminal = command.commandLine().getOut();
    terminal.println("| encoder | records | per second of a core: min | median | max | per second on the clock: median |");
    terminal.println("|---|---:|---:|---:|---:|---:|");
    row(terminal, "TellOnce, first run after the start", cold);
    row(terminal, "TellOnce", ours);
    if (!theirs.isEmpty()) {
      row(terminal, "clkhash", theirs);
      List<Double> ratios = new ArrayList<>();
      for (int i = 0; i < ours.size(); i++) {
        ratios.add(ours.get(i).perCoreSecond() / theirs.get(i).perCoreSecond());
      }
      terminal.println(String.format(Locale.ROOT, "%nTellOnce / clkhash, in turns: %.2f (%.2f to %.2f)", Rate.median(ratios), ratios.stream()
          .mapToDouble(Double::doubleValue).min().orElseThrow(), ratios.stream().mapToDouble(Double::doubleValue).max().orElseThrow()));
    }
    return ExitCode.DONE.number();
  }

  /// The whole way of a roster, from its file to sixteen rows a record.
  private Rate encode(Path roster) {
    var start = clock.instant();
    Duration before = processor();
    int records = Rosters.encoded(roster, AgencyId.parse("agency_1").orThrow()).entries().size();
    return new Rate(records, Duration.between(start, clock.instant()), processor().minus(before));
  }

  /// What this process has had of the machine's cores, compiler and garbage collector included.
  private static Duration processor() {
    return Duration.ofNanos(ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class).getProcessCpuTime());
  }

  private static void row(PrintWriter terminal, String encoder, List<Rate> rates) {
    List<Double> perCore = rates.stream().map(Rate::perCoreSecond).sorted().toList();
    terminal.println(String.format(Locale.ROOT, "| %s | %d | %.0f | %.0f | %.0f | %.0f |", encoder, rates.getFirst().records(), perCore.getFirst(),
        Rate
            .median(perCore), perCore.getLast(), Rate.median(rates.stream().map(Rate::perSecond).toList())));
  }
}
