package org.tellonce.agency.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLServerSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tellonce.agency.TestCustodians;
import org.tellonce.keys.TlsIdentity;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.transport.Route;

/// Servers that begin an answer and do not go on, each behind a real TLS socket.
@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ServerClientTest {
  private static final Instant NOW = Instant.now();
  private static final TestCustodians CUSTODIANS = new TestCustodians(NOW);

  @TempDir
  private Path temporary;

  private SSLServerSocket socket;
  private Path folder = Path.of("");

  @BeforeEach
  void listen() throws IOException, GeneralSecurityException {
    socket = (SSLServerSocket) LoopbackServer.context(CUSTODIANS).getServerSocketFactory().createServerSocket(0, 5, InetAddress.getLoopbackAddress());
    folder = temporary.resolve("child-welfare");
    CUSTODIANS.enrol(folder, url());
  }

  @AfterEach
  void stop() throws IOException {
    socket.close();
  }

  private String url() {
    return "https://localhost:" + socket.getLocalPort();
  }

  private ServerClient client(Duration time) {
    TlsIdentity identity = TlsIdentity.open(new TlsIdentity.Files(folder.resolve("agency.key"), folder.resolve("agency.pem"), folder.resolve(
        "ca.pem")), () -> NOW, new SecureRandom());
    return new ServerClient(URI.create(url()), identity, CallJournal.NONE, () -> NOW, new SecureRandom(), time);
  }

  /// Says this much of an answer to whoever calls, and then nothing until the other end hangs up.
  private Thread say(String beginning) {
    return Thread.ofVirtual().start(() -> {
      try (Socket caller = socket.accept()) {
        OutputStream out = caller.getOutputStream();
        out.write(beginning.getBytes(US_ASCII));
        out.flush();
        caller.getInputStream().transferTo(OutputStream.nullOutputStream());
      } catch (IOException e) {
        // The client hangs up as it likes.
      }
    });
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "HTTP/1.1 200 OK\r\n", "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n",
      "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\n{\"token", "HTTP/1.1 503 Away\r\nTransfer-Encoding: chunked\r\n\r\n"})
  void serverThatStalls_isGivenUpAfterItsTime_andHangsUpon(String beginning) throws InterruptedException {
    Thread server = say(beginning);

    try (ServerClient client = client(Duration.ofSeconds(1))) {
      assertThatExceptionOfType(Stop.class).isThrownBy(() -> client.call(Route.WITHDRAWALS, Route.WITHDRAWALS.path())).satisfies(stop -> {
        assertThat(stop.code()).isEqualTo(ExitCode.NETWORK);
        assertThat(stop.line()).contains(url(), "could not be reached, or the connection broke", "run the same command again later");
      });
      assertThat(server.join(Duration.ofSeconds(10))).as("the client has hung up").isTrue();
    }
  }

  @Test
  void answerThatNeverEnds_isCutWhereItIsTooLong() {
    say("HTTP/1.1 503 Away\r\nTransfer-Encoding: chunked\r\n\r\n" + ("400\r\n" + "x".repeat(0x400) + "\r\n").repeat(1_000));

    try (ServerClient client = client(Duration.ofSeconds(20))) {
      assertThatExceptionOfType(Stop.class).isThrownBy(() -> client.call(Route.WITHDRAWALS, Route.WITHDRAWALS.path())).satisfies(stop -> {
        assertThat(stop.code()).isEqualTo(ExitCode.NETWORK);
        assertThat(stop.line()).contains("answered more than the");
      });
    }
  }

  @Test
  void serverThatSpeaksNoTls_isGivenUpAfterItsTime() throws IOException {
    socket.close();
    try (var silent = new java.net.ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      TlsIdentity identity = client(Duration.ofSeconds(1)).identity();
      try (ServerClient client = new ServerClient(URI.create("https://localhost:" + silent.getLocalPort()), identity, CallJournal.NONE, () -> NOW,
          new SecureRandom(),
          Duration.ofSeconds(1))) {
        long before = System.nanoTime();
        assertThatExceptionOfType(Stop.class).isThrownBy(() -> client.call(Route.WITHDRAWALS, Route.WITHDRAWALS.path())).extracting(Stop::code)
            .isEqualTo(ExitCode.NETWORK);
        assertThat(System.nanoTime() - before).isLessThan(TimeUnit.SECONDS.toNanos(8));
      }
    }
  }
}
