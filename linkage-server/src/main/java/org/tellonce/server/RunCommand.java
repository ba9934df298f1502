package org.tellonce.server;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.server.comparison.Parameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce server run`: serves until the process is told to end (SIGTERM, SIGINT); then finishes what it has begun.
@Command(name = "run", description = "Serves the agencies until it is told to end; then finishes the calls it has begun and closes the database.")
final class RunCommand implements Runnable {
  private final Function<SizeClass, Parameters> parameters;
  private final InstantSource clock;
  private final SecureRandom random;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", defaultValue = ".", description = "the server's folder (default: this one)")
  private Path dir = Path.of(".");

  /// @param parameters the comparison's parameters that this program ships
  RunCommand(Function<SizeClass, Parameters> parameters, InstantSource clock, SecureRandom random) {
    this.parameters = parameters;
    this.clock = clock;
    this.random = random;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    ServerConfig config = new ServerFolder(dir).config();
    LinkageServer server = LinkageServer.start(config, dir, parameters, out::println, clock, random);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(() -> {
      server.close();
      out.println("stopped");
    }));
    out.println("listening on https://" + config.names().getFirst() + ":" + server.port());
    out.println("management on http://127.0.0.1:" + server.managementPort());
    server.awaitClosed();
  }
}
