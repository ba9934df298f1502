package org.tellonce.benchmarks.timing;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// A running server, a process of its own.
final class ServerProgram implements AutoCloseable {
  private static final String LISTENING = "listening on ";
  private static final long START_SECONDS = 60;

  private final Process process;
  private final CompletableFuture<URI> address = new CompletableFuture<>();

  private ServerProgram(Process process) {
    this.process = process;
  }

  /// Starts the server of a folder and waits until it listens.
  static ServerProgram start(Path folder) {
    try {
      Process process = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-Xmx1g",
          "--enable-native-access=ALL-UNNAMED", "-cp", Objects.requireNonNull(System.getProperty("java.class.path")), "org.tellonce.server.Main",
          "run", "--dir", folder.toString()).redirectErrorStream(true).start();
      var server = new ServerProgram(process);
      Thread.ofPlatform().name("server-output").daemon().start(server::listen);
      return server;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void listen() {
    try (var lines = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8))) {
      var said = new StringBuilder();
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        said.append(line).append('\n');
        if (line.startsWith(LISTENING)) {
          address.complete(URI.create(line.substring(LISTENING.length())));
        }
      }
      address.completeExceptionally(new Stop(ExitCode.NETWORK, "the server did not start: " + said));
    } catch (IOException e) {
      address.completeExceptionally(new UncheckedIOException(e));
    }
  }

  /// Where it listens.
  URI address() {
    return address.orTimeout(START_SECONDS, TimeUnit.SECONDS).join();
  }

  /// Ends it as an operator does.
  @Override
  public void close() {
    process.destroy();
    try {
      process.waitFor();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
