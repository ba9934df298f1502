package org.tellonce.benchmarks.growth;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce benchmark growth`: first load, nights and look-ups at several sizes.
@Command(name = "growth",
    description = "Measures the server's side of a first load, of nights and of look-ups at several sizes, in files that were dropped from memory (Linux)."
        + " It writes growth.md into the folder and leaves the databases there: about 3 GB for each million records known.")
public final class GrowthCommand implements Callable<Integer> {
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", required = true, paramLabel = "D", description = "An empty folder for the databases; it is made if it is not there.")
  private @Nullable Path dir;

  @Option(names = "--known", split = ",", paramLabel = "N", defaultValue = "100000,1000000", description = "Sizes. Default: ${DEFAULT-VALUE}")
  private List<Long> known = List.of();

  @Option(names = "--night", paramLabel = "N", defaultValue = "10000", description = "Records of one night. Default: ${DEFAULT-VALUE}")
  private int night;

  @Option(names = "--share-known", paramLabel = "S", defaultValue = "0.3",
      description = "Which share of a night's records is of a known person. Default: ${DEFAULT-VALUE}")
  private double shareKnown;

  @Option(names = "--repetitions", paramLabel = "N", defaultValue = "3", description = "Nights at each size. Default: ${DEFAULT-VALUE}")
  private int repetitions;

  @Option(names = "--lookups", paramLabel = "N", defaultValue = "2000", description = "Look-ups after each night. Default: ${DEFAULT-VALUE}")
  private int lookups;

  @Option(names = "--concurrent", paramLabel = "N", defaultValue = "20", description = "Look-ups at once. Default: ${DEFAULT-VALUE}")
  private int concurrent;

  @Option(names = "--direct-from", paramLabel = "N", defaultValue = "5000000",
      description = "From this size on the known records are put straight into the server's stores, in large transactions, instead of coming as submissions;"
          + " nights always come as submissions. Default: ${DEFAULT-VALUE}")
  private long directFrom;

  public GrowthCommand(InstantSource clock, SecureRandom random) {
    this.clock = clock;
    this.random = random;
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    Path folder = Files.createDirectories(requireNonNull(dir));
    boolean positive = night > 0 && repetitions > 0 && lookups > 0 && concurrent > 0 && !known.isEmpty();
    if (!positive || known.stream().anyMatch(size -> size < MadeUpRecords.BLOCK) || shareKnown < 0 || shareKnown > 1) {
      err.println("sizes from " + MadeUpRecords.BLOCK + " on, numbers from 1 on, a share from 0 to 1");
      return ExitCode.USAGE.number();
    }
    try (Stream<Path> files = Files.list(folder)) {
      if (files.findAny().isPresent()) {
        err.println(folder + ": not empty; name another folder");
        return ExitCode.USAGE.number();
      }
    }
    var plan = new GrowthBenchmark.Plan(known, night, shareKnown, repetitions, lookups, concurrent, directFrom);
    var table = new GrowthTable(plan, new GrowthBenchmark(folder, plan, clock, random, err::println).run()).markdown();
    out.print(table);
    out.flush();
    Files.writeString(folder.resolve("growth.md"), table);
    return ExitCode.DONE.number();
  }
}
