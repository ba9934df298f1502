package org.tellonce.benchmarks.timing;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tellonce.benchmarks.Output;
import org.tellonce.protocol.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce benchmark timing`: whether the time of an empty answer tells why it is empty.
@Command(name = "timing",
    description = "Starts a server with a small made-up collaborative and asks it, over mutual TLS, for empty answers of three kinds (nothing known; shielded; hidden "
        + "and not reachable) in an order of chance, by look-ups and by openings. Two tests say whether the times tell the kinds apart; two milliseconds that are put in "
        + "must be found. Ends with 1 if a kind is told apart, or if the tests could not have told it. It writes timing.md into the folder.")
public final class TimingCommand implements Callable<Integer> {
  private static final int FEWEST = 60;

  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", required = true, paramLabel = "D", description = "An empty folder for the collaborative; it is made if it is not there.")
  private @Nullable Path dir;

  @Option(names = "--tries", paramLabel = "N", defaultValue = "2000", description = "Look-ups, and as many openings. Default: ${DEFAULT-VALUE}")
  private int tries;

  @Option(names = "--concurrent", paramLabel = "N", defaultValue = "10", description = "How many at once, 11 at most. Default: ${DEFAULT-VALUE}")
  private int concurrent;

  @Option(names = "--seed", paramLabel = "S", defaultValue = "1", description = "Of the order. Default: ${DEFAULT-VALUE}")
  private long seed;

  public TimingCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter err = requireNonNull(spec).commandLine().getErr();
    Path folder = Files.createDirectories(requireNonNull(dir));
    if (tries < FEWEST || concurrent < 1 || concurrent > TimingCollaborative.MOST_AT_ONCE) {
      err.println("tries from " + FEWEST + " on, 1 to " + TimingCollaborative.MOST_AT_ONCE + " at once");
      return ExitCode.USAGE.number();
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        err.println(folder + ": not empty; name another folder");
        return ExitCode.USAGE.number();
      }
    }
    var output = new Output(spec.commandLine(), clock);
    var table = new TimingTable(new TimingBenchmark(folder, new TimingBenchmark.Plan(tries, concurrent, seed), clock, random, output::step).run());
    output.table(table.markdown(), folder.resolve("timing.md"));
    return table.hasPower() && !table.isSeparated() ? ExitCode.DONE.number() : ExitCode.BUG.number();
  }
}
