package org.tellonce.server;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.transport.TestClient;
import org.tellonce.server.transport.TestPki;

/// A server in a folder of its own, made by the real commands, with certificates of a test's CA; runs in this process on any free port.
public final class TestHttpServer implements AutoCloseable {
  private static final SecureRandom RANDOM = new SecureRandom();

  private final Path dir;
  private final TestPki pki;
  private final InstantSource clock;
  private LinkageServer server;
  private final List<String> told = new CopyOnWriteArrayList<>();

  private TestHttpServer(Path dir, TestPki pki, InstantSource clock) {
    this.dir = dir;
    this.pki = pki;
    this.clock = clock;
  }

  /// `init`, a certificate, `enrol`; not started yet.
  public static TestHttpServer inFolder(Path dir, TestPki pki, SignedRules rules, InstantSource clock) {
    var made = new TestHttpServer(dir, pki, clock);
    command("init", "--dir", dir.toString(), "--name", "localhost", "--port", "0");
    TestSignedRules.giveLogKey(dir);
    TestPki.Identity identity = pki.server();
    try {
      Files.delete(dir.resolve("server.key"));
      Files.createFile(dir.resolve("server.key"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(dir.resolve("server.key"), TestPki.pem(identity.key()));
      Files.writeString(dir.resolve("server.pem"), TestPki.pem(identity.certificate()) + TestPki.pem(pki.issuing()));
      Files.writeString(dir.resolveSibling("rules.json"), rules.toText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    command("enrol", "--dir", dir.toString(), dir.resolveSibling("rules.json").toString());
    return made;
  }

  /// The server of a folder that is there.
  public static TestHttpServer existing(Path dir, TestPki pki, InstantSource clock) {
    return new TestHttpServer(dir, pki, clock);
  }

  /// Runs a command that must succeed.
  ///
  /// @return what it printed
  public static String command(String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int code = Main.run(args, InstantSource.system(), RANDOM, new PrintWriter(out, true), new PrintWriter(err, true), Path.of("target"));
    if (code != 0) {
      throw new AssertionError("exit " + code + ": " + err);
    }
    return out.toString();
  }

  public TestHttpServer start() {
    server = LinkageServer.start(new ServerFolder(dir).config(), dir, Parameters::shipped, told::add, clock, RANDOM);
    return this;
  }

  /// Ends it as SIGTERM would.
  public void stop() {
    LinkageServer running = server;
    server = null;
    if (running != null) {
      running.close();
    }
  }

  public Path dir() {
    return dir;
  }

  public int port() {
    return server.port();
  }

  public int managementPort() {
    return server.managementPort();
  }

  /// What it told the operator so far.
  public List<String> told() {
    return List.copyOf(told);
  }

  /// A client with this identity that signs as this agency.
  public TestClient client(TestPki.Identity identity, String agency) {
    return new TestClient("https://localhost:" + port(), pki.root(), identity, agency);
  }

  @Override
  public void close() {
    stop();
  }
}
