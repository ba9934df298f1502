package org.tellonce.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.SignedRules;
import org.tellonce.protocol.audit.Audience;
import org.tellonce.protocol.audit.CertificateEvent;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.EventKind;
import org.tellonce.protocol.audit.EventPage;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.RulesEvent;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.TreeEdge;
import org.tellonce.protocol.audit.VerifierKey;
import org.tellonce.protocol.audit.WithdrawalEvent;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.audit.TestLogFile;
import org.tellonce.server.audit.TestWitness;
import org.tellonce.server.comparison.TestRecords;
import org.tellonce.server.transport.TestClient;
import org.tellonce.server.transport.TestPki;

/// The calls of the log over real sockets to a whole server. A checkpoint is made between two runs, for the hour does not come in a test.
class LogOverHttpTest {
  private static final byte[] EMPTY = {};
  private static final TestPki PKI = new TestPki();
  private static final TestPki.Identity SCHOOL = PKI.agency("school");
  private static final TestPki.Identity WELFARE = PKI.agency("child_welfare");

  @TempDir
  private Path dir;
  private final TestWitness witness = TestWitness.of(new AgencyId("school"));
  private final SignedRules rules = signedRules(witness);
  private TestHttpServer server;
  private TestClient school;

  @BeforeEach
  void start() {
    server = TestHttpServer.inFolder(dir.resolve("s"), PKI, rules, InstantSource.system()).start();
    school = server.client(SCHOOL, "school");
  }

  @AfterEach
  void stop() {
    school.close();
    server.close();
  }

  private static SignedRules signedRules(TestWitness witness) {
    var rules = new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P3, SCHOOL)
        .member("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3, WELFARE);
    return rules.signed(witness.in(rules.rules(1)), 0, 1);
  }

  /// Ends the server, makes a checkpoint and starts it anew.
  private void passAnHour() {
    school.close();
    server.stop();
    TestLogFile.makeCheckpoint(server.dir());
    server.start();
    school = server.client(SCHOOL, "school");
  }

  private static SignedCheckpoint checkpoint(TestClient client) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.draft(Route.CHECKPOINT, EMPTY).send();
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("Content-Type")).contains("text/plain; charset=utf-8");
    return SignedCheckpoint.parse(response.body()).orThrow();
  }

  private static List<Commitment> leaves(TestClient client, long from) throws IOException, InterruptedException {
    HttpResponse<byte[]> response = client.draft("GET", "/v1/log/leaves?from=" + from, EMPTY).send();
    assertThat(response.statusCode()).isEqualTo(200);
    List<Commitment> leaves = new ArrayList<>();
    for (int at = 0; at < response.body().length; at += Commitment.BYTES) {
      leaves.add(Commitment.ofBytes(Arrays.copyOfRange(response.body(), at, at + Commitment.BYTES)));
    }
    return leaves;
  }

  private static List<LoggedEvent> events(TestClient client) throws IOException, InterruptedException {
    EventPage page = EventPage.parse(client.draft("GET", "/v1/log/events?from=0", EMPTY).send().body()).orThrow();
    assertThat(page.more()).isFalse();
    return page.events();
  }

  @Test
  void leavesGiveTheCheckpointsRoot_andEventsTheirLeaves_andNobodyReadsAnothers() throws Exception {
    var withdrawal = new Withdrawal(List.of(TestRecords.token(new Random(1))), Withdrawal.Scope.AGENCY);
    assertThat(school.draft(Route.WITHDRAW, withdrawal.toBytes()).send().statusCode()).isEqualTo(200);
    passAnHour();

    SignedCheckpoint checkpoint = checkpoint(school);
    List<Commitment> leaves = leaves(school, 0);
    assertThat(checkpoint.isSignedBy(VerifierKey.log(TestSignedRules.LOG.origin(), TestSignedRules.LOG.key()))).isTrue();
    assertThat(checkpoint.checkpoint().size()).isEqualTo(leaves.size());
    assertThat(checkpoint.checkpoint().root()).isEqualTo(TreeEdge.EMPTY.append(leaves).edge().root());
    assertThat(leaves(school, 2)).isEqualTo(leaves.subList(2, leaves.size()));
    assertThat(leaves(school, leaves.size())).isEmpty();

    List<LoggedEvent> events = events(school);
    assertThat(events).allMatch(event -> event.leaf().equals(leaves.get((int) event.index())));
    assertThat(events).extracting(event -> event.event().kind()).contains(EventKind.WITHDRAWAL);
    assertThat(events).extracting(LoggedEvent::event).contains(new RulesEvent(events.stream().map(LoggedEvent::event).filter(
        RulesEvent.class::isInstance).findFirst().orElseThrow().at(), 1, rules.rules().digest()));
    try (TestClient welfare = server.client(WELFARE, "child_welfare")) {
      List<LoggedEvent> others = events(welfare);
      assertThat(others).noneMatch(event -> event.event() instanceof WithdrawalEvent).allMatch(event -> event.event()
          .audience() instanceof Audience.Everyone);
      assertThat(others).hasSize(events.size() - 1);
    }
  }

  @Test
  void certificateIsALeaf_beforeTheFirstAnswerToIt_alsoOfACallThatIsRefused() throws Exception {
    try (TestClient welfare = server.client(WELFARE, "child_welfare")) {
      assertThat(welfare.draft("GET", "/v1/log/leaves?from=x", EMPTY).send().statusCode()).isEqualTo(400);
    }
    passAnHour();

    List<Event> events = events(school).stream().map(LoggedEvent::event).toList();
    assertThat(events).filteredOn(CertificateEvent.class::isInstance).extracting(event -> ((CertificateEvent) event).agency()).containsExactly(
        Optional
            .empty(), Optional.of(new AgencyId("child_welfare")));
    assertThat(events).filteredOn(CertificateEvent.class::isInstance).extracting(event -> ((CertificateEvent) event).certificate()).contains(der(
        WELFARE));
  }

  private static Digest der(TestPki.Identity identity) throws CertificateEncodingException {
    return Digest.of(identity.certificate().getEncoded());
  }

  @Test
  void fromThatIsNoNumberOfALeaf_isRefused() throws IOException, InterruptedException {
    passAnHour();
    long size = checkpoint(school).checkpoint().size();

    for (String call : List.of("leaves", "events")) {
      for (String query : List.of("", "?from=", "?from=-1", "?from=1.5", "?from=x", "?from=0x1", "?from=12345678901234567", "?From=0")) {
        assertThat(TestClient.code(school.draft("GET", "/v1/log/" + call + query, EMPTY).send())).as(call + query).isEqualTo(ProblemCode.MALFORMED);
      }
      HttpResponse<byte[]> beyond = school.draft("GET", "/v1/log/" + call + "?from=" + (size + 1), EMPTY).send();
      assertThat(TestClient.code(beyond)).isEqualTo(ProblemCode.NOT_FOUND);
      assertThat(new String(beyond.body(), UTF_8)).contains("covers " + size + " leaves");
    }
  }

  @Test
  void cosignature_isRefusedOrKept() throws IOException, InterruptedException {
    passAnHour();
    SignedCheckpoint checkpoint = checkpoint(school);
    long size = checkpoint.checkpoint().size();
    byte[] stranger = TestWitness.of(witness.agency()).witnessing(checkpoint, Instant.EPOCH).toBytes();

    assertThat(TestClient.code(school.draft(Route.COSIGNATURES, stranger).send())).isEqualTo(ProblemCode.MALFORMED);
    assertThat(TestClient.code(school.draft(Route.COSIGNATURES, new String(stranger, UTF_8).replace("\"size\":" + size, "\"size\":" + (size + 1))
        .getBytes(UTF_8)).send())).isEqualTo(ProblemCode.CONFLICT);
    assertThat(TestClient.code(school.draft(Route.COSIGNATURES, "{\"size\":1}".getBytes(UTF_8)).send())).isEqualTo(ProblemCode.MALFORMED);
    assertThat(checkpoint(school)).isEqualTo(checkpoint);

    HttpResponse<byte[]> kept = school.draft(Route.COSIGNATURES, witness.witnessing(checkpoint, Instant.EPOCH).toBytes()).send();
    assertThat(new String(kept.body(), UTF_8)).isEqualTo("{\"size\":" + size + "}");
    assertThat(checkpoint(school).cosigned(witness.verifier())).contains(Instant.EPOCH);
  }
}
