package org.tellonce.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.transport.Nonce;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.transport.Answer;
import org.tellonce.server.transport.ApiListener;
import org.tellonce.server.transport.CallHandler;
import org.tellonce.server.transport.CallLimits;
import org.tellonce.server.transport.CallLog;
import org.tellonce.server.transport.ClientTrust;
import org.tellonce.server.transport.Connections;
import org.tellonce.server.transport.Door;
import org.tellonce.server.transport.Members;
import org.tellonce.server.transport.NonceMemory;
import org.tellonce.server.transport.ServerIdentity;
import org.tellonce.server.transport.TestClient;
import org.tellonce.server.transport.TestPki;
import org.tellonce.server.transport.TestPki.Identity;

/// The door over real sockets and real TLS, with rooms that only say who came in: nobody in without certificate, signature and membership.
class HttpApiTest {
  private static final byte[] EMPTY = {};
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final TestPki PKI = new TestPki();
  private static final Identity SERVER = PKI.server();
  private static final Identity SCHOOL = PKI.agency("school");
  private static final Identity SHELTER = PKI.agency("shelter");
  private static Vertx vertx;

  @TempDir
  private Path dir;
  private final AtomicReference<Duration> clockOffset = new AtomicReference<>(Duration.ofSeconds(-5));
  private final InstantSource clock = () -> InstantSource.system().instant().plus(clockOffset.get());
  private final AtomicReference<CallHandler> room = new AtomicReference<>(HttpApiTest::echo);
  private ThreadPoolExecutor workers;
  private Door door;
  private CallLimits limits;
  private NonceMemory nonces;
  private io.vertx.core.http.HttpServer server;
  private TestClient school;

  private static Answer echo(org.tellonce.server.transport.Call call) {
    String places = call.toString().contains("{n}") ? "id=" + call.place("id") + " n=" + call.place("n") : "";
    return Answer.json((call + " " + places + " after=" + call.parameter("after").orElse("-") + " " + new String(call.body(), UTF_8)).getBytes(
        UTF_8));
  }

  @BeforeAll
  static void startVertx() {
    vertx = Vertx.vertx();
  }

  @AfterAll
  static void stopVertx() {
    vertx.close().await();
  }

  @BeforeEach
  void start() throws IOException {
    start(new CallLimits.Bounds(8, 4, 10_000), 0);
    // The server began five seconds ago, so that what is signed now is not before its start.
    clockOffset.set(Duration.ZERO);
    school = client(SCHOOL, "school");
  }

  private void start(CallLimits.Bounds bounds, int port) throws IOException {
    Files.writeString(dir.resolve("server.key"), TestPki.pem(SERVER.key()));
    Files.setPosixFilePermissions(dir.resolve("server.key"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Files.writeString(dir.resolve("server.pem"), TestPki.pem(SERVER.certificate()) + TestPki.pem(PKI.issuing()));
    var identity = ServerIdentity.load(dir.resolve("server.key"), dir.resolve("server.pem"), clock.instant(), RANDOM).orThrow();
    limits = new CallLimits(bounds, clock);
    nonces = new NonceMemory(dir.resolve("nonces"), clock);
    workers = new ThreadPoolExecutor(2, 2, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(8));
    door = new Door(members(), (_, _) -> {
    }, limits, nonces, workers, new CallLog(new SimpleMeterRegistry()),
        clock,
        RANDOM);
    var handlers = new EnumMap<Route, CallHandler>(Route.class);
    for (Route route : Route.values()) {
      handlers.put(route, call -> room.get().answer(call));
    }
    var trust = new ClientTrust(PKI::root, identity.authorities(), clock);
    var connections = new Connections(vertx, members(), new Connections.Bounds(100, 100, Duration.ofSeconds(60), 1_000));
    server = new ApiListener(vertx, identity, trust, connections).listen(new HttpApi(handlers).router(vertx, door), "localhost", port).await();
  }

  private static Members members() {
    Map<X509Certificate, AgencyId> members = Map.of(SCHOOL.certificate(), new AgencyId("school"), SHELTER.certificate(), new AgencyId("shelter"));
    return certificate -> Optional.ofNullable(members.get(certificate));
  }

  @AfterEach
  void stop() {
    school.close();
    stopServer();
  }

  private void stopServer() {
    server.close().await();
    workers.shutdownNow();
    nonces.close();
  }

  private TestClient client(Identity identity, String agency) {
    return new TestClient(base(), PKI.root(), identity, agency);
  }

  private String base() {
    return "https://localhost:" + server.actualPort();
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static void assertRefusedByTls(TestClient client) {
    try (client) {
      assertThatThrownBy(() -> client.draft(Route.COLLABORATIVE, EMPTY).unsigned().send()).isInstanceOf(IOException.class);
    }
  }

  // --- who is let in

  @Test
  void signedCallOfAMember_reachesItsRoom() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = school.draft(Route.PART, bytes("{}"), "ab12", 3).send();

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(new String(response.body(), UTF_8)).contains("PUT /v1/submissions/{id}/parts/{n} by school", "id=ab12 n=3", "after=- {}");
    assertThat(response.headers().firstValue("Cache-Control")).contains("no-store");
  }

  @Test
  void everyRoute_isReachedByItsMethodAndPath() throws IOException, InterruptedException {
    for (Route route : Route.values()) {
      Object[] places = route.template().chars().filter(c -> c == '{').mapToObj(_ -> "7").toArray();
      HttpResponse<byte[]> response = school.draft(route, EMPTY, places).send();
      assertThat(new String(response.body(), UTF_8)).startsWith(route.method() + " " + route.template() + " by school");
    }
  }

  @Test
  void query_reachesTheRoom_andIsSigned() throws IOException, InterruptedException {
    HttpRequest request = school.draft("GET", "/v1/flags?after=12", EMPTY).build();

    assertThat(new String(school.send(request).body(), UTF_8)).contains("after=12");

    var other = HttpRequest.newBuilder(request, (_, _) -> true).uri(java.net.URI.create(base() + "/v1/flags?after=13")).build();
    assertThat(TestClient.code(school.send(other))).isEqualTo(ProblemCode.WRONG_SIGNATURE);
  }

  @Test
  void noCertificate_isRefusedByTls() {
    assertRefusedByTls(client(null, "school"));
  }

  @Test
  void certificateOfAnotherCa_isRefusedByTls() {
    assertRefusedByTls(client(new TestPki().agency("school"), "school"));
  }

  @Test
  void expiredCertificate_isRefusedByTls() {
    assertRefusedByTls(client(PKI.expiredAgency("school"), "school"));
  }

  @Test
  void selfSignedCertificate_isRefusedByTls() {
    assertRefusedByTls(client(PKI.selfSigned("school"), "school"));
  }

  @Test
  void certificateSignedByAnAgency_isRefusedByTls() {
    assertRefusedByTls(client(PKI.signedByAgency("school", SHELTER), "school"));
  }

  @Test
  void certificateForServers_isRefusedByTls() {
    assertRefusedByTls(client(PKI.agencyForServers("school"), "school"));
  }

  @Test
  void certificateOnAnotherCurve_isRefusedByTls() {
    assertRefusedByTls(client(PKI.agencyOnP384("school"), "school"));
  }

  @Test
  void certificateThatExpiresDuringTheConnection_isRefused() throws IOException, InterruptedException {
    assertThat(school.draft(Route.COLLABORATIVE, EMPTY).send().statusCode()).isEqualTo(200);

    clockOffset.set(Duration.ofDays(91));

    assertThat(TestClient.code(school.draft(Route.COLLABORATIVE, EMPTY).send())).isEqualTo(ProblemCode.NOT_A_MEMBER);
  }

  @Test
  void certificateThatTheRulesDoNotName_isNoMember() throws IOException, InterruptedException {
    try (TestClient stranger = client(PKI.agency("school"), "school")) {
      assertThat(TestClient.code(stranger.draft(Route.COLLABORATIVE, EMPTY).send())).isEqualTo(ProblemCode.NOT_A_MEMBER);
    }
  }

  @Test
  void olderTls_isRefused() throws GeneralSecurityException, IOException {
    var trust = TrustManagerFactory.getInstance("PKIX");
    var store = java.security.KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setCertificateEntry("root", PKI.root());
    trust.init(store);
    var context = SSLContext.getInstance("TLS");
    context.init(null, trust.getTrustManagers(), RANDOM);
    try (var socket = (SSLSocket) context.getSocketFactory().createSocket("localhost", server.actualPort())) {
      socket.setEnabledProtocols(new String[] {"TLSv1.2"});
      assertThatThrownBy(socket::startHandshake).isInstanceOf(SSLException.class);
    }
  }

  @Test
  void plainHttp_isNotAnswered() throws IOException {
    try (var socket = new Socket("localhost", server.actualPort()); OutputStream out = socket.getOutputStream()) {
      out.write(bytes("GET /v1/collaborative HTTP/1.1\r\nHost: localhost\r\n\r\n"));
      assertThat(new String(socket.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.ISO_8859_1)).doesNotContain("HTTP/");
    }
  }

  // --- signatures

  @Test
  void unsignedCall_isRefused() throws IOException, InterruptedException {
    assertThat(TestClient.code(school.draft(Route.COLLABORATIVE, EMPTY).unsigned().send())).isEqualTo(ProblemCode.UNSIGNED);
  }

  @Test
  void signatureOfAnotherAgency_isRefused() throws IOException, InterruptedException {
    assertThat(TestClient.code(school.draft(Route.COLLABORATIVE, EMPTY).signedBy("shelter", SHELTER.key()).send()))
        .isEqualTo(ProblemCode.WRONG_SIGNATURE);
    assertThat(TestClient.code(school.draft(Route.COLLABORATIVE, EMPTY).signedBy("school", SHELTER.key()).send()))
        .isEqualTo(ProblemCode.WRONG_SIGNATURE);
    assertThat(TestClient.code(school.draft(Route.COLLABORATIVE, EMPTY).signedBy("shelter", SCHOOL.key()).send()))
        .isEqualTo(ProblemCode.WRONG_SIGNATURE);
  }

  @Test
  void signatureThatCannotBeRead_isRefused() throws IOException, InterruptedException {
    HttpRequest request = HttpRequest.newBuilder(school.draft(Route.COLLABORATIVE, EMPTY).build(), (name, _) -> !name.equals("Signature-Input"))
        .header("Signature-Input", "tellonce=(").build();

    assertThat(TestClient.code(school.send(request))).isEqualTo(ProblemCode.WRONG_SIGNATURE);
  }

  @Test
  void headerThatComesTwice_isRefused() throws IOException, InterruptedException {
    HttpRequest request = school.draft(Route.COLLABORATIVE, EMPTY).build();
    HttpRequest twice = HttpRequest.newBuilder(request, (_, _) -> true).header("Signature", request.headers().firstValue("Signature").orElseThrow())
        .build();

    assertThat(TestClient.code(school.send(twice))).isEqualTo(ProblemCode.WRONG_SIGNATURE);
  }

  @Test
  void changedBody_isRefused() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = school.draft(Route.WITHDRAW, bytes("{\"a\":1}")).butSending(bytes("{\"a\":2}")).send();

    assertThat(TestClient.code(response)).isEqualTo(ProblemCode.WRONG_DIGEST);
  }

  @Test
  void staleCall_isRefused_onBothSidesOfTheWindow() throws IOException, InterruptedException {
    Instant now = InstantSource.system().instant();
    for (Duration off : new Duration[] {Duration.ofSeconds(-130), Duration.ofSeconds(130)}) {
      assertThat(TestClient.code(school.draft(Route.COLLABORATIVE, EMPTY).created(now.plus(off)).send())).isEqualTo(ProblemCode.STALE);
    }
  }

  @Test
  void callSignedBeforeTheServersStart_isRefused() throws IOException, InterruptedException {
    Instant beforeStart = InstantSource.system().instant().minusSeconds(20);

    assertThat(TestClient.code(school.draft(Route.COLLABORATIVE, EMPTY).created(beforeStart).send())).isEqualTo(ProblemCode.STALE);
  }

  @Test
  void replayedCall_isRefused() throws IOException, InterruptedException {
    HttpRequest request = school.draft(Route.COLLABORATIVE, EMPTY).build();

    assertThat(school.send(request).statusCode()).isEqualTo(200);
    assertThat(TestClient.code(school.send(request))).isEqualTo(ProblemCode.REPLAYED);
  }

  @Test
  void nonceOfAnotherAgency_isNoReplay() throws IOException, InterruptedException {
    Nonce nonce = Nonce.random(RANDOM);
    try (TestClient shelter = client(SHELTER, "shelter")) {
      assertThat(school.draft(Route.COLLABORATIVE, EMPTY).nonce(nonce).send().statusCode()).isEqualTo(200);
      assertThat(shelter.draft(Route.COLLABORATIVE, EMPTY).nonce(nonce).send().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void callReplayedAcrossARestart_isRefused_evenFromAClockThatIsAhead() throws IOException, InterruptedException {
    int port = server.actualPort();
    HttpRequest now = school.draft(Route.COLLABORATIVE, EMPTY).build();
    HttpRequest ahead = school.draft(Route.COLLABORATIVE, EMPTY).created(InstantSource.system().instant().plusSeconds(100)).build();
    assertThat(school.send(now).statusCode()).isEqualTo(200);
    assertThat(school.send(ahead).statusCode()).isEqualTo(200);

    stopServer();
    clockOffset.set(Duration.ofSeconds(2));
    start(new CallLimits.Bounds(8, 4, 10_000), port);

    // The same address as before, so that the signatures themselves still hold.
    try (TestClient again = client(SCHOOL, "school")) {
      assertThat(TestClient.code(again.send(now))).isEqualTo(ProblemCode.STALE);
      assertThat(TestClient.code(again.send(ahead))).isEqualTo(ProblemCode.REPLAYED);
    }
  }

  // --- bounds

  @Test
  void oversizeBody_isRefused_whetherAnnouncedOrNot() throws IOException, InterruptedException {
    byte[] large = new byte[Route.OPENINGS.maxBodyBytes() + 1];

    assertThat(TestClient.code(school.draft(Route.OPENINGS, large, "ab").send())).isEqualTo(ProblemCode.TOO_LARGE);

    HttpRequest draft = school.draft(Route.OPENINGS, large, "ab").build();
    var chunked = HttpRequest.newBuilder(draft, (_, _) -> true)
        .POST(BodyPublishers.ofInputStream(() -> new java.io.ByteArrayInputStream(large))).build();
    assertThat(TestClient.code(school.send(chunked))).isEqualTo(ProblemCode.TOO_LARGE);
    assertThat(limits.running()).isZero();
  }

  @Test
  void bodyWhereNoneBelongs_isRefused() throws IOException, InterruptedException {
    assertThat(TestClient.code(school.draft(Route.COMMIT, bytes("{}"), "ab").send())).isEqualTo(ProblemCode.TOO_LARGE);
  }

  @Test
  void largestBody_isTaken() throws IOException, InterruptedException {
    byte[] large = new byte[Route.PART.maxBodyBytes()];
    Arrays.fill(large, (byte) 'x');

    assertThat(school.draft(Route.PART, large, "ab", 1).send().statusCode()).isEqualTo(200);
  }

  @Test
  void tooManyCallsAtOnce_areToldWhenToComeAgain() throws Exception {
    var entered = new CountDownLatch(2);
    var leave = new CountDownLatch(1);
    stopServer();
    clockOffset.set(Duration.ofSeconds(-5));
    start(new CallLimits.Bounds(8, 2, 10_000), 0);
    clockOffset.set(Duration.ZERO);
    room.set(call -> {
      entered.countDown();
      try {
        assertThat(leave.await(20, TimeUnit.SECONDS)).isTrue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return echo(call);
    });
    try (TestClient busy = client(SCHOOL, "school"); TestClient shelter = client(SHELTER, "shelter")) {
      CompletableFuture<Integer> one = CompletableFuture.supplyAsync(() -> status(busy));
      CompletableFuture<Integer> two = CompletableFuture.supplyAsync(() -> status(busy));
      assertThat(entered.await(20, TimeUnit.SECONDS)).isTrue();

      HttpResponse<byte[]> third = busy.draft(Route.COLLABORATIVE, EMPTY).send();
      assertThat(TestClient.code(third)).isEqualTo(ProblemCode.TOO_MANY);
      assertThat(third.headers().firstValue("Retry-After")).isPresent();
      CompletableFuture<Integer> other = CompletableFuture.supplyAsync(() -> status(shelter));
      leave.countDown();

      assertThat(one.get(20, TimeUnit.SECONDS)).isEqualTo(200);
      assertThat(two.get(20, TimeUnit.SECONDS)).isEqualTo(200);
      assertThat(other.get(20, TimeUnit.SECONDS)).isEqualTo(200);
    }
  }

  private static int status(TestClient client) {
    try {
      return client.draft(Route.COLLABORATIVE, EMPTY).send().statusCode();
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void stoppingDoor_answersTemporarilyUnavailable() throws IOException, InterruptedException {
    door.stop();

    HttpResponse<byte[]> response = school.draft(Route.COLLABORATIVE, EMPTY).send();

    assertThat(TestClient.code(response)).isEqualTo(ProblemCode.UNAVAILABLE);
    assertThat(response.headers().firstValue("Retry-After")).isPresent();
  }

  // --- everything else

  @Test
  void unknownPath_isNotFound() throws IOException, InterruptedException {
    for (String path : new String[] {"/", "/v1", "/v2/flags", "/v1/submissions/a/b", "/v1/flags/a/openings/b", "/metrics",
        "/v1/flags/%2e%2e/openings/x"}) {
      assertThat(TestClient.code(school.draft("GET", path, EMPTY).send())).as(path).isEqualTo(ProblemCode.NOT_FOUND);
    }
  }

  @Test
  void targetThatCannotBeDecoded_isMalformed() throws Exception {
    var incidents = new ListAppender<ILoggingEvent>();
    incidents.start();
    var logger = (ch.qos.logback.classic.Logger) LoggerFactory.getLogger(CallLog.INCIDENTS);
    logger.setLevel(Level.INFO);
    logger.addAppender(incidents);
    try {
      for (String target : new String[] {"/v1/flags?after=%zz", "/v1/flags?%", "/v1/submissions/%zz", "/v1/submissions/%", "/%e", "/v1/%C3%ZZ"}) {
        String answer = plain("GET " + target + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
        assertThat(answer).as(target).startsWith("HTTP/1.1 400").contains("application/problem+json", "\"code\":\"malformed\"",
            "\"where\":\"target\"");
      }
      assertThat(incidents.list).hasSize(6).allSatisfy(event -> assertThat(event.getLevel()).isEqualTo(Level.INFO));
    } finally {
      logger.detachAppender(incidents);
      logger.setLevel(null);
    }
  }

  /// What comes back on a connection of its own until it is closed.
  private String plain(String request) throws Exception {
    try (SSLSocket socket = school.socket(server.actualPort())) {
      socket.getOutputStream().write(bytes(request));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  @Test
  void unknownMethod_isToldTheKnownOnes() throws IOException, InterruptedException {
    HttpResponse<byte[]> response = school.draft("DELETE", "/v1/withdrawals", EMPTY).send();

    assertThat(TestClient.code(response)).isEqualTo(ProblemCode.METHOD_NOT_ALLOWED);
    assertThat(response.headers().firstValue("Allow").orElseThrow().split(", ")).containsExactlyInAnyOrder("POST", "GET");
  }

  @Test
  void mistakeOfOurs_isAnIncident_withoutItsMessage() throws IOException, InterruptedException {
    room.set(_ -> {
      throw new IllegalStateException("Quillon");
    });

    HttpResponse<byte[]> response = school.draft(Route.COLLABORATIVE, EMPTY).send();

    assertThat(TestClient.code(response)).isEqualTo(ProblemCode.INTERNAL);
    assertThat(new String(response.body(), UTF_8)).doesNotContain("Quillon", "IllegalState");
    assertThat(limits.running()).isZero();
  }
}
