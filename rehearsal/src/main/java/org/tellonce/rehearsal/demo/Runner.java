package org.tellonce.rehearsal.demo;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// Runs the programs, one after the other, and the server beside them; whatever is still running when this process ends is ended with it.
final class Runner implements AutoCloseable {
  private static final long GENTLE_SECONDS = 40;
  private static final long FIRM_SECONDS = 10;
  /// A command lives for a second or two: compiling well would take longer than it saves.
  private static final List<String> FOR_COMMANDS = List.of("-Xmx512m", "-XX:TieredStopAtLevel=1");

  private final Programs programs;
  private final Narrator narrator;
  private final Thread hook = Thread.ofPlatform().name("end-children").unstarted(this::endChildren);
  private final List<Process> running = new ArrayList<>();
  private boolean closed;

  Runner(Programs programs, Narrator narrator) {
    this.programs = programs;
    this.narrator = narrator;
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /// How a command ended, and what it said.
  record Finished(int exitCode, List<String> lines) {
    Finished {
      lines = List.copyOf(lines);
    }
  }

  /// Runs a command that must succeed, without showing what it says.
  ///
  /// @throws Stop with the command's own exit code if it does not
  Finished quietly(Programs.Program program, String... arguments) {
    return run(program, Arrays.asList(arguments), _ -> false);
  }

  /// Runs a command that must succeed, and shows what it says.
  Finished aloud(Programs.Program program, String... arguments) {
    return run(program, Arrays.asList(arguments), _ -> true);
  }

  /// Runs a command that must succeed, and shows some of what it says.
  Finished run(Programs.Program program, List<String> arguments, Predicate<String> shown) {
    Finished finished = attempt(program, arguments, shown);
    if (finished.exitCode() != 0) {
      finished.lines().stream().filter(line -> !shown.test(line)).forEach(narrator::output);
      ExitCode code = Arrays.stream(ExitCode.values()).filter(one -> one.number() == finished.exitCode() && one != ExitCode.BUG).findFirst().orElse(
          ExitCode.DATA_REFUSED);
      throw new Stop(code, program.called() + " " + arguments.getFirst() + " ended with exit code " + finished.exitCode());
    }
    return finished;
  }

  /// Runs a command, however it ends.
  Finished attempt(Programs.Program program, List<String> arguments, Predicate<String> shown) {
    narrator.command(program, arguments);
    List<String> lines = new ArrayList<>();
    Process process = start(program, FOR_COMMANDS, arguments);
    try {
      read(process, line -> {
        lines.add(line);
        narrator.logged(line);
        if (shown.test(line)) {
          narrator.output(line);
        }
      });
      return new Finished(process.waitFor(), lines);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    } finally {
      end(process);
    }
  }

  /// Starts a program that goes on running; it ends with this runner at the latest.
  Process start(Programs.Program program, List<String> options, List<String> arguments) {
    var builder = new ProcessBuilder(programs.line(program, options, arguments)).redirectErrorStream(true);
    try {
      synchronized (running) {
        if (closed) {
          throw new IllegalStateException("the demo is ending");
        }
        Process process = builder.start();
        running.add(process);
        process.getOutputStream().close();
        return process;
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Reads what a process says until it ends.
  static void read(Process process, Consumer<String> lines) {
    try (BufferedReader in = process.inputReader(UTF_8)) {
      for (@Nullable String line = in.readLine(); line != null; line = in.readLine()) {
        lines.accept(line);
      }
    } catch (IOException e) {
      // A process that is ended from outside takes its pipe with it: there is nothing more to read.
      return;
    }
  }

  /// Ends a process: gently first.
  ///
  /// @return its exit status
  int end(Process process) {
    terminate(process);
    try {
      if (!process.waitFor(GENTLE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly();
        process.waitFor(FIRM_SECONDS, TimeUnit.SECONDS);
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    synchronized (running) {
      running.remove(process);
    }
    return process.isAlive() ? -1 : process.exitValue();
  }

  /// Sends SIGTERM by the handle, for `Process.destroy` would also close the pipe through which the process says its last words.
  private static void terminate(Process process) {
    process.toHandle().destroy();
  }

  private void endChildren() {
    List<Process> left;
    synchronized (running) {
      closed = true;
      left = List.copyOf(running);
    }
    left.forEach(Runner::terminate);
    left.forEach(this::end);
  }

  /// Ends everything that is still running.
  @Override
  public void close() {
    endChildren();
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      // This process is ending already, and the hook is doing the same work.
      return;
    }
  }
}
