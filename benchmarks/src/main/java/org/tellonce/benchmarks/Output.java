package org.tellonce.benchmarks;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;

/// Where a benchmark says how far it is, and where its table goes.
public final class Output {
  private final PrintWriter terminal;
  private final PrintWriter progress;
  private final InstantSource clock;
  private final Instant start;

  /// @param line the terminal, and beside it where progress is told
  /// @param clock for the seconds since now
  public Output(CommandLine line, InstantSource clock) {
    terminal = line.getOut();
    progress = line.getErr();
    this.clock = clock;
    start = clock.instant();
  }

  /// Tells a step, with the seconds since the beginning.
  public void step(String step) {
    progress.println(Duration.between(start, clock.instant()).toSeconds() + " s  " + step);
  }

  /// Shows the table, and writes it to a file if there is one.
  ///
  /// @throws IOException if the file cannot be written
  public void table(String table, @Nullable Path file) throws IOException {
    terminal.print(table);
    terminal.flush();
    if (file != null) {
      Files.writeString(file, table);
    }
  }
}
