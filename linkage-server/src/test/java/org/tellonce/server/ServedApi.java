package org.tellonce.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.InstantSource;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.transport.Admission;
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

/// A router behind its door on this machine, over mutual TLS, with one room that a test chooses.
abstract class ServedApi {
  static final byte[] EMPTY = {};
  static final SecureRandom RANDOM = new SecureRandom();
  static final TestPki PKI = new TestPki();
  static final Identity SERVER = PKI.server();
  static final Identity SCHOOL = PKI.agency("school");
  static final Identity SHELTER = PKI.agency("shelter");
  static Vertx vertx;

  @TempDir
  Path dir;
  final AtomicReference<Duration> clockOffset = new AtomicReference<>(Duration.ofSeconds(-5));
  final InstantSource clock = () -> InstantSource.system().instant().plus(clockOffset.get());
  final AtomicReference<Set<X509Certificate>> revoked = new AtomicReference<>(Set.of());
  final AtomicReference<CallHandler> room = new AtomicReference<>(ServedApi::echo);
  ThreadPoolExecutor workers;
  Door door;
  CallLimits limits;
  NonceMemory nonces;
  io.vertx.core.http.HttpServer server;
  TestClient school;

  static Answer echo(org.tellonce.server.transport.Call call) {
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
    start(new CallLimits.Bounds(8, 4, 10_000, 10_000), 0);
    // The server began five seconds ago, so that what is signed now is not before its start.
    clockOffset.set(Duration.ZERO);
    school = client(SCHOOL, "school");
  }

  void start(CallLimits.Bounds bounds, int port) throws IOException {
    Files.writeString(dir.resolve("server.key"), TestPki.pem(SERVER.key()));
    Files.setPosixFilePermissions(dir.resolve("server.key"), java.nio.file.attribute.PosixFilePermissions.fromString("rw-------"));
    Files.writeString(dir.resolve("server.pem"), TestPki.pem(SERVER.certificate()) + TestPki.pem(PKI.issuing()));
    var identity = ServerIdentity.load(dir.resolve("server.key"), dir.resolve("server.pem"), clock.instant(), RANDOM).orThrow();
    limits = new CallLimits(bounds, clock);
    nonces = new NonceMemory(dir.resolve("nonces"), clock);
    workers = new ThreadPoolExecutor(2, 2, 1, TimeUnit.SECONDS, new ArrayBlockingQueue<>(8));
    door = new Door(new Admission(members(), certificate -> revoked.get().contains(certificate), clock), (_, _) -> {
    }, limits, nonces, workers, new CallLog(new SimpleMeterRegistry()), RANDOM);
    var handlers = new EnumMap<Route, CallHandler>(Route.class);
    for (Route route : Route.values()) {
      handlers.put(route, call -> room.get().answer(call));
    }
    var trust = new ClientTrust(members(), PKI::root, identity::authorities, clock);
    var connections = new Connections(vertx, members(), new Connections.Bounds(100, 100, Duration.ofSeconds(60), 1_000));
    server = new ApiListener(vertx, identity, trust, connections).listen(new HttpApi(handlers).router(vertx, door), "localhost", port).await();
  }

  static Members members() {
    Map<X509Certificate, AgencyId> members = Map.of(SCHOOL.certificate(), new AgencyId("school"), SHELTER.certificate(), new AgencyId("shelter"));
    return certificate -> Optional.ofNullable(members.get(certificate));
  }

  @AfterEach
  void stop() {
    school.close();
    stopServer();
  }

  void stopServer() {
    server.close().await();
    workers.shutdownNow();
    nonces.close();
  }

  TestClient client(Identity identity, String agency) {
    return new TestClient(base(), PKI.root(), identity, agency);
  }

  String base() {
    return "https://localhost:" + server.actualPort();
  }

  static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  static void assertRefusedByTls(TestClient client) {
    try (client) {
      assertThatThrownBy(() -> client.draft(Route.COLLABORATIVE, EMPTY).unsigned().send()).isInstanceOf(IOException.class);
    }
  }

  // --- who is let in
}
