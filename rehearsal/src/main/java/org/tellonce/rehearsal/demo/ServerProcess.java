package org.tellonce.rehearsal.demo;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// The linkage server in a process of its own, from its own distribution.
final class ServerProcess implements AutoCloseable {
  private static final long START_SECONDS = 90;
  private static final Duration LAST_WORDS = Duration.ofSeconds(5);
  private static final List<String> OPTIONS = List.of("-Xmx768m");

  private final Runner runner;
  private final Process process;
  private final CountDownLatch said = new CountDownLatch(1);
  private final AtomicBoolean listening = new AtomicBoolean();
  private final Thread listener;

  private ServerProcess(Runner runner, Process process, Narrator narrator) {
    this.runner = runner;
    this.process = process;
    this.listener = Thread.ofPlatform().name("server-output").daemon().unstarted(() -> listen(narrator));
  }

  /// Starts the server and waits until it says that it is listening.
  ///
  /// @throws Stop with [ExitCode#NETWORK] if it ends, or stays silent
  static ServerProcess start(Runner runner, Narrator narrator, DemoFolder folder) {
    List<String> arguments = List.of("run", "--dir", folder.server().toString());
    narrator.command(Programs.Program.SERVER, arguments);
    var server = new ServerProcess(runner, runner.start(Programs.Program.SERVER, OPTIONS, arguments), narrator);
    server.listener.start();
    server.awaitListening();
    return server;
  }

  private void listen(Narrator narrator) {
    Runner.read(process, line -> {
      narrator.logged("server: " + line);
      if (!listening.get()) {
        narrator.output(line);
      }
      if (line.startsWith("management on ")) {
        listening.set(true);
        said.countDown();
      }
    });
    said.countDown();
  }

  private void awaitListening() {
    try {
      if (!said.await(START_SECONDS, TimeUnit.SECONDS) || !listening.get()) {
        throw new Stop(ExitCode.NETWORK, "the server did not start; demo.log has what it said");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }

  long pid() {
    return process.pid();
  }

  /// Waits until somebody ends it.
  void await() {
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /// Ends it with SIGTERM: it finishes what it has begun, and says so.
  @Override
  public void close() {
    runner.end(process);
    try {
      listener.join(LAST_WORDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
