package org.tellonce.server.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServer;
import io.vertx.ext.web.Router;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyId;

/// Which connections stay and which go, over real sockets and real TLS, with a limit of a second.
@Timeout(60)
class ConnectionsTest {
  private static final TestPki PKI = new TestPki();
  private static final TestPki.Identity SERVER = PKI.server();
  private static final TestPki.Identity SCHOOL = PKI.agency("school");
  private static final TestPki.Identity SHELTER = PKI.agency("shelter");
  private static final TestPki.Identity STRANGER = PKI.agency("stranger");
  private static final Duration STILL = Duration.ofSeconds(1);
  private static final int LARGE = 32 << 20;

  @TempDir
  private Path dir;
  private final Vertx vertx = Vertx.vertx();
  private Connections connections;
  private HttpServer server;
  private TestClient school;
  private TestClient shelter;

  @BeforeEach
  void start() throws IOException {
    Path key = Files.createFile(dir.resolve("server.key"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    Files.writeString(key, TestPki.pem(SERVER.key()));
    Path certificate = Files.writeString(dir.resolve("server.pem"), TestPki.pem(SERVER.certificate()) + TestPki.pem(PKI.issuing()));
    InstantSource clock = InstantSource.system();
    var identity = ServerIdentity.load(key, certificate, clock.instant(), new SecureRandom()).orThrow();
    Map<X509Certificate, AgencyId> members = Map.of(SCHOOL.certificate(), new AgencyId("school"), SHELTER.certificate(), new AgencyId("shelter"));
    connections = new Connections(vertx, client -> Optional.ofNullable(members.get(client)), new Connections.Bounds(5, 2, STILL, LARGE));
    var router = Router.router(vertx);
    router.get("/slow").handler(context -> vertx.setTimer(3 * STILL.toMillis(), _ -> context.end("done")));
    router.get("/large").handler(context -> context.end(Buffer.buffer(new byte[LARGE])));
    router.put("/body").handler(context -> context.request().endHandler(_ -> context.end("whole")));
    var trust = new ClientTrust(_ -> Optional.empty(), PKI::root, identity::authorities, clock);
    server = new ApiListener(vertx, identity, trust, connections).listen(router, "localhost", 0).await();
    school = client(SCHOOL);
    shelter = client(SHELTER);
  }

  @AfterEach
  void stop() {
    school.close();
    shelter.close();
    vertx.close().await();
  }

  private TestClient client(TestPki.Identity identity) {
    return new TestClient("https://localhost:" + server.actualPort(), PKI.root(), identity, "school");
  }

  private SSLSocket socket(TestClient client) throws IOException {
    return client.socket(server.actualPort());
  }

  private static void send(SSLSocket socket, String text) throws IOException {
    socket.getOutputStream().write(text.getBytes(UTF_8));
  }

  private static void get(SSLSocket socket, String path) throws IOException {
    send(socket, "GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n");
  }

  /// The next answer: head and the four bytes of its body.
  private static String answer(SSLSocket socket) throws IOException {
    var text = new StringBuilder();
    InputStream in = socket.getInputStream();
    while (!text.toString().contains("\r\n\r\n")) {
      text.append((char) in.read());
    }
    return text.append(new String(in.readNBytes(4), UTF_8)).toString();
  }

  /// Whether the server ends the connection, orderly or not.
  private static boolean isClosed(SSLSocket socket) {
    try {
      return socket.getInputStream().read() < 0;
    } catch (java.net.SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /// Sends a byte whenever the server has said nothing for a moment, far more often than the limit, until the server closes.
  private static void assertClosedThoughItSends(SSLSocket socket, String beginning) throws Exception {
    socket.setSoTimeout(50);
    send(socket, beginning);
    long began = System.nanoTime();
    try {
      while (System.nanoTime() - began < TimeUnit.SECONDS.toNanos(20)) {
        send(socket, "x");
        try {
          if (socket.getInputStream().read() < 0) {
            return;
          }
        } catch (java.net.SocketTimeoutException e) {
          // It is still open.
        }
      }
    } catch (IOException e) {
      return;
    }
    throw new AssertionError("the connection is still open");
  }

  private void awaitCount(int count) {
    long began = System.nanoTime();
    while (connections.count() != count && System.nanoTime() - began < TimeUnit.SECONDS.toNanos(20)) {
      Thread.onSpinWait();
    }
    assertThat(connections.count()).isEqualTo(count);
  }

  @Test
  void idleConnection_isClosed_beforeAndAfterAnAnswer() throws Exception {
    try (SSLSocket socket = socket(school); SSLSocket used = socket(shelter)) {
      get(used, "/none");
      assertThat(answer(used)).startsWith("HTTP/1.1 404");
      used.getInputStream().skipNBytes("<html><body><h1>Resource not found</h1></body></html>".length() - 4);
      assertThat(isClosed(socket)).isTrue();
      assertThat(isClosed(used)).isTrue();
    }
    awaitCount(0);
  }

  @Test
  void requestThatIsNotReadWhole_isClosed_thoughItsBytesTrickle() throws Exception {
    try (SSLSocket head = socket(school); SSLSocket body = socket(school)) {
      assertClosedThoughItSends(head, "GET /slow HTTP/1.1\r\nHost: ");
      assertClosedThoughItSends(body, "PUT /body HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n");
    }
    awaitCount(0);
  }

  @Test
  void answerThatTakesLongerThanTheLimit_arrives_andTheConnectionIsUsedAgain() throws Exception {
    try (SSLSocket socket = socket(school)) {
      for (int i = 0; i < 2; i++) {
        get(socket, "/slow");
        assertThat(answer(socket)).startsWith("HTTP/1.1 200").endsWith("done");
      }
    }
  }

  @Test
  void answerThatIsNotFetched_isClosed() throws Exception {
    try (SSLSocket socket = socket(school)) {
      get(socket, "/large");
      awaitCount(0);
    }
  }

  /// A connection with a request on it that takes longer than the limit.
  private SSLSocket busy(TestClient client) throws IOException {
    SSLSocket socket = socket(client);
    try {
      get(socket, "/slow");
    } catch (IOException e) {
      // Closed already.
    }
    return socket;
  }

  @Test
  void oneAgency_doesNotTakeThePlacesOfOthers() throws Exception {
    try (SSLSocket one = busy(school); SSLSocket two = busy(school); SSLSocket tooMany = busy(school); SSLSocket other = busy(shelter)) {
      assertThat(isClosed(tooMany)).isTrue();
      assertThat(answer(one)).endsWith("done");
      assertThat(answer(two)).endsWith("done");
      assertThat(answer(other)).endsWith("done");
    }
    awaitCount(0);
    try (SSLSocket again = busy(school)) {
      assertThat(answer(again)).endsWith("done");
    }
  }

  @Test
  void allTogether_haveTheirBoundToo() throws Exception {
    try (TestClient stranger = client(STRANGER); SSLSocket one = busy(school); SSLSocket two = busy(school); SSLSocket three = busy(shelter);
        SSLSocket four = busy(shelter); SSLSocket five = busy(stranger); SSLSocket tooMany = busy(stranger)) {
      assertThat(isClosed(tooMany)).isTrue();
      for (SSLSocket socket : new SSLSocket[] {one, two, three, four, five}) {
        assertThat(answer(socket)).endsWith("done");
      }
    }
  }
}
