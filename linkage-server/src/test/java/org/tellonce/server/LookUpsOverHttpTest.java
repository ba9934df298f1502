package org.tellonce.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.UserRole;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.flags.Account;
import org.tellonce.protocol.flags.AccountRequest;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.FlagOpening;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.protocol.flags.NoticePage;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.flags.Purpose;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.ProblemDocument;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.comparison.TestRecords;
import org.tellonce.server.transport.TestClient;
import org.tellonce.server.transport.TestPki;

/// Look-ups and what follows them, over real sockets to a whole server.
class LookUpsOverHttpTest {
  private static final byte[] EMPTY = {};
  private static final long TICK_MILLIS = 300;
  private static final TestPki PKI = new TestPki();
  private static final TestPki.Identity SCHOOL = PKI.agency("school");
  private static final TestPki.Identity POLICE = PKI.agency("police");

  @TempDir
  private static Path dir;
  private static TestHttpServer server;
  private static TestClient school;
  private final Random random = new Random(5);

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    var rules = new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P3, SCHOOL)
        .member("police", AgencyClass.LAW_ENFORCEMENT_LOCAL, DisclosureProfile.P2, POLICE);
    server = TestHttpServer.inFolder(dir.resolve("s"), PKI, rules.signed(1), InstantSource.system()).start();
    school = server.client(SCHOOL, "school");
    assertThat(Recorded.parse(school.draft(Route.DIRECTORY, directory(1, "intake").toBytes()).send().body()).orThrow().on()).isNotNull();
  }

  @AfterAll
  static void stop() {
    school.close();
    server.close();
  }

  private static Directory directory(long number, String user) {
    var sworn = new DirectoryUser("officer", UserRole.SWORN, TestSignedRules.today().plusYears(1), Optional.empty());
    return Directory.of(number, List.of(new DirectoryUser(user, UserRole.CASEWORKER, TestSignedRules.today().plusYears(1), Optional.empty()), sworn));
  }

  private static OpeningRequest request(String user) {
    return new OpeningRequest(Digest.of("case".getBytes(UTF_8)), Purpose.INTAKE, LegalBasis.CHILD_PROTECTION, user, false);
  }

  private LookUp lookUp(String user) {
    EncodedRecord record = TestRecords.alone(TestRecords.token(random), random);
    return new LookUp(record.token(), List.of(new LookUp.Encoding(1, record)), request(user), Optional.empty());
  }

  private static void assertProblem(HttpResponse<byte[]> response, ProblemCode code, String... words) {
    assertThat(TestClient.code(response)).isEqualTo(code);
    String problems = ProblemDocument.parse(response.body()).orThrow().problems().toString();
    assertThat(words).allSatisfy(word -> assertThat(problems).contains(word));
  }

  private static long millis(Callable<HttpResponse<byte[]>> call) throws Exception {
    long began = System.nanoTime();
    call.call();
    return (System.nanoTime() - began) / 1_000_000;
  }

  @Test
  void lookUp_isAnswered_andWhatFollowsIsPutDown() throws IOException, InterruptedException {
    byte[] body = school.draft(Route.LOOKUPS, lookUp("intake").toBytes()).send().body();
    assertThat(body).hasSize(4_096);
    var answer = OpeningAnswer.parse(body).orThrow();
    assertThat(answer).isInstanceOf(OpeningAnswer.Nothing.class);
    assertThat(answer.on()).isEqualTo(TestSignedRules.today());

    var disposition = new Disposition(answer.id(), "intake", Disposition.Contact.NOT_TRIED, Disposition.Identity.NOT_CONFIRMED,
        Disposition.Screening.NOT_YET, List.of());
    assertThat(Recorded.parse(school.draft(Route.DISPOSITIONS, disposition.toBytes()).send().body()).orThrow().on()).isEqualTo(answer.on());
    assertProblem(school.draft(Route.CORRECTIONS, new Correction(answer.id(), "intake").toBytes()).send(), ProblemCode.CONFLICT, "answer");
    var shield = new Shield(TestRecords.token(random), Shield.State.SET, Shield.Reason.COURT, "intake", Optional.empty());
    assertThat(Recorded.parse(school.draft(Route.SHIELDS, shield.toBytes()).send().body()).orThrow().on()).isEqualTo(answer.on());
    assertThat(NoticePage.parse(school.draft("GET", "/v1/notices?after=0", EMPTY).send().body()).orThrow()).isEqualTo(new NoticePage(List.of(), 0,
        false));
    assertThat(Account.parse(school.draft(Route.ACCOUNTS, new AccountRequest(TestRecords.token(random)).toBytes()).send().body()).orThrow().views())
        .isEmpty();
  }

  @Test
  void whoMayNotAsk_isRefused() throws IOException, InterruptedException {
    assertProblem(school.draft(Route.LOOKUPS, lookUp("nobody").toBytes()).send(), ProblemCode.USER_REFUSED, "opening.user", "unknown pseudonym");
    assertProblem(school.draft(Route.LOOKUPS, lookUp("officer").toBytes()).send(), ProblemCode.USER_REFUSED, "the coordinator calls back");
    assertProblem(school.draft(Route.OPENINGS, new FlagOpening(TestRecords.token(random), request("officer")).toBytes()).send(),
        ProblemCode.USER_REFUSED, "opening.user");
    var shield = new Shield(TestRecords.token(random), Shield.State.SET, Shield.Reason.COURT, "officer", Optional.empty());
    assertProblem(school.draft(Route.SHIELDS, shield.toBytes()).send(), ProblemCode.USER_REFUSED, "user");
    assertProblem(school.draft(Route.DIRECTORY, directory(1, "other").toBytes()).send(), ProblemCode.CONFLICT, "number");
    assertProblem(school.draft("GET", "/v1/notices?after=x", EMPTY).send(), ProblemCode.MALFORMED, "after");
    assertProblem(school.draft(Route.LOOKUPS, "{\"name\":\"Quillon\"}".getBytes(UTF_8)).send(), ProblemCode.MALFORMED, "token", "encodings",
        "opening");
    try (TestClient police = server.client(POLICE, "police")) {
      assertProblem(police.draft(Route.LOOKUPS, lookUp("intake").toBytes()).send(), ProblemCode.NOT_ALLOWED);
    }
  }

  @Test
  void answersOfTickedCalls_leaveAtTheTick_refusalsToo_andHoldNoWorker() throws Exception {
    school.draft(Route.COLLABORATIVE, EMPTY).send();
    assertThat(millis(() -> school.draft(Route.LOOKUPS, lookUp("intake").toBytes()).send())).isGreaterThanOrEqualTo(TICK_MILLIS);
    assertThat(millis(() -> school.draft(Route.LOOKUPS, lookUp("nobody").toBytes()).send())).isGreaterThanOrEqualTo(TICK_MILLIS);
    assertThat(millis(() -> school.draft(Route.OPENINGS, new FlagOpening(TestRecords.token(random), request("intake")).toBytes()).send()))
        .isGreaterThanOrEqualTo(TICK_MILLIS);
    assertThat(millis(() -> school.draft(Route.COLLABORATIVE, EMPTY).send())).isLessThan(TICK_MILLIS);

    List<byte[]> bodies = List.of(lookUp("nobody").toBytes(), lookUp("nobody").toBytes(), lookUp("nobody").toBytes(), lookUp("nobody").toBytes());
    try (var callers = Executors.newFixedThreadPool(bodies.size())) {
      List<Future<Long>> waits = new ArrayList<>();
      bodies.forEach(body -> waits.add(callers.submit(() -> millis(() -> school.draft(Route.LOOKUPS, body).send()))));
      for (Future<Long> wait : waits) {
        assertThat(wait.get()).as("at once, not one after the other").isBetween(TICK_MILLIS, 3 * TICK_MILLIS);
      }
    }
  }
}
