package org.tellonce.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.agreements.UserRole;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.flags.FlagOpening;
import org.tellonce.protocol.flags.FlagPage;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.submission.Coverage;
import org.tellonce.protocol.submission.Form;
import org.tellonce.protocol.submission.Instrument;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.Mode;
import org.tellonce.protocol.submission.PartDigest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.protocol.submission.ScreeningStatus;
import org.tellonce.protocol.submission.SubmissionId;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmissionPart;
import org.tellonce.protocol.submission.SubmissionStatus;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.protocol.submission.Tombstones;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.WithdrawalReceipt;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.ProblemDocument;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.comparison.TestRecords;
import org.tellonce.server.transport.TestClient;
import org.tellonce.server.transport.TestPki;

/// What agencies send, good and bad, over real sockets to a whole server.
class RoomsOverHttpTest {
  private static final byte[] EMPTY = {};
  private static final TestPki PKI = new TestPki();
  private static final TestPki.Identity SCHOOL = PKI.agency("school");
  private static final TestPki.Identity WELFARE = PKI.agency("child_welfare");
  private static final TestPki.Identity PROVIDER = PKI.agency("provider");
  private static final TestPki.Identity POLICE = PKI.agency("police");
  private static final TestPki.Identity FORMER = PKI.agency("former");

  @TempDir
  private static Path dir;
  private static TestHttpServer server;
  private static TestClient school;
  private static TestClient welfare;
  private final Random random = new Random(5);

  @BeforeAll
  static void start() throws IOException, InterruptedException {
    var over = new Agreement(Agreement.Kind.MOU, List.of("Harbor County Task Force"), List.of(Purpose.values()), List.of(LegalBasis.values()),
        TestSignedRules.today().minusYears(1), TestSignedRules.today().minusDays(2), Optional.empty());
    var rules = new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P3, SCHOOL)
        .member("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3, WELFARE)
        .member("provider", AgencyClass.VICTIM_SERVICE_PROVIDER, DisclosureProfile.P0, PROVIDER)
        .member("police", AgencyClass.LAW_ENFORCEMENT_LOCAL, DisclosureProfile.P2, POLICE)
        .member("former", AgencyClass.HEALTH, DisclosureProfile.P3, FORMER, over);
    server = TestHttpServer.inFolder(dir.resolve("s"), PKI, rules.signed(1), InstantSource.system()).start();
    school = server.client(SCHOOL, "school");
    welfare = server.client(WELFARE, "child_welfare");
    var directory = new Directory(1, List.of(new DirectoryUser("jdoe", UserRole.CASEWORKER, TestSignedRules.today().plusYears(1), Optional.empty())));
    assertThat(school.draft(Route.DIRECTORY, directory.toBytes()).send().statusCode()).isEqualTo(200);
  }

  @AfterAll
  static void stop() {
    school.close();
    welfare.close();
    server.close();
  }

  private static Screening screening() {
    return new Screening(YearMonth.from(TestSignedRules.today()).minusMonths(2), Instrument.CSE_IT, Optional.of("2.0"), Form.LONG, Mode.INTERVIEW,
        Coverage.SEX, true,
        ScreeningStatus.COMPLETED, LegalBasis.CHILD_PROTECTION, Optional.empty());
  }

  private List<SubmittedRecord> records(int count) {
    var records = new ArrayList<SubmittedRecord>();
    for (int i = 0; i < count; i++) {
      records.add(new SubmittedRecord(TestRecords.alone(TestRecords.token(random), random), true, List.of(screening())));
    }
    return records;
  }

  private static Manifest manifest(String agency, List<byte[]> parts, List<Integer> lines, long records, Collection<RecordToken> live) {
    var tables = new TreeMap<String, Digest>();
    Suite.TABLES.forEach(table -> tables.put(table, Digest.ofBytes(Suite.tableDigest(table))));
    var digests = new ArrayList<PartDigest>();
    for (int i = 0; i < parts.size(); i++) {
      digests.add(new PartDigest(lines.get(i), Digest.of(parts.get(i))));
    }
    return new Manifest(new AgencyId(agency), Suite.NAME, SizeClass.UP_TO_50_000, 1, 1, tables, records, 0, digests, true, LiveSet.of(live), Optional
        .empty());
  }

  /// A manifest of one part with one record.
  private Manifest one(String agency, byte[] part, RecordToken token) {
    return manifest(agency, List.of(part), List.of(1), 1, List.of(token));
  }

  private static SubmissionStatus status(HttpResponse<byte[]> response) {
    assertThat(response.statusCode()).as(new String(response.body(), UTF_8)).isEqualTo(200);
    return SubmissionStatus.parse(response.body()).orThrow();
  }

  private static void assertProblem(HttpResponse<byte[]> response, ProblemCode code, String... words) {
    assertThat(TestClient.code(response)).isEqualTo(code);
    String problems = ProblemDocument.parse(response.body()).orThrow().problems().toString();
    assertThat(words).allSatisfy(word -> assertThat(problems).contains(word));
  }

  @Test
  void night_isTakenIn_resumed_committed_andRepeated() throws IOException, InterruptedException {
    List<SubmittedRecord> records = records(3);
    List<byte[]> parts = List.of(SubmissionPart.bytes(records.subList(0, 2)), SubmissionPart.bytes(records.subList(2, 3)));
    Manifest manifest = manifest("school", parts, List.of(2, 1), 3, records.stream().map(SubmissionLine::token).toList());
    SubmissionId id = manifest.id();

    assertThat(status(school.draft(Route.SUBMISSIONS, manifest.toBytes()).send()))
        .isEqualTo(new SubmissionStatus(id, new TreeSet<>(), false));
    assertThat(status(school.draft(Route.PART, parts.get(1), id, 2).send()).parts()).containsExactly(2);
    assertProblem(school.draft(Route.COMMIT, EMPTY, id).send(), ProblemCode.CONFLICT, "part 1: is not in yet");
    assertThat(status(school.draft(Route.SUBMISSION, EMPTY, id).send()).parts()).containsExactly(2);
    assertThat(status(school.draft(Route.PART, parts.get(0), id, 1).send()).parts()).containsExactly(1, 2);
    assertThat(status(school.draft(Route.PART, parts.get(0), id, 1).send()).parts()).containsExactly(1, 2);

    Receipt receipt = Receipt.parse(school.draft(Route.COMMIT, EMPTY, id).send().body()).orThrow();
    assertThat(receipt.created()).isEqualTo(3);
    assertThat(receipt.refused()).isZero();
    assertThat(receipt.resyncNeeded()).isFalse();
    assertThat(Receipt.parse(school.draft(Route.COMMIT, EMPTY, id).send().body()).orThrow()).isEqualTo(receipt);
    assertThat(status(school.draft(Route.SUBMISSIONS, manifest.toBytes()).send()).committed()).isTrue();

    FlagPage page = FlagPage.parse(school.draft("GET", "/v1/flags?after=0", EMPTY).send().body()).orThrow();
    assertThat(page.changes()).isEmpty();
    assertThat(page.more()).isFalse();
  }

  @Test
  void withdrawnRecord_isToldAndListed() throws IOException, InterruptedException {
    RecordToken unknown = TestRecords.token(new Random(6));
    var withdrawal = new Withdrawal(List.of(unknown), Withdrawal.Scope.AGENCY);

    assertThat(WithdrawalReceipt.parse(welfare.draft(Route.WITHDRAW, withdrawal.toBytes()).send().body()).orThrow()).extracting(
        WithdrawalReceipt::deleted, WithdrawalReceipt::absent).containsExactly(0, 1);
    assertThat(Tombstones.parse(welfare.draft(Route.WITHDRAWALS, EMPTY).send().body()).orThrow().tokens()).contains(unknown);
    assertThat(Tombstones.parse(school.draft(Route.WITHDRAWALS, EMPTY).send().body()).orThrow().tokens()).doesNotContain(unknown);
  }

  @Test
  void openingOfNothing_isTheEmptyAnswer_whetherTheTokenIsOursOrNot() throws IOException, InterruptedException {
    var request = new OpeningRequest(Digest.of("case".getBytes(UTF_8)), Purpose.INTAKE, LegalBasis.CHILD_PROTECTION, "jdoe", false);

    HttpResponse<byte[]> response = school.draft(Route.OPENINGS, new FlagOpening(TestRecords.token(new Random(7)), request).toBytes()).send();

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(OpeningAnswer.parse(response.body()).orThrow()).isInstanceOf(OpeningAnswer.Nothing.class);
  }

  // --- whom the rules do not allow it

  @Test
  void formerMember_seesTheRules_andNothingElse() throws IOException, InterruptedException {
    byte[] part = SubmissionPart.bytes(records(1));
    try (TestClient former = server.client(FORMER, "former")) {
      assertThat(former.draft(Route.COLLABORATIVE, EMPTY).send().statusCode()).isEqualTo(200);
      assertProblem(former.draft(Route.SUBMISSIONS, one("former", part, TestRecords.token(random)).toBytes()).send(),
          ProblemCode.AGREEMENT_NOT_CURRENT);
      assertProblem(former.draft("GET", "/v1/flags", EMPTY).send(), ProblemCode.AGREEMENT_NOT_CURRENT);
      var withdrawal = new Withdrawal(List.of(TestRecords.token(random)), Withdrawal.Scope.AGENCY);
      assertThat(former.draft(Route.WITHDRAW, withdrawal.toBytes()).send().statusCode()).isEqualTo(200);
    }
  }

  @Test
  void victimServiceProvider_neitherUploadsNorAsks() throws IOException, InterruptedException {
    byte[] part = SubmissionPart.bytes(records(1));
    try (TestClient provider = server.client(PROVIDER, "provider")) {
      assertProblem(provider.draft(Route.SUBMISSIONS, one("provider", part, TestRecords.token(random)).toBytes()).send(), ProblemCode.NOT_ALLOWED);
      assertProblem(provider.draft("GET", "/v1/flags", EMPTY).send(), ProblemCode.NOT_ALLOWED);
    }
  }

  @Test
  void swornAgency_neverAsks() throws IOException, InterruptedException {
    var request = new OpeningRequest(Digest.of("case".getBytes(UTF_8)), Purpose.INTAKE, LegalBasis.JUVENILE_JUSTICE, "jdoe", false);
    try (TestClient police = server.client(POLICE, "police")) {
      assertProblem(police.draft("GET", "/v1/flags", EMPTY).send(), ProblemCode.NOT_ALLOWED);
      assertProblem(police.draft(Route.OPENINGS, new FlagOpening(TestRecords.token(random), request).toBytes()).send(), ProblemCode.NOT_ALLOWED);
    }
  }

  @Test
  void manifestOfAnotherAgency_isRefused() throws IOException, InterruptedException {
    byte[] part = SubmissionPart.bytes(records(1));

    assertProblem(welfare.draft(Route.SUBMISSIONS, one("school", part, TestRecords.token(random)).toBytes()).send(), ProblemCode.NOT_ALLOWED,
        "agency");
  }

  @Test
  void manifestOfMoreLinesThanTwiceThePeople_isRefused() throws IOException, InterruptedException {
    List<SubmittedRecord> records = records(1);
    byte[] part = SubmissionPart.bytes(records);
    String manifest = new String(one("school", part, records.getFirst().token()).toBytes(), UTF_8).replace("\"records\":1", "\"records\":2000000");

    assertProblem(school.draft(Route.SUBMISSIONS, manifest.getBytes(UTF_8)).send(), ProblemCode.MALFORMED, "records: with the gone rows more than");
  }

  @Test
  void paddedPart_isRefused() throws IOException, InterruptedException {
    List<SubmittedRecord> records = records(1);
    byte[] part = (new String(SubmissionPart.bytes(records), UTF_8).stripTrailing() + " ".repeat(4_000) + "\n").getBytes(UTF_8);
    Manifest manifest = one("school", part, records.getFirst().token());
    status(school.draft(Route.SUBMISSIONS, manifest.toBytes()).send());

    assertProblem(school.draft(Route.PART, part, manifest.id(), 1).send(), ProblemCode.MALFORMED, "line 1: not in its canonical form");
  }

  @Test
  void submissionOfAnotherAgency_isUnknown() throws IOException, InterruptedException {
    List<SubmittedRecord> records = records(1);
    byte[] part = SubmissionPart.bytes(records);
    Manifest manifest = one("child_welfare", part, records.getFirst().token());
    status(welfare.draft(Route.SUBMISSIONS, manifest.toBytes()).send());

    assertProblem(school.draft(Route.PART, part, manifest.id(), 1).send(), ProblemCode.NOT_FOUND);
    assertProblem(school.draft(Route.COMMIT, EMPTY, manifest.id()).send(), ProblemCode.NOT_FOUND);
    assertProblem(school.draft(Route.SUBMISSION, EMPTY, manifest.id()).send(), ProblemCode.NOT_FOUND);
    assertThat(status(welfare.draft(Route.SUBMISSION, EMPTY, manifest.id()).send()).parts()).isEmpty();
  }

  // --- what cannot be read, or does not fit

  @Test
  void malformedMessages_areRefused_withPlaceAndRule_andWithoutTheirValues() throws IOException, InterruptedException {
    String token = "00112233445566778899aabbccddeeff";
    for (String body : List.of("", "{", "[]", "{\"Quillon\":1}", "{\"scope\":\"Quillon\",\"tokens\":[\"Quillon\"]}",
        "{\"scope\":\"agency\",\"tokens\":[]}",
        "{\"scope\":\"agency\",\"scope\":\"agency\",\"tokens\":[]}", "\u0000",
        "{\"scope\":\"agency\",\"tokens\":[\"00112233445566778899AABBCCDDEEFF\"]}")) {
      HttpResponse<byte[]> response = school.draft(Route.WITHDRAW, body.getBytes(UTF_8)).send();
      assertProblem(response, ProblemCode.MALFORMED);
      assertThat(new String(response.body(), UTF_8)).doesNotContain("AABBCC");
    }
    HttpResponse<byte[]> response = school.draft(Route.WITHDRAW, ("{\"scope\":\"Quillon\",\"tokens\":[\"Quillon\",\"" + token + "\"]}").getBytes(
        UTF_8)).send();
    assertThat(new String(response.body(), UTF_8)).contains("scope", "tokens").doesNotContain("Quillon", token);
    assertProblem(school.draft(Route.SUBMISSIONS, "{\"agency\":5}".getBytes(UTF_8)).send(), ProblemCode.MALFORMED, "agency", "suite", "live");
    assertProblem(school.draft(Route.OPENINGS, "{\"opening\":{}}".getBytes(UTF_8)).send(), ProblemCode.MALFORMED, "token", "opening.case",
        "opening.purpose");
    assertProblem(school.draft("GET", "/v1/flags?after=-1", EMPTY).send(), ProblemCode.MALFORMED, "after");
    assertProblem(school.draft("GET", "/v1/submissions/xyz", EMPTY).send(), ProblemCode.NOT_FOUND);
  }

  @Test
  void brokenParts_areRefused_withLineAndRule() throws IOException, InterruptedException {
    SubmittedRecord record = records(1).getFirst();
    String good = new String(record.toBytes(), UTF_8);
    record Bad(String part, String word) {}
    for (Bad bad : List.of(new Bad(good + "\n{\n", "line 2"), new Bad(good.replace("\"asks\":true", "\"asks\":\"Quillon\"") + "\n", "asks"),
        new Bad(good.replaceFirst("\"rows\":\"....", "\"rows\":\"") + "\n", "rows"), new Bad(good.replaceFirst("\"token\":\"..", "\"token\":\"")
            + "\n", "token"),
        new Bad(good, "line"), new Bad("\n", "line"), new Bad(good + "\n" + "x".repeat(12_000) + "\n", "line 2"))) {
      byte[] part = bad.part().getBytes(UTF_8);
      int lines = Math.max(1, (int) bad.part().chars().filter(c -> c == '\n').count());
      Manifest manifest = manifest("school", List.of(part), List.of(lines), lines, List.of(record.token()));
      status(school.draft(Route.SUBMISSIONS, manifest.toBytes()).send());
      HttpResponse<byte[]> response = school.draft(Route.PART, part, manifest.id(), 1).send();
      assertProblem(response, ProblemCode.MALFORMED, bad.word());
      assertThat(new String(response.body(), UTF_8)).doesNotContain("Quillon", record.token().toString());
    }
  }

  @Test
  void partThatTheManifestDoesNotName_isRefused() throws IOException, InterruptedException {
    List<SubmittedRecord> records = records(2);
    byte[] part = SubmissionPart.bytes(records.subList(0, 1));
    byte[] other = SubmissionPart.bytes(records.subList(1, 2));
    Manifest manifest = one("school", part, records.getFirst().token());
    status(school.draft(Route.SUBMISSIONS, manifest.toBytes()).send());

    assertProblem(school.draft(Route.PART, other, manifest.id(), 1).send(), ProblemCode.MALFORMED, "digest");
    assertProblem(school.draft(Route.PART, part, manifest.id(), 2).send(), ProblemCode.NOT_FOUND, "the manifest has 1");
    for (String number : List.of("0", "-1", "01", "2001", "99999999999", "x")) {
      assertThat(TestClient.code(school.draft("PUT", "/v1/submissions/" + manifest.id() + "/parts/" + number, part).send())).as(number)
          .isEqualTo(ProblemCode.NOT_FOUND);
    }
  }

  @Test
  void manifestWithOtherCountsThanItsParts_isRefusedAtCommit() throws IOException, InterruptedException {
    List<SubmittedRecord> records = records(2);
    byte[] part = SubmissionPart.bytes(records);
    Manifest fits = manifest("school", List.of(part), List.of(2), 2, records.stream().map(SubmissionLine::token).toList());
    var manifest = new Manifest(fits.agency(), fits.suite(), fits.sizeClass(), 1, 1, fits.tables(), 1, 1, fits.parts(), false, fits.live(), Optional
        .empty());
    status(school.draft(Route.SUBMISSIONS, manifest.toBytes()).send());
    status(school.draft(Route.PART, part, manifest.id(), 1).send());

    assertProblem(school.draft(Route.COMMIT, EMPTY, manifest.id()).send(), ProblemCode.CONFLICT, "2 records and 0 gone rows");
  }

  @Test
  void otherRulesEpochOrTables_areRefused() throws IOException, InterruptedException {
    List<SubmittedRecord> records = records(1);
    byte[] part = SubmissionPart.bytes(records);
    Manifest fits = one("school", part, records.getFirst().token());
    var tables = new TreeMap<>(fits.tables());
    tables.put(Suite.TABLES.getFirst(), Digest.of(EMPTY));

    assertProblem(school.draft(Route.SUBMISSIONS, new Manifest(fits.agency(), fits.suite(), fits.sizeClass(), 1, 2, fits.tables(), 1, 0, fits.parts(),
        true,
        fits.live(), Optional.empty()).toBytes()).send(), ProblemCode.CONFLICT, "rules");
    assertProblem(school.draft(Route.SUBMISSIONS, new Manifest(fits.agency(), fits.suite(), fits.sizeClass(), 2, 1, fits.tables(), 1, 0, fits.parts(),
        true,
        fits.live(), Optional.empty()).toBytes()).send(), ProblemCode.CONFLICT, "epoch");
    assertProblem(school.draft(Route.SUBMISSIONS, new Manifest(fits.agency(), fits.suite(), fits.sizeClass(), 1, 1, tables, 1, 0, fits.parts(), true,
        fits.live(), Optional.empty()).toBytes()).send(), ProblemCode.CONFLICT, Suite.TABLES.getFirst());
  }

  @Test
  void oversizePart_isRefused() throws IOException, InterruptedException {
    byte[] large = new byte[SubmissionPart.MAX_BYTES + 1];
    Arrays.fill(large, (byte) '\n');

    assertProblem(school.draft(Route.PART, large, Digest.of(EMPTY), 1).send(), ProblemCode.TOO_LARGE);
  }
}
