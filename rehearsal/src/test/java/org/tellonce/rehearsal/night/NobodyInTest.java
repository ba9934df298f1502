package org.tellonce.rehearsal.night;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.transport.ServerAnswer;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.flags.FlagChange;
import org.tellonce.protocol.flags.FlagOpening;
import org.tellonce.protocol.flags.FlagPage;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.PartDigest;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

/// Who is kept out, over real sockets: rules that the server has altered, agencies whose agreement is over or whose contact is stale, those whom the law keeps out.
class NobodyInTest {
  private static final TestPeople FIRST = new TestPeople(5);
  private static final TestRow SHARED = FIRST.person();
  private static Evening evening;

  @TempDir
  private Path folder;
  private final TestPeople people = FIRST.others();
  private TestCollaborative harbor;
  private TestClock clock;
  private TestAgency childWelfare;
  private TestAgency juvenileJustice;

  @BeforeAll
  static void twoAgencies(@TempDir Path folder) {
    TestCollaborative harbor = TestCollaborative.in(folder, TestClock.at("2026-06-08", "22:00"), TestCollaborative.Place.INSIDE);
    TestAgency childWelfare = harbor.join("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
    TestAgency juvenileJustice = harbor.join("juvenile_justice", AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3);
    childWelfare.serves(FIRST.persons(5));
    juvenileJustice.serves(FIRST.persons(5));
    childWelfare.serves(SHARED.in("CW-1").screened("HTST", "short", "2026-05-20"));
    juvenileJustice.serves(SHARED.in("JJ-1"));
    evening = Evening.of(harbor);
  }

  @BeforeEach
  void fromThatEveningOn() {
    harbor = evening.copy(folder);
    clock = harbor.clock();
    childWelfare = harbor.agency("child_welfare");
    juvenileJustice = harbor.agency("juvenile_justice");
  }

  @AfterEach
  void end() {
    harbor.close();
  }

  private static int code(ExitCode code) {
    return code.number();
  }

  // --- rules that somebody has altered

  @Test
  void rulesThatTheServerUnsignedRolledBackOrLoosened_areRefusedByTheClient_andNothingIsSent() throws Exception {
    harbor.begin();
    harbor.night();
    harbor.amend(rules -> ChangedRules.withLimits(rules, new Limits(1, 1, 12, 6, 200, 40)));
    harbor.night();
    Rules rules = harbor.rules();
    String signed = Files.readString(harbor.serverFolder().resolve("collaborative.json"));
    Rules loosened = ChangedRules.withLimits(rules, new Limits(100, 100, 120, 6, 200, 40));
    Map<String, byte[]> offers = Map.of( //
        "unsigned", Files.readAllBytes(harbor.signed(ChangedRules.numbered(rules, 9))), //
        "signed by one custodian only", Files.readAllBytes(harbor.signed(ChangedRules.numbered(rules, 9), "alma")), //
        "loosened under the custodians' signatures", signed.replaceAll("\"max_rejected_percent\":\\s*1\\b", "\"max_rejected_percent\":100").getBytes(
            UTF_8), //
        "older", Files.readAllBytes(harbor.signed(ChangedRules.numbered(rules, 1), "alma", "bruno")), //
        "others under the same number", Files.readAllBytes(harbor.signed(loosened, "alma", "bruno")), //
        "no rules at all", "{}".getBytes(UTF_8));
    assertThat(new String(offers.get("loosened under the custodians' signatures"), UTF_8)).isNotEqualTo(signed);

    for (Map.Entry<String, byte[]> offer : offers.entrySet()) {
      try (FakeServer fake = new FakeServer(harbor, offer.getValue())) {
        TestAgency.Ran flags = juvenileJustice.run("flags");
        assertThat(flags.code()).as(offer.getKey() + ": " + flags.all()).isEqualTo(code(ExitCode.RULES));
        assertThat(fake.asked).as(offer.getKey()).containsOnly("GET /v1/collaborative");
        // The night tells that, and looks at the log all the same: of this server it is none at all.
        TestAgency.Ran night = juvenileJustice.run("nightly");
        assertThat(night.code()).as(offer.getKey() + ": " + night.all()).isEqualTo(code(ExitCode.LOG_CONTRADICTS));
        assertThat(night.err()).as(offer.getKey()).contains(flags.err().strip().replace("tellonce agency: ", ""));
        assertThat(fake.asked).as(offer.getKey()).containsOnly("GET /v1/collaborative", "GET /v1/log/checkpoint");
      }
    }
    harbor.restart();
    harbor.night();
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
  }

  @Test
  void serverWithAlteredRules_doesNotStart() throws IOException {
    harbor.begin();
    harbor.server().stop();
    Path file = harbor.serverFolder().resolve("collaborative.json");
    Files.writeString(file, Files.readString(file).replaceAll("\"contact_days\":\\s*90", "\"contact_days\":300"));

    assertThatThrownBy(harbor::start).isInstanceOfSatisfying(Stop.class, stop -> assertThat(stop.code()).isEqualTo(ExitCode.RULES));
  }

  /// The server's machine in wrong hands: with its certificate, telling any rules.
  private static final class FakeServer implements AutoCloseable {
    private final HttpsServer server;
    private final List<String> asked = new CopyOnWriteArrayList<>();

    FakeServer(TestCollaborative harbor, byte[] rules) throws Exception {
      server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
      server.setHttpsConfigurator(new HttpsConfigurator(harbor.server().tls()));
      server.createContext("/", exchange -> {
        try (exchange) {
          asked.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
          exchange.sendResponseHeaders(200, rules.length);
          exchange.getResponseBody().write(rules);
        }
      });
      server.start();
      harbor.relay().target(server.getAddress().getPort());
    }

    @Override
    public void close() {
      server.stop(0);
    }
  }

  // --- agreements and contacts, by the day

  @Test
  void agreementOver_stopsFlagsAndPointersAtMidnight_onBothSides() {
    harbor.begin();
    LocalDate last = LocalDate.parse("2026-06-08");
    harbor.amend(childWelfare, member -> ChangedRules.with(member, new Agreement(Agreement.Kind.MOU, List.of("Harbor County Task Force"), List.of(
        Purpose.values()), List.of(LegalBasis.values()), last.minusYears(1), last, Optional.empty())));
    juvenileJustice.changes("JJ-1", row -> row.screened("TVIT", "long", "2026-04-02"));
    harbor.night();
    clock.set("2026-06-08", "23:58");
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
    assertThat(childWelfare.flagged()).containsExactly("CW-1");

    clock.set("2026-06-09", "00:05");
    assertThat(juvenileJustice.opens("JJ-1", "12", "intake").out()).contains("No earlier conversation is on file");
    assertThat(juvenileJustice.flagged()).isEmpty();
    TestAgency.Ran flags = childWelfare.run("flags");
    assertThat(flags.code()).isEqualTo(code(ExitCode.RULES));
    assertThat(childWelfare.flagsFile()).as("yesterday's flags lie there no more").isEmpty();
    assertThat(childWelfare.run("nightly").code()).isEqualTo(code(ExitCode.RULES));
    assertRefused(childWelfare, ProblemCode.AGREEMENT_NOT_CURRENT);

    // Whoever leaves may still take records out.
    assertThat(childWelfare.run("withdraw", "CW-1").code()).isZero();
    assertThat(harbor.server().state().tombstones(childWelfare.id())).containsExactly(childWelfare.token("CW-1"));
  }

  @Test
  void contactNotVerifiedFor90Days_stopsTheFlagsThatItsAgencyMakes_atOnce() {
    harbor.begin();
    harbor.amend(childWelfare, member -> ChangedRules.verifiedOn(member, LocalDate.parse("2026-06-08").minusDays(90)));
    juvenileJustice.changes("JJ-1", row -> row.screened("TVIT", "long", "2026-04-02"));
    harbor.night();
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");

    clock.set("2026-06-09", "00:05");
    assertThat(juvenileJustice.flagged()).isEmpty();
    assertThat(juvenileJustice.opens("JJ-1", "12", "intake").out()).contains("No earlier conversation is on file");
    assertThat(childWelfare.flagged()).as("others' flags are not its contact's fault").containsExactly("CW-1");

    harbor.amend(childWelfare, member -> ChangedRules.verifiedOn(member, LocalDate.parse("2026-06-09")));
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
  }

  @Test
  void screeningOlderThanTheRulesKeepIt_makesNoFlag_fromTheFirstMinuteOn() {
    harbor.begin();
    childWelfare.changes("CW-1", row -> row.screened("HTST", "short", "2024-06-03"));
    harbor.night();
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");

    clock.set("2026-07-01", "00:03");
    assertThat(juvenileJustice.opens("JJ-1", "12", "intake").out()).contains("No earlier conversation is on file");
    assertThat(juvenileJustice.flagged()).isEmpty();
    harbor.restart();
    assertThat(juvenileJustice.flagged()).isEmpty();
  }

  // --- whom the law keeps out

  @Test
  void victimServiceProvider_canNeitherUploadNorAsk_whateverItSends() {
    TestAgency provider = harbor.join("survivor_house", AgencyClass.VICTIM_SERVICE_PROVIDER, DisclosureProfile.P0);
    provider.serves(SHARED.in("SH-1").screened("HTST", "long", "2026-06-01"));
    harbor.begin();
    childWelfare.night();
    juvenileJustice.night();

    assertThat(provider.run("nightly").code()).isEqualTo(code(ExitCode.RULES));
    assertThat(provider.run("flags").code()).isEqualTo(code(ExitCode.RULES));
    assertThat(provider.opens("SH-1", "1", "intake").code()).isEqualTo(code(ExitCode.RULES));
    assertRefused(provider, ProblemCode.NOT_ALLOWED);
    try (ServerClient server = provider.byHand()) {
      assertThat(refusal(server.call(Route.SUBMISSIONS, Route.SUBMISSIONS.path(), manifest(provider).toBytes()))).isEqualTo(ProblemCode.NOT_ALLOWED);
    }
    assertThat(harbor.server().state().live(provider.id())).isEmpty();
    assertThat(harbor.server().state().openings()).isEmpty();
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
  }

  @Test
  void swornAgency_contributes_butNeverGetsAFlagOrAPointer() {
    TestAgency sheriff = harbor.join("sheriff", AgencyClass.LAW_ENFORCEMENT_LOCAL, DisclosureProfile.P2);
    sheriff.serves(SHARED.in("SO-1"));
    harbor.begin();
    harbor.night();

    assertThat(harbor.server().state().flags().get(sheriff.id())).isEmpty();
    assertThat(sheriff.run("flags").code()).isEqualTo(code(ExitCode.RULES));
    assertThat(sheriff.opens("SO-1", "1", "intake").code()).isEqualTo(code(ExitCode.RULES));
    assertRefused(sheriff, ProblemCode.NOT_ALLOWED);
    assertThat(harbor.server().state().openings()).isEmpty();
  }

  @Test
  void hiddenAgency_isReachedThroughTheCoordinator_onlyWhereThreeClassesAreHidden() {
    TestAgency crisisLine = harbor.join("crisis_line", AgencyClass.HOTLINE, DisclosureProfile.P2);
    TestAgency clinic = harbor.join("clinic", AgencyClass.MENTAL_HEALTH_SUBSTANCE_USE, DisclosureProfile.P2);
    TestAgency mentors = harbor.join("mentors", AgencyClass.MENTORSHIP_JOB_TRAINING, DisclosureProfile.P1);
    childWelfare.changes("CW-1", _ -> people.person().in("CW-1"));
    clinic.serves(SHARED.in("CL-1").screened("QYIT", "4-item", "2026-05-02"));
    crisisLine.serves(people.persons(2));
    mentors.serves(people.persons(2));
    harbor.begin();
    harbor.night();
    assertThat(juvenileJustice.flagged()).isEmpty();
    String hidden = opened(juvenileJustice, "JJ-1");
    assertThat(hidden).as("hidden and not reachable looks like nothing known").isEqualTo(opened(juvenileJustice, "no such row"));

    harbor.amend(mentors, member -> ChangedRules.with(member, DisclosureProfile.P2));
    harbor.night();
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
    String page = juvenileJustice.opens("JJ-1", "12", "intake").out().replaceAll("\\s+", " ");
    assertThat(page).contains("Harbor County coordinator").doesNotContain("clinic", "crisis", "mentors");
  }

  @Test
  void oneAgency_seesNothingOfAnothersSubmission() {
    harbor.begin();
    Manifest manifest = manifest(childWelfare);
    try (ServerClient mine = childWelfare.byHand(); ServerClient other = juvenileJustice.byHand()) {
      assertThat(mine.call(Route.SUBMISSIONS, Route.SUBMISSIONS.path(), manifest.toBytes())).isInstanceOf(ServerAnswer.Done.class);
      assertThat(refusal(other.call(Route.SUBMISSIONS, Route.SUBMISSIONS.path(), manifest.toBytes()))).isIn(ProblemCode.NOT_ALLOWED,
          ProblemCode.CONFLICT,
          ProblemCode.NOT_FOUND, ProblemCode.MALFORMED);
      assertThat(refusal(other.call(Route.SUBMISSION, Route.SUBMISSION.path(manifest.id())))).isEqualTo(ProblemCode.NOT_FOUND);
      assertThat(refusal(other.call(Route.PART, Route.PART.path(manifest.id(), 1), "{}\n".getBytes(UTF_8)))).isEqualTo(ProblemCode.NOT_FOUND);
      assertThat(refusal(other.call(Route.COMMIT, Route.COMMIT.path(manifest.id())))).isEqualTo(ProblemCode.NOT_FOUND);
    }
  }

  /// Asks for flags, a pointer and an upload by hand, with a good certificate and a good signature.
  private void assertRefused(TestAgency agency, ProblemCode code) {
    try (ServerClient server = agency.byHand()) {
      // Flags that were there are taken away first; there is nothing behind that.
      long cursor = 0;
      if (server.call(Route.FLAGS, Route.FLAGS.path() + "?after=0") instanceof ServerAnswer.Done done) {
        FlagPage page = FlagPage.parse(done.body()).orThrow();
        assertThat(page.changes()).isNotEmpty().noneMatch(FlagChange::askFirst);
        cursor = page.cursor();
      }
      assertThat(refusal(server.call(Route.FLAGS, Route.FLAGS.path() + "?after=" + cursor))).isEqualTo(code);
      assertThat(refusal(server.call(Route.OPENINGS, Route.OPENINGS.path(), opening(agency, agency.rows().getFirst().localId()).toBytes())))
          .isEqualTo(code);
      if (agency.type() != AgencyClass.LAW_ENFORCEMENT_LOCAL) {
        assertThat(refusal(server.call(Route.SUBMISSIONS, Route.SUBMISSIONS.path(), manifest(agency).toBytes()))).isEqualTo(code);
      }
    }
  }

  /// The answer to an opening, without its name and its date.
  private String opened(TestAgency agency, String localId) {
    agency.publishes();
    try (ServerClient server = agency.byHand()) {
      byte[] body = server.call(Route.OPENINGS, Route.OPENINGS.path(), opening(agency, localId).toBytes()).orStop("the opening");
      OpeningAnswer answer = OpeningAnswer.parse(body).orThrow();
      return new String(body, UTF_8).replace(answer.id().hex(), "ID").replace(answer.on().toString(), "DATE");
    }
  }

  private static FlagOpening opening(TestAgency agency, String localId) {
    return new FlagOpening(agency.token(localId), new OpeningRequest(Digest.of("a case".getBytes(UTF_8)), Purpose.INTAKE, LegalBasis.CHILD_PROTECTION,
        TestAgency.USER, false));
  }

  private Manifest manifest(TestAgency agency) {
    Rules rules = harbor.rules();
    return new Manifest(agency.id(), Suite.NAME, rules.sizeClass(), 1, rules.number(), rules.tables(), 1, 0, List.of(new PartDigest(1, Digest.of(
        new byte[] {
            1}))), false, LiveSet.of(List.of(agency.token("x"))), Optional.empty());
  }

  private static ProblemCode refusal(ServerAnswer answer) {
    assertThat(answer).isInstanceOf(ServerAnswer.Refused.class);
    return ((ServerAnswer.Refused) answer).problem().code();
  }
}
