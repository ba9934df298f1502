package org.tellonce.server;

import static java.util.Objects.requireNonNull;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.server.comparison.Parameters;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `tellonce server run`: serves until the process is told to end (SIGTERM, SIGINT); then finishes what it has begun, within a
/// limit.
@Command(name = "run", description = "Serves the agencies until it is told to end; then finishes the calls it has begun and closes the database.")
final class RunCommand implements Runnable {
  private final Function<SizeClass, Parameters> parameters;
  private final InstantSource clock;
  private final SecureRandom random;
  private final IntConsumer halt;

  @Spec
  private @Nullable CommandSpec spec;

  @Option(names = "--dir", defaultValue = ".", description = "the server's folder (default: this one)")
  private Path dir = Path.of(".");

  /// @param parameters the comparison's parameters that this program ships
  /// @param halt ends the process at once, with a status
  RunCommand(Function<SizeClass, Parameters> parameters, InstantSource clock, SecureRandom random, IntConsumer halt) {
    this.parameters = parameters;
    this.clock = clock;
    this.random = random;
    this.halt = halt;
  }

  @Override
  public void run() {
    PrintWriter out = requireNonNull(spec).commandLine().getOut();
    ServerConfig config = new ServerFolder(dir).config();
    LinkageServer server = LinkageServer.start(config, dir, parameters, out::println, clock, random);
    var ending = new Ending(server, config.stopLimit(), out, halt);
    Runtime.getRuntime().addShutdownHook(Thread.ofPlatform().name("stop").unstarted(ending));
    out.println("listening on https://" + config.names().getFirst() + ":" + server.port());
    out.println("management on http://127.0.0.1:" + server.managementPort());
    server.awaitClosed();
  }
}
