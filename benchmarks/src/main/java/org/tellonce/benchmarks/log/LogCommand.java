package org.tellonce.benchmarks.log;

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

/// `tellonce benchmark log`: how fast the log grows, and is verified.
@Command(name = "log",
    description = "Measures how fast the server's log takes events in and is verified from its file. It writes log.md into the folder and leaves the database there:"
        + " about 2.5 GB for a million leaves.")
public final class LogCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", required = true, paramLabel = "D", description = "An empty folder for the database; it is made if it is not there.")
  private @Nullable Path dir;

  @Option(names = "--leaves", paramLabel = "N", defaultValue = "1000000", description = "How many leaves. Default: ${DEFAULT-VALUE}")
  private long leaves;

  public LogCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter err = requireNonNull(spec).commandLine().getErr();
    Path folder = Files.createDirectories(requireNonNull(dir));
    if (leaves < LogBenchmark.BATCH) {
      err.println("leaves from " + LogBenchmark.BATCH + " on");
      return ExitCode.USAGE.number();
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        err.println(folder + ": not empty; name another folder");
        return ExitCode.USAGE.number();
      }
    }
    var output = new Output(spec.commandLine(), clock);
    output.table(new LogBenchmark(folder, clock, random, output::step).run(leaves).markdown(), folder.resolve("log.md"));
    return ExitCode.DONE.number();
  }
}
