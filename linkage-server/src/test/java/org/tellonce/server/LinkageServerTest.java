package org.tellonce.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PipedInputStream;
import java.io.PipedOutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.comparison.TestRecords;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.transport.TestClient;
import org.tellonce.server.transport.TestPki;

/// A whole server, started from a folder that the commands made.
class LinkageServerTest {
  private static final byte[] EMPTY = {};
  private static final TestPki PKI = new TestPki();
  private static final TestPki.Identity SCHOOL = PKI.agency("school");
  private static final TestPki.Identity SHELTER = PKI.agency("shelter");

  @TempDir
  private Path dir;
  private final TestSignedRules rules = new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P3, SCHOOL);
  private TestHttpServer server;

  @BeforeEach
  void make() {
    server = TestHttpServer.inFolder(dir.resolve("s"), PKI, rules.signed(1), InstantSource.system());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private HttpResponse<String> manage(String path) throws IOException, InterruptedException {
    return manage(server.managementPort(), path);
  }

  private static HttpResponse<String> manage(int port, String path) throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path)).build(), BodyHandlers.ofString());
    }
  }

  @Test
  void rules_areServedAsSigned() throws IOException, InterruptedException {
    server.start();
    try (TestClient school = server.client(SCHOOL, "school")) {
      HttpResponse<byte[]> response = school.draft(Route.COLLABORATIVE, EMPTY).send();

      assertThat(response.statusCode()).isEqualTo(200);
      assertThat(response.body()).isEqualTo(rules.signed(1).toBytes());
    }
  }

  @Test
  void certificateThatDiffersFromTheCard_isNoMember_thoughItNamesOne() throws IOException, InterruptedException {
    server.start();
    try (TestClient other = server.client(PKI.agency("school"), "school"); TestClient shelter = server.client(SHELTER, "shelter")) {
      assertThat(TestClient.code(other.draft(Route.COLLABORATIVE, EMPTY).send())).isEqualTo(ProblemCode.NOT_A_MEMBER);
      assertThat(TestClient.code(shelter.draft(Route.COLLABORATIVE, EMPTY).send())).isEqualTo(ProblemCode.NOT_A_MEMBER);
    }
  }

  @Test
  void managementPort_tellsLifeReadinessAndFigures() throws IOException, InterruptedException {
    server.start();
    try (TestClient school = server.client(SCHOOL, "school")) {
      school.draft(Route.COLLABORATIVE, EMPTY).send();
    }

    assertThat(manage("/live").statusCode()).isEqualTo(200);
    assertThat(manage("/ready").body()).isEqualTo("ready\nrules 1\n");
    assertThat(manage("/metrics").body()).contains("tellonce_calls_seconds_count{route=\"GET /v1/collaborative\",status=\"200\"}",
        "tellonce_rules_number", "tellonce_rules_not_taken 0.0",
        "jvm_memory_used_bytes").doesNotContain("school");
    assertThat(manage("/v1/collaborative").statusCode()).isEqualTo(404);
  }

  @Test
  void rulesOfAnotherVersion_areNotTaken_andThatIsToldOnceAndAsked() throws IOException, InterruptedException {
    server.start();

    Files.writeString(dir.resolve("s/collaborative.json"), otherParameters().toText());
    while (server.told().stream().noneMatch(line -> line.startsWith("rules 2"))) {
      Thread.onSpinWait();
    }

    assertThat(server.told()).last().asString().startsWith("rules 2 not taken: rules.parameters: ");
    assertThat(manage("/ready").statusCode()).isEqualTo(200);
    assertThat(manage("/ready").body()).startsWith("ready\nrules 1\nrules 2 not taken: ");
    assertThat(manage("/metrics").body()).contains("tellonce_rules_number 1.0", "tellonce_rules_not_taken 1.0");
  }

  @Test
  void log_holdsOneLineForEachCall_withRouteAgencyStatusAndMillis_andNothingElse() throws IOException, InterruptedException {
    server.start();
    try (TestClient school = server.client(SCHOOL, "school")) {
      school.draft(Route.COLLABORATIVE, EMPTY).send();
      school.draft("GET", "/v1/Quillon?name=Quillon", EMPTY).send();
      school.draft(Route.WITHDRAW, "{\"Quillon\":1}".getBytes(UTF_8)).butSending("{\"Quillon\":2}".getBytes(UTF_8)).header("X-Quillon", "Quillon")
          .send();
    }
    server.stop();

    Path log = dir.resolve("s/log/server.jsonl");
    assertThat(Files.readString(log)).doesNotContain("Quillon");
    var calls = new ArrayList<String>();
    for (String line : Files.readAllLines(log)) {
      JsonNode json = new ObjectMapper().readTree(line);
      if (json.get("loggerName").asText().equals("org.tellonce.server.calls")) {
        assertThat(json.fieldNames()).toIterable().containsExactlyInAnyOrder("timestamp", "level", "loggerName", "kvpList");
        var keys = new ArrayList<String>();
        json.get("kvpList").forEach(pair -> pair.fieldNames().forEachRemaining(keys::add));
        assertThat(keys).containsExactly("route", "agency", "status", "millis");
        calls.add(json.get("kvpList").get(0).get("route").asText() + " " + json.get("kvpList").get(1).get("agency").asText() + " "
            + json.get("kvpList").get(2).get("status").asText());
      }
    }
    assertThat(calls).containsExactly("GET /v1/collaborative school 200", "- - 404", "POST /v1/withdrawals school 401");
  }

  @Test
  void secondServerOnOneFolder_isRefused() {
    server.start();

    assertThatThrownBy(() -> new Again(dir.resolve("s")).start()).isInstanceOfSatisfying(Stop.class,
        stop -> assertThat(stop.code()).isEqualTo(ExitCode.ALREADY_RUNNING));
  }

  @Test
  void portThatIsTaken_isSaid_withTheKeyToChange() throws IOException {
    Path toml = dir.resolve("s/server.toml");
    String any = Files.readString(toml);
    try (var other = new ServerSocket(0)) {
      for (String key : List.of("port", "management_port")) {
        Files.writeString(toml, any.replace("\n" + key + " = 0", "\n" + key + " = " + other.getLocalPort()));
        assertThatThrownBy(() -> server.start()).isInstanceOfSatisfying(Stop.class, stop -> {
          assertThat(stop.code()).isEqualTo(ExitCode.ALREADY_RUNNING);
          assertThat(stop.line()).isEqualTo("port " + other.getLocalPort() + " is taken: is the server running already? (server.toml, " + key + ")");
        });
      }
      Files.writeString(toml, any.replace("address = \"0.0.0.0\"", "address = \"192.0.2.1\""));
      assertThatThrownBy(() -> server.start()).isInstanceOfSatisfying(Stop.class, stop -> {
        assertThat(stop.code()).isEqualTo(ExitCode.DATA_REFUSED);
        assertThat(stop.line()).contains("port 0 of 192.0.2.1 cannot be opened");
      });
    }
    Files.writeString(toml, any);
    server.start();
  }

  private record Again(Path dir) {
    void start() {
      LinkageServer.start(new ServerFolder(dir).config(), dir, Parameters::shipped, _ -> {}, InstantSource.system(), new SecureRandom()).close();
    }
  }

  @Test
  void serverStopsAndStartsAgain_onTheSameFolder() throws IOException, InterruptedException {
    for (int i = 0; i < 2; i++) {
      server.start();
      try (TestClient school = server.client(SCHOOL, "school")) {
        assertThat(school.draft(Route.COLLABORATIVE, EMPTY).send().statusCode()).isEqualTo(200);
      }
      server.stop();
    }
  }

  @Test
  void stoppingServer_finishesTheCallsThatHaveBegun_andTakesNoNew() throws Exception {
    server.start();
    int port = server.port();
    byte[] body = "x".repeat(100_000).getBytes(UTF_8);
    var pipe = new PipedOutputStream();
    var slow = new PipedInputStream(pipe, body.length);
    pipe.write(body, 0, body.length / 2);
    try (TestClient school = server.client(SCHOOL, "school"); TestClient late = server.client(SCHOOL, "school")) {
      HttpRequest signed = school.draft(Route.PART, body, "0".repeat(64), 1).build();
      HttpRequest trickling = HttpRequest.newBuilder(signed, (_, _) -> true).PUT(BodyPublishers.ofInputStream(() -> slow)).build();
      CompletableFuture<HttpResponse<byte[]>> answer = school.sendAsync(trickling);
      while (!manage("/metrics").body().contains("tellonce_calls_running 1.0")) {
        Thread.onSpinWait();
      }

      int management = server.managementPort();
      assertThat(late.draft(Route.COLLABORATIVE, EMPTY).send().statusCode()).isEqualTo(200);
      CompletableFuture<Void> stopped = CompletableFuture.runAsync(server::stop);
      while (manage(management, "/ready").statusCode() == 200) {
        Thread.onSpinWait();
      }
      assertThat(TestClient.code(late.draft(Route.COLLABORATIVE, EMPTY).send())).isEqualTo(ProblemCode.UNAVAILABLE);
      assertThat(stopped).isNotDone();
      pipe.write(body, body.length / 2, body.length / 2);
      pipe.close();

      assertThat(TestClient.code(answer.get(30, TimeUnit.SECONDS))).isEqualTo(ProblemCode.NOT_FOUND);
      stopped.get(30, TimeUnit.SECONDS);
      assertThatThrownBy(() -> new Socket("localhost", port).close()).isInstanceOf(IOException.class);
    }
    assertThat(dir.resolve("s/server.db-wal")).satisfiesAnyOf(wal -> assertThat(wal).doesNotExist(), wal -> assertThat(wal).isEmptyFile());
  }

  @Test
  void folderWithoutWhatItNeeds_isRefused_withTheReason() throws IOException {
    record Case(String file, String content, ExitCode code, String line) {}
    for (Case c : List.of(new Case("collaborative.json", null, ExitCode.RULES, "tellonce server enrol"),
        new Case("collaborative.json", rules.signed(rules.rules(1), 0).toText(), ExitCode.RULES, "1 good of 2"),
        new Case("collaborative.json", otherParameters().toText(), ExitCode.RULES, "collaborative.json, rules.parameters: "),
        new Case("server.pem", null, ExitCode.KEY, "server.csr"),
        new Case("server.pem", TestPki.pem(PKI.server().certificate()), ExitCode.KEY, "is not the certificate of"),
        new Case("server.key", "x", ExitCode.KEY, "not a P-256 key"), new Case("server.toml", "x", ExitCode.DATA_REFUSED, "server.toml, line 1"))) {
      Path file = dir.resolve("s").resolve(c.file());
      String before = Files.readString(file);
      if (c.content() == null) {
        Files.delete(file);
      } else {
        Files.writeString(file, c.content());
      }
      assertThatThrownBy(() -> server.start()).as(c.toString()).isInstanceOfSatisfying(Stop.class, stop -> {
        assertThat(stop.code()).isEqualTo(c.code());
        assertThat(stop.line()).contains(c.line());
      });
      Files.writeString(file, before);
    }
  }

  private SignedRules otherParameters() {
    Rules r = rules.rules(1);
    return rules.signed(new Rules(2, r.collaborative(), r.timeZone(), r.workingDays(), r.holidays(), r.suite(), r.sizeClass(), r.tables(), Digest.of(
        EMPTY),
        r.epochs(), r.limits(), r.contactDays(), r.coordinator(), r.custodians(), r.authority(), r.log(), r.members(), r.responseCards()), 0, 1);
  }

  @Test
  void indexKeyOfAnotherDatabase_isRefused_alsoByADatabaseWithoutACheckValue() throws Exception {
    server.start();
    try (TestClient school = server.client(SCHOOL, "school")) {
      var withdrawal = new Withdrawal(List.of(TestRecords.token(new Random(1))), Withdrawal.Scope.AGENCY);
      assertThat(school.draft(Route.WITHDRAW, withdrawal.toBytes()).send().statusCode()).isEqualTo(200);
    }
    server.stop();
    Path file = dir.resolve("s/index.key");
    String right = Files.readString(file);
    Files.delete(file);
    IndexKey.random(new SecureRandom()).save(file);
    for (boolean older : List.of(false, true)) {
      if (older) {
        try (var connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("s/server.db")); var statement = connection
            .createStatement()) {
          assertThat(statement.executeUpdate("DELETE FROM key_check")).isEqualTo(1);
        }
      }
      assertThatThrownBy(() -> server.start()).isInstanceOfSatisfying(Stop.class, stop -> {
        assertThat(stop.code()).isEqualTo(ExitCode.KEY);
        assertThat(stop.line()).isEqualTo("index.key is not that of this database: restore it from your copy");
      });
    }
    Files.writeString(file, right);
    server.start();
  }

  @Test
  void firstStart_writesInWhichFormRowsAreStored() throws Exception {
    server.start();
    server.stop();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("s/server.db")); var statement = connection.createStatement();
        var form =
            statement.executeQuery("SELECT count(*) FROM encoding_form")) {
      assertThat(form.getInt(1)).isEqualTo(1);
    }
  }

  @Test
  void tombstoneThatDoesNotOpen_isAnIncident_thatNamesTheTable() throws Exception {
    server.start();
    try (TestClient school = server.client(SCHOOL, "school")) {
      var withdrawal = new Withdrawal(List.of(TestRecords.token(new Random(1))), Withdrawal.Scope.AGENCY);
      school.draft(Route.WITHDRAW, withdrawal.toBytes()).send();
    }
    server.stop();
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + dir.resolve("s/server.db")); var statement = connection.createStatement()) {
      assertThat(statement.executeUpdate("UPDATE tombstone SET sealed = zeroblob(length(sealed))")).isEqualTo(1);
    }
    server.start();
    try (TestClient school = server.client(SCHOOL, "school")) {
      assertThat(TestClient.code(school.draft(Route.WITHDRAWALS, EMPTY).send())).isEqualTo(ProblemCode.INTERNAL);
    }
    server.stop();

    assertThat(Files.readString(dir.resolve("s/log/server.jsonl"))).contains("DamagedValueException (tombstone)");
  }

  @Test
  void keyThatOthersCanRead_isRefused() throws IOException {
    for (String file : List.of("server.key", "index.key")) {
      Path path = dir.resolve("s").resolve(file);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
      assertThatThrownBy(() -> server.start()).as(file).isInstanceOfSatisfying(Stop.class, stop -> {
        assertThat(stop.code()).isEqualTo(ExitCode.KEY);
        assertThat(stop.line()).contains(file, "chmod 600");
      });
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
    }
  }
}
