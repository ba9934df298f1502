package org.tellonce.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tellonce.server.comparison.Parameters;

/// The server inside the test's own process, under a clock that the test sets. It stands in this package because the wiring is nobody else's business.
public final class ServerInTest implements AutoCloseable {
  private final LinkageServer server;
  private final List<String> told;

  private ServerInTest(LinkageServer server, List<String> told) {
    this.server = server;
    this.told = told;
  }

  /// Starts the server of a folder and waits until it answers and has done what it does at a start.
  public static ServerInTest start(Path folder, InstantSource clock, SecureRandom random) {
    List<String> told = new CopyOnWriteArrayList<>();
    LinkageServer server = LinkageServer.start(new ServerFolder(folder).config(), folder, Parameters::shipped, told::add, clock, random);
    server.awaitBegun();
    return new ServerInTest(server, told);
  }

  /// What the operator was told since the start.
  public List<String> told() {
    return List.copyOf(told);
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
