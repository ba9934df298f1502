package org.tellonce.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.tellonce.server.comparison.Parameters;

/// The server inside the test's own process, under a clock that the test sets. It stands in this package because the wiring is nobody else's business.
public final class ServerInTest implements AutoCloseable {
  private final LinkageServer server;

  private ServerInTest(LinkageServer server) {
    this.server = server;
  }

  /// Starts the server of a folder and waits until it answers.
  public static ServerInTest start(Path folder, InstantSource clock, SecureRandom random) {
    return new ServerInTest(LinkageServer.start(new ServerFolder(folder).config(), folder, Parameters::shipped, _ -> {}, clock, random));
  }

  public int port() {
    return server.port();
  }

  public int managementPort() {
    return server.managementPort();
  }

  @Override
  public void close() {
    server.close();
  }
}
