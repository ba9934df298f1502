package org.tellonce.rehearsal.demo;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;

/// Tells what the demo does, step by step, and keeps in `demo.log` what the programs themselves said.
final class Narrator implements AutoCloseable {
  private final PrintWriter terminal;
  private final DemoFolder folder;
  private final InstantSource clock;
  private final Writer log;
  private final Instant began;
  private int step;

  Narrator(PrintWriter terminal, DemoFolder folder, InstantSource clock) {
    this.terminal = terminal;
    this.folder = folder;
    this.clock = clock;
    this.began = clock.instant();
    try {
      log = Files.newBufferedWriter(folder.log(), StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The title of the next step.
  void step(String title) {
    step++;
    terminal.println();
    terminal.printf(Locale.ROOT, "%d. %s  (%d s)%n", step, title, Duration.between(began, clock.instant()).toSeconds());
  }

  /// A sentence of the story.
  void say(String sentence) {
    terminal.println("   " + sentence);
    terminal.flush();
  }

  /// The command that is run now, as it could be typed.
  synchronized void command(Programs.Program program, List<String> arguments) {
    String line = program.called() + " " + String.join(" ", arguments.stream().map(folder::shown).map(Narrator::quoted).toList());
    terminal.println("   $ " + line);
    terminal.flush();
    logged("$ " + line);
  }

  private static String quoted(String argument) {
    return argument.indexOf(' ') >= 0 ? '"' + argument + '"' : argument;
  }

  /// What a program said, shown.
  void output(String line) {
    terminal.println("     " + line);
    terminal.flush();
  }

  /// What a program said, for the log.
  synchronized void logged(String line) {
    try {
      log.write(line);
      log.write('\n');
      log.flush();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try {
      log.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
