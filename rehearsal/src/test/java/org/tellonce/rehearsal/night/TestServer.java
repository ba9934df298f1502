package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.tellonce.keys.CertificateFile;
import org.tellonce.keys.PrivateKeyFile;
import org.tellonce.server.ServerInTest;

/// The server of a [TestCollaborative]: inside the test, or as a process of its own.
final class TestServer {
  private static final Pattern PORT = Pattern.compile("listening on https://[^\\s]*:([0-9]+)\\n");
  private static final Pattern MANAGEMENT = Pattern.compile("management on http://127\\.0\\.0\\.1:([0-9]+)\\n");
  private static final int START_MILLIS = 60_000;
  private static final int LOOK_MILLIS = 20;

  private final Path folder;
  private final TestClock clock;
  private final Relay relay;
  private ServerInTest inside;
  private Program.Running process;
  private int managementPort;

  TestServer(Path folder, TestClock clock, Relay relay) {
    this.folder = folder;
    this.clock = clock;
    this.relay = relay;
  }

  /// TLS with the server's key and certificate, for somebody who has stolen them.
  SSLContext tls() {
    try {
      KeyStore own = KeyStore.getInstance("PKCS12");
      own.load(null, null);
      own.setKeyEntry("server", new PrivateKeyFile(folder.resolve("server.key")).read("EC").orThrow(), new char[0], new CertificateFile(
          folder.resolve("server.pem")).read().orThrow().toArray(Certificate[]::new));
      var keys = KeyManagerFactory.getInstance("PKIX");
      keys.init(own, new char[0]);
      var context = SSLContext.getInstance("TLSv1.3");
      context.init(keys.getKeyManagers(), null, new SecureRandom());
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new AssertionError(e);
    }
  }

  boolean isRunning() {
    return inside != null || process != null;
  }

  void startInside() {
    inside = clock.stillWhile(() -> ServerInTest.start(folder, clock, TestCollaborative.RANDOM));
    relay.target(inside.port());
    managementPort = inside.managementPort();
  }

  /// Waits until the server inside has told the operator something: it looks every ten seconds for what is new.
  void awaitTold(String beginning) {
    Instant give = InstantSource.system().instant().plusSeconds(60);
    while (told().stream().noneMatch(line -> line.contains(beginning))) {
      assertThat(InstantSource.system().instant()).as(() -> beginning + " was not told: " + told()).isBefore(give);
      Thread.onSpinWait();
    }
  }

  /// What the server inside has told the operator since its start.
  List<String> told() {
    return inside.told();
  }

  /// Where the process prints to.
  Path output() {
    return folder.resolveSibling("server-output.txt");
  }

  void startProcess(List<String> javaOptions) {
    assertThat(survivesStart(javaOptions)).as(() -> "the server does not start: " + text()).isTrue();
  }

  /// Starts the process.
  ///
  /// @return whether it answers now; else it has ended
  boolean survivesStart(List<String> javaOptions) {
    int before = Files.exists(output()) ? text().length() : 0;
    process = Program.SERVER.start(output(), javaOptions, "run", "--dir", folder.toString());
    String said = "";
    for (int waited = 0; !MANAGEMENT.matcher(said).find(); waited += LOOK_MILLIS) {
      if (process.endsWithin(LOOK_MILLIS)) {
        process = null;
        return false;
      }
      said = text().substring(before);
      assertThat(waited).as("the server does not start: " + said).isLessThan(START_MILLIS);
    }
    relay.target(port(PORT, said));
    managementPort = port(MANAGEMENT, said);
    return true;
  }

  private static int port(Pattern pattern, String said) {
    Matcher matcher = pattern.matcher(said);
    assertThat(matcher.find()).as(said).isTrue();
    return Integer.parseInt(matcher.group(1));
  }

  private String text() {
    try {
      return Files.readString(output());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Program.Running process() {
    return process;
  }

  /// Ends it as an operator does.
  ///
  /// @return the exit code of the process; 0 if there is none
  int stop() {
    if (inside != null) {
      inside.close();
      inside = null;
    }
    if (process != null) {
      process.process().destroy();
      int code = process.await();
      process = null;
      return code;
    }
    return 0;
  }

  /// SIGKILL.
  void kill() {
    process.kill();
    process = null;
  }

  /// What a page of the management port says.
  String management(String path) {
    try (HttpClient client = HttpClient.newHttpClient()) {
      var request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + managementPort + path)).build();
      return client.send(request, HttpResponse.BodyHandlers.ofString()).body();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// Changes its database behind its back.
  void sql(String... statements) {
    org.jdbi.v3.core.Jdbi.create("jdbc:sqlite:" + folder.resolve("server.db")).useHandle(handle -> {
      handle.execute("PRAGMA busy_timeout = 10000");
      for (String statement : statements) {
        handle.execute(statement);
      }
    });
  }

  /// What it holds, read from a copy of its folder.
  ServerState state() {
    return ServerState.of(folder, clock);
  }
}
