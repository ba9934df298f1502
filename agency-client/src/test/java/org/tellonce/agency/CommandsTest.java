package org.tellonce.agency;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.SortedMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tellonce.agency.submission.NightLock;
import org.tellonce.agency.transport.FakeServer;
import org.tellonce.agency.transport.LoopbackServer;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.Contact;
import org.tellonce.protocol.agreements.Coordinator;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.flags.FlagChange;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.flags.PointOfContact;
import org.tellonce.protocol.flags.Pointer;
import org.tellonce.protocol.flags.Purpose;
import org.tellonce.protocol.submission.Coverage;
import org.tellonce.protocol.submission.Form;
import org.tellonce.protocol.submission.Instrument;
import org.tellonce.protocol.submission.Withdrawal.Scope;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

/// The commands that talk with a server, over mutual TLS on this machine. The rosters hold unmistakable words: none of them may be shown.
class CommandsTest {
  private static final Instant NOW = Instant.now();
  private static final TestCustodians CUSTODIANS = new TestCustodians(NOW);
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  @TempDir
  private Path temporary;

  private final FakeServer server = new FakeServer(CUSTODIANS.signed(CUSTODIANS.rules()));
  private Terminal terminal = new Terminal(Path.of(""));
  private Path folder = Path.of("");
  private Optional<LoopbackServer> running = Optional.empty();

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    LoopbackServer loopback = LoopbackServer.start(server, CUSTODIANS);
    running = Optional.of(loopback);
    terminal = new Terminal(temporary);
    folder = temporary.resolve("child-welfare");
    CUSTODIANS.enrol(folder, loopback.url());
    roster(rows(40));
  }

  @AfterEach
  void stop() {
    running.ifPresent(LoopbackServer::close);
  }

  private static String rows(int count) {
    return IntStream.rangeClosed(1, count).mapToObj(i -> "QQ-" + i + ",Zebulon,Quillon" + (char) ('a' + i % 26) + "ix,2009-04-" + (10 + i % 19)
        + "\n")
        .collect(Collectors.joining());
  }

  private void roster(String rows) throws IOException {
    Files.writeString(folder.resolve("roster.csv"), "local_id,given_name,family_name,date_of_birth\n" + rows);
  }

  private int run(Object... args) {
    Object[] all = java.util.Arrays.copyOf(args, args.length + 2);
    all[args.length] = "--dir";
    all[args.length + 1] = folder;
    return terminal.run(NOW, all);
  }

  private RecordKey key() {
    return Keyring.open(folder.resolve("keyring")).recordKey();
  }

  private void assertShownWithoutCells() {
    assertThat(terminal.all().toLowerCase(Locale.ROOT)).doesNotContain("zebulon", "quillon", "2009-04", "qq-");
    assertThat(temporary).isDirectoryNotContaining("glob:**incident-*");
  }

  @Test
  void nightly_sendsTheRoster_andEndsWithOneLine() {
    assertThat(run("nightly")).as(terminal.all()).isZero();

    assertThat(server.records).hasSize(64);
    assertThat(terminal.out().lines().toList().getLast()).contains(
        "nightly: child_welfare, 40 rows, 40 new or changed sent, 0 unchanged, 0 gone, 24 fillers");
    assertShownWithoutCells();

    assertThat(run("nightly")).isZero();
    assertThat(terminal.out()).contains("0 new or changed sent, 40 unchanged, 0 gone, 32 fillers");
  }

  @Test
  void nightly_whileAnotherRuns_endsWithSeven() throws IOException {
    Files.createDirectories(folder.resolve("state"));
    try (NightLock _ = NightLock.take(folder.resolve("state/lock"))) {
      assertThat(run("nightly")).isEqualTo(7);
      assertThat(terminal.err()).contains("another run", "let it end");
    }
    assertThat(server.calls).isEmpty();
    assertThat(run("nightly")).isZero();
  }

  @Test
  void nightly_afterTheServerWasAway_isFinishedByTheNextRun() {
    server.refuse(Route.COMMIT, ProblemCode.UNAVAILABLE);
    assertThat(run("nightly")).isEqualTo(6);
    assertThat(terminal.err()).contains("Temporarily unavailable", "run the same command again later");

    server.refuseNothing();
    assertThat(run("nightly")).isZero();
    assertThat(terminal.out()).contains("finishing the submission of an earlier night", "an earlier night's submission finished");
    assertThat(server.committed).hasSize(1);
    assertShownWithoutCells();
  }

  @Test
  void everyCommand_withoutAServer_endsWithSix_andNothingIsLost() {
    running.orElseThrow().close();

    for (String command : List.of("nightly", "flags")) {
      assertThat(run(command)).as(command).isEqualTo(6);
      assertThat(terminal.err()).contains("could not be reached", "run the same command again later");
      assertShownWithoutCells();
    }
    assertThat(run("withdraw", "QQ-1", "--everywhere")).isEqualTo(6);
    assertThat(terminal.err()).contains("could not be reached", "kept here and told first thing in the next night");
    assertThat(folder.resolve("state/ledger")).content().contains("pending " + key().token("QQ-1") + " all_linked").doesNotContain("QQ-1");
    assertShownWithoutCells();
  }

  @Test
  void withdrawalMadeWithoutAServer_isToldInTheNextNight() throws IOException, GeneralSecurityException {
    run("nightly");
    server.refuse(Route.WITHDRAW, ProblemCode.UNAVAILABLE);
    assertThat(run("withdraw", "QQ-7", "--everywhere")).isEqualTo(6);
    server.refuseNothing();

    assertThat(run("nightly")).isZero();

    assertThat(server.withdrawals).hasSize(1).first().extracting(withdrawal -> withdrawal.scope()).isEqualTo(Scope.ALL_LINKED);
    assertThat(server.records).doesNotContainKey(key().token("QQ-7"));
    assertThat(terminal.out()).contains("40 rows, 1 withdrawn and not sent, 0 new or changed sent, 39 unchanged");
    assertShownWithoutCells();
  }

  @Test
  void withdrawDuringANight_isNoted_andToldByTheNext() throws IOException {
    run("nightly");
    try (NightLock _ = NightLock.take(folder.resolve("state/lock"))) {
      assertThat(run("withdraw", "QQ-7", "--everywhere")).as(terminal.all()).isZero();
      assertThat(terminal.out()).contains("noted; the night that is running, or the next one, tells the server");
      assertThat(run("withdraw", "QQ-404")).isEqualTo(3);
      assertThat(run("flags", "--open", "QQ-7", "--case", "C-1", "--purpose", "intake")).isEqualTo(3);
      assertThat(terminal.err()).contains("was withdrawn; nothing is asked about it");
    }
    assertThat(server.tombstones).isEmpty();
    assertThat(folder.resolve("state/withdrawals")).hasContent(key().token("QQ-7") + " all_linked\n");

    assertThat(run("nightly")).isZero();
    assertThat(server.withdrawals).extracting(withdrawal -> withdrawal.scope()).containsExactly(Scope.ALL_LINKED);
    assertThat(server.records).doesNotContainKey(key().token("QQ-7"));
    assertThat(folder.resolve("state/withdrawals")).isEmptyFile();
  }

  @Test
  void nextWithdrawal_tellsAlsoWhatWasNotedDuringTheNight() {
    run("nightly");
    try (NightLock _ = NightLock.take(folder.resolve("state/lock"))) {
      assertThat(run("withdraw", "QQ-7")).isZero();
    }

    assertThat(run("withdraw", "QQ-8")).isZero();

    assertThat(server.tombstones).containsExactlyInAnyOrder(key().token("QQ-7"), key().token("QQ-8"));
  }

  @Test
  void withdrawalThatCannotBeKept_saysThatNothingIsWithdrawn() throws IOException {
    run("nightly");
    Files.createDirectory(folder.resolve("state/withdrawals"));
    try (NightLock _ = NightLock.take(folder.resolve("state/lock"))) {
      assertThat(run("withdraw", "QQ-7")).isEqualTo(3);
    }
    assertThat(terminal.err()).contains("NOT withdrawn", "state/withdrawals").doesNotContain("QQ-7");
    assertThat(temporary).isDirectoryNotContaining("glob:**incident-*");
  }

  @Test
  void withdrawOverADamagedLedger_saysWhatMayBeLost_andKeepsItAside() throws IOException {
    run("nightly");
    Files.writeString(folder.resolve("state/ledger"), "tellonce-ledger 1\npending cut off");

    assertThat(run("withdraw", "QQ-7")).as(terminal.all()).isZero();

    assertThat(terminal.err()).contains("state/ledger, line ", "repeat withdrawals that the server was not told yet");
    assertThat(folder.resolve("state/ledger.damaged")).hasContent("tellonce-ledger 1\npending cut off");
    assertThat(server.tombstones).containsExactly(key().token("QQ-7"));
  }

  @Test
  void localIdAndCaseOnStandardInput_needNotStandInTheListOfProcesses() {
    run("nightly");
    terminal.type("QQ-7\n");
    assertThat(run("withdraw", "-")).as(terminal.all()).isZero();
    assertThat(server.tombstones).containsExactly(key().token("QQ-7"));

    terminal.type("QQ-3\nC-117\n");
    assertThat(run("flags", "--open", "-", "--case", "-", "--purpose", "intake")).as(terminal.all()).isZero();
    assertThat(terminal.out()).contains("Case C-117");
    assertThat(server.openings).containsOnlyKeys(key().token("QQ-3").toString());

    terminal.type("QQ-3\n");
    assertThat(run("explain", "-")).isZero();
    assertThat(terminal.out()).contains("QQ-3");
    terminal.type("");
    assertThat(run("withdraw", "-")).isEqualTo(2);
    assertThat(terminal.err()).contains("no line on standard input");
  }

  @Test
  void withdraw_takesTheRecordOutAtOnce_andForEver() {
    run("nightly");

    assertThat(run("withdraw", "QQ-7")).isZero();

    assertThat(terminal.out()).contains("withdrawn here and will not be sent again", "The server has deleted it.");
    assertThat(server.records).doesNotContainKey(key().token("QQ-7"));
    run("nightly");
    assertThat(server.records).doesNotContainKey(key().token("QQ-7"));
    assertShownWithoutCells();
  }

  @Test
  void withdrawOfAnIdThatNobodyKnows_isRefused_unlessItIsSaidToBeRight() {
    assertThat(run("withdraw", "QQ-404")).isEqualTo(3);
    assertThat(terminal.err()).contains("QQ-404 stands neither in the roster nor in the ledger: is it spelled right?", "--not-in-roster");
    assertThat(server.calls).isEmpty();
    assertThat(folder.resolve("state/ledger")).doesNotExist();

    assertThat(run("withdraw", "QQ-404", "--not-in-roster")).isZero();
    assertThat(terminal.out()).contains("No record of this local id was sent from here", "The server held no record of it.").doesNotContain(
        "deleted");
    assertThat(server.tombstones).containsExactly(key().token("QQ-404"));
  }

  @Test
  void withdrawWithARosterThatCannotBeRead_needsTheRecordInTheLedger() throws IOException {
    run("nightly");
    Files.delete(folder.resolve("roster.csv"));

    assertThat(run("withdraw", "QQ-41")).isEqualTo(3);
    assertThat(terminal.err()).contains("QQ-41 does not stand in the ledger, and the roster cannot be read", "no such file", "--not-in-roster");
    assertThat(run("withdraw", "QQ-7")).as(terminal.all()).isZero();
    assertThat(server.tombstones).containsExactly(key().token("QQ-7"));
  }

  @Test
  void withdrawOfARowThatWasNeverSent_isNoted_andSaysThatNothingWasDeleted() {
    assertThat(run("withdraw", "QQ-1")).isZero();

    assertThat(terminal.out()).contains("it is noted, and none will be sent", "The server held no record of it.").doesNotContain("deleted");
    assertThat(server.tombstones).containsExactly(key().token("QQ-1"));
  }

  @Test
  void secondWithdrawal_hasNothingToDo_exceptToTellOrToWiden() {
    run("nightly");
    server.refuse(Route.WITHDRAW, ProblemCode.UNAVAILABLE);
    assertThat(run("withdraw", "QQ-7")).isEqualTo(6);
    server.refuseNothing();

    assertThat(run("withdraw", "QQ-7")).isZero();
    assertThat(terminal.out()).contains("The server has deleted it.");
    server.calls.clear();
    assertThat(run("withdraw", "QQ-7")).isZero();
    assertThat(terminal.out()).contains("QQ-7 was withdrawn before; nothing more to do");
    assertThat(server.calls).isEmpty();

    assertThat(run("withdraw", "QQ-7", "--everywhere")).isZero();
    assertThat(terminal.out()).contains("now everywhere", "cannot tell what other agencies hold").doesNotContain("deleted");
    assertThat(server.withdrawals).extracting(withdrawal -> withdrawal.scope()).containsExactly(Scope.AGENCY, Scope.ALL_LINKED);
    assertThat(run("withdraw", "QQ-7", "--everywhere")).isZero();
    assertThat(terminal.out()).contains("nothing more to do");
  }

  @Test
  void flags_areWrittenNewestFirst_andShown() throws IOException {
    run("nightly");
    server.flags.addAll(List.of(new FlagChange(key().token("QQ-3"), true, DAY), new FlagChange(key().token("QQ-5"), true, DAY.plusDays(1)),
        new FlagChange(key().token("QQ-9"), true, DAY), new FlagChange(key().token("QQ-9"), false, DAY.plusDays(2)),
        new FlagChange(key().token("QQ-404"), true, DAY)));

    assertThat(run("flags")).as(terminal.all()).isZero();

    Path file = folder.resolve("flags.csv");
    assertThat(file).hasContent("local_id,ask_first,since\nQQ-5,yes,2026-03-02\nQQ-3,yes,2026-03-01\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    assertThat(terminal.out()).contains("QQ-5", "QQ-3", "  tellonce agency flags --dir " + folder + " --open QQ-5 --case NUMBER --purpose intake",
        "flags: child_welfare, 2 rows to ask first").doesNotContain("QQ-9",
            "Zebulon");
  }

  @Test
  void flags_ofARowThatCannotBeReadTonight_areShown() throws IOException {
    roster(rows(40) + "QQ-41,Zebulon\n");
    server.flags.add(new FlagChange(key().token("QQ-41"), true, DAY));

    assertThat(run("flags")).isZero();

    assertThat(folder.resolve("flags.csv")).content().contains("QQ-41,yes,2026-03-01");
  }

  @Test
  void quietFlags_areOneLineWithoutALocalId() throws IOException {
    server.flags.add(new FlagChange(key().token("QQ-3"), true, DAY));

    assertThat(run("flags", "--quiet")).isZero();

    assertThat(terminal.all().lines()).singleElement().asString().startsWith("flags: child_welfare, 1 row to ask first, written to ");
    assertThat(folder.resolve("flags.csv")).content().contains("QQ-3,yes,2026-03-01");
    assertShownWithoutCells();
  }

  @Test
  void noFlags_isSaid_andNotTakenForNobody() {
    assertThat(run("flags")).isZero();

    assertThat(terminal.out()).contains("No row to ask first this morning", "not every agency takes part");
    assertThat(folder.resolve("flags.csv")).hasContent("local_id,ask_first,since\n");
  }

  @Test
  void flagsThatTheRulesForbid_areEmptied() {
    server.flags.add(new FlagChange(key().token("QQ-3"), true, DAY));
    run("flags");
    Rules sworn = CUSTODIANS.rules(4, TestCustodians.tables(), 1, Agreement.Kind.MOU, AgencyClass.LAW_ENFORCEMENT_LOCAL);
    server.rules = CUSTODIANS.signed(sworn);

    assertThat(run("flags")).isEqualTo(4);

    assertThat(terminal.err()).contains("rules number 4", "gets no flags", "is empty now");
    assertThat(folder.resolve("flags.csv")).hasContent("local_id,ask_first,since\n");
  }

  @Test
  void open_asksForOneCase_andPrintsThePointer() {
    run("nightly");
    Member member = CUSTODIANS.rules().members().getFirst();
    server.opening = Optional.of(pointer(member.name(), member.contact(), CUSTODIANS.rules().coordinator()));

    assertThat(run("flags", "--open", " QQ-3 ", "--case", "C-117", "--purpose", "RETURN_FROM_MISSING")).as(terminal.all()).isZero();

    assertThat(terminal.out()).contains("Case C-117", member.name(), "Ask all the same", "If you are worried", "1-888-373-7888");
    assertThat(server.openings).containsOnlyKeys(key().token("QQ-3").toString()).containsValue(new OpeningRequest(Digest.ofBytes(key().caseCommitment(
        "C-117")), Purpose.RETURN_FROM_MISSING, LegalBasis.CHILD_PROTECTION, "cli"));
    assertShownWithoutCells();
  }

  private static OpeningAnswer pointer(String name, Contact contact, Coordinator coordinator) {
    return new OpeningAnswer.PointerAnswer(new Pointer(YearMonth.of(2026, 2), Instrument.TVIT, Optional.empty(), Form.LONG, Coverage.BOTH,
        new PointOfContact.Agency(name, contact), DAY, Optional.empty()), coordinator);
  }

  @Test
  void open_showsNoContactThatTheSignedRulesDoNotName() {
    run("nightly");
    Rules rules = CUSTODIANS.rules();
    Member member = rules.members().getFirst();
    Contact forged = new Contact(member.contact().office(), "555-6666", member.contact().hours(), member.contact().backup(), member.contact()
        .verifiedOn());
    Coordinator coordinator = new Coordinator("Attacker desk", "555-6666", "always");
    for (OpeningAnswer answer : List.of(pointer(member.name(), forged, rules.coordinator()), pointer("Other", member.contact(), rules.coordinator()),
        pointer(member.name(), member.contact(), coordinator), new OpeningAnswer.Nothing(coordinator))) {
      server.opening = Optional.of(answer);

      assertThat(run("flags", "--open", "QQ-3", "--case", "C-117", "--purpose", "intake")).isEqualTo(4);

      assertThat(terminal.err()).contains("names a contact that the signed rules number 3 do not");
      assertThat(terminal.all()).doesNotContain("555-6666", "Attacker", "No earlier conversation");
    }
  }

  @Test
  void open_namesTheRowsOwnLegalBasis_unlessAnotherIsSaid() throws IOException {
    Files.writeString(folder.resolve("roster.csv"), "local_id,given_name,legal_basis\nQQ-1,Zebulon,treatment\n");
    run("nightly");

    assertThat(open("QQ-1")).isZero();
    assertThat(server.openings.values()).extracting(OpeningRequest::basis).containsExactly(LegalBasis.TREATMENT);
    assertThat(open("QQ-1", "--basis", "court_order", "--user", "worker-7")).isZero();
    assertThat(terminal.out()).contains("No earlier conversation is on file.", "Harbor coordinator");
    assertThat(server.openings.values()).first().satisfies(request -> {
      assertThat(request.basis()).isEqualTo(LegalBasis.COURT_ORDER);
      assertThat(request.user()).isEqualTo("worker-7");
    });
  }

  private int open(String localId, Object... more) {
    Object[] all = java.util.stream.Stream.concat(java.util.stream.Stream.of("flags", "--open", localId, "--case", "C-117", "--purpose", "intake"),
        java.util.Arrays.stream(more)).toArray();
    return run(all);
  }

  /// At the server each of these would be the empty answer, which reassures.
  private void assertNothingIsAsked(String localId, String why) {
    server.calls.clear();
    assertThat(open(localId)).as(terminal.all()).isEqualTo(3);
    assertThat(terminal.err()).contains(localId.strip() + ": " + why);
    assertThat(server.calls).isEmpty();
  }

  @Test
  void openOfARowThatCannotBeOpened_saysWhy_andAsksNobody() throws IOException {
    Files.writeString(folder.resolve("roster.csv"), "local_id,given_name,open_case,legal_basis,court_seal\n" + "QQ-1,Zebulon,,,\nQQ-2,Zebulon,no,,\n"
        + "QQ-3,Zebulon,,consent,\nQQ-4,Zebulon,,,yes\nQQ-5,Zebulon,perhaps,,\nQQ-6,Zebulon,,,\n" + rowsOf(7, 60));
    assertThat(run("nightly")).as(terminal.all()).isZero();
    assertThat(run("withdraw", "QQ-6")).isZero();

    assertNothingIsAsked("QQ-404", "no such local id in roster.csv; nothing was asked (upper and lower case count)");
    assertNothingIsAsked("qq-1", "no such local id in roster.csv");
    assertNothingIsAsked("QQ-2", "no open case or no legal basis in the roster; a pointer cannot be opened");
    assertNothingIsAsked("QQ-3", "legal basis is consent and there is none, or it is over");
    assertNothingIsAsked("QQ-4", "was withdrawn; nothing is asked about it");
    assertNothingIsAsked("QQ-5", "this row is rejected");
    assertNothingIsAsked("QQ-6", "was withdrawn; nothing is asked about it");
    assertThat(open("QQ-1")).isZero();
    assertThat(server.openings).hasSize(1);
  }

  private static String rowsOf(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> "QQ-" + i + ",Zebulon,,,\n").collect(Collectors.joining());
  }

  @Test
  void openOfARowThatWasNotSentYet_saysSo_andAsksNobody() throws IOException {
    run("nightly");
    roster(rows(41));

    assertThat(open("QQ-41")).isEqualTo(3);
    assertThat(terminal.err()).contains("QQ-41: not sent yet", "nothing was asked");
    assertThat(server.openings).isEmpty();
  }

  @Test
  void openWithARosterThatCannotBeRead_asksNobody() throws IOException {
    run("nightly");
    Files.delete(folder.resolve("roster.csv"));
    server.calls.clear();

    assertThat(open("QQ-3")).isEqualTo(3);

    assertThat(terminal.err()).contains("the roster cannot be read, so nothing was asked", "roster.csv: no such file");
    assertThat(server.calls).isEmpty();
  }

  @Test
  void openWithoutWrittenConsent_inAClassThatNeedsIt_opensNothing() {
    run("nightly");
    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(4, TestCustodians.tables(), 1, Agreement.Kind.MOU, AgencyClass.RUNAWAY_HOMELESS_YOUTH,
        DisclosureProfile.P3, DAY));

    assertThat(open("QQ-3")).as(terminal.all()).isEqualTo(3);
    assertThat(terminal.err()).contains("QQ-3: no written consent");
    assertThat(server.openings).isEmpty();
  }

  @Test
  void openWithoutAServer_tellsToFollowTheProtocol_andShowsTheCard() {
    run("nightly");
    running.orElseThrow().close();

    assertThat(open("QQ-3")).isEqualTo(6);

    assertThat(terminal.err()).contains("could not be reached");
    assertThat(terminal.out()).contains("Until then act as if nothing were known: follow your protocol.",
        "If you are worried about this young person's safety:",
        "Ask whether the young person is safe tonight", "1-888-373-7888");
    assertThat(run("flags")).isEqualTo(6);
    assertThat(terminal.out()).isEmpty();
  }

  @Test
  void answerLargerThanItsRouteNeeds_isNotRead() {
    server.rules = new byte[Route.COLLABORATIVE.maxAnswerBytes() + 1];

    assertThat(run("flags")).isEqualTo(6);
    assertThat(terminal.err()).contains("answered more than the 4194304 bytes that such an answer may have", "server.url");
  }

  @Test
  void nightly_warnsBeforeItsOwnContactIsStale_andWhileItIs() {
    server.rules = CUSTODIANS.signed(contactVerified(4, 80));
    assertThat(run("nightly")).isZero();
    assertThat(terminal.out()).contains("our contact was last verified on " + today().minusDays(80) + "; ask the coordinator to verify it before "
        + today()
            .plusDays(11) + ", else nobody is pointed to us");

    server.rules = CUSTODIANS.signed(contactVerified(5, 100));
    assertThat(run("nightly")).isZero();
    assertThat(terminal.out()).contains("since " + today().minusDays(9) + " nobody is pointed to us");
  }

  private static LocalDate today() {
    return LocalDate.ofInstant(NOW, ZoneId.of("America/Los_Angeles"));
  }

  private static Rules contactVerified(long number, int daysAgo) {
    return CUSTODIANS.rules(number, TestCustodians.tables(), 1, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE, DisclosureProfile.P3, today()
        .minusDays(
            daysAgo));
  }

  /// Rosters of every kind of row, any number of each: the line's numbers are of all rows, each once.
  @Test
  void summaryOfAnyNight_countsEachRowOnce() throws IOException {
    Random random = new Random(20260301);
    for (int night = 0; night < 12; night++) {
      StringBuilder rows = new StringBuilder("local_id,given_name,open_case,legal_basis,court_seal\n");
      int count = 60 + random.nextInt(60);
      int bad = 0;
      for (int i = 0; i < count; i++) {
        boolean mayBeBad = (bad + 1) * 100 <= 2 * 60;
        rows.append(switch (random.nextInt(8)) {
          case 0 -> "QQ-" + i + ",Zebulon,,consent,";
          case 1 -> "QQ-" + i + ",Zebulon,,,yes";
          case 2 -> mayBeBad ? "QQ-" + i + ",Zebulon" : "QQ-" + i + ",Zebulon,,,";
          case 3 -> mayBeBad ? ",Zebulon,,," : "QQ-" + i + ",Zebulon,,,";
          default -> "QQ-" + i + ",Zeb" + (random.nextInt(3) == 0 ? night : "") + ",,,";
        }).append('\n');
        bad = (int) rows.toString().lines().skip(1).filter(line -> line.startsWith(",") || line.chars().filter(c -> c == ',').count() < 4).count();
      }
      Files.writeString(folder.resolve("roster.csv"), rows);
      if (night > 0) {
        run("withdraw", "QQ-" + (40 + night), "--not-in-roster");
      }
      server.refuse(Route.COMMIT, ProblemCode.UNAVAILABLE);
      boolean cut = night % 3 == 1 && run("nightly", "--allow-removals") == 6;
      server.refuseNothing();

      assertThat(run("nightly", "--allow-removals")).as(terminal.all()).isZero();

      String line = terminal.out().lines().toList().getLast();
      long sum = number(line, "rejected") + number(line, "without a valid consent") + number(line, "withdrawn and not sent") + number(line,
          "new or changed sent") + number(line, "unchanged");
      assertThat(number(line, "rows")).as(line).isEqualTo(count).isEqualTo(sum);
      assertThat(number(line, "rejected")).isEqualTo(bad);
      assertThat(line.contains("an earlier night's submission finished")).isEqualTo(cut);
    }
  }

  private static long number(String line, String of) {
    return Pattern.compile("(\\d+) " + of).matcher(line).results().mapToLong(found -> Long.parseLong(found.group(1))).sum();
  }

  @Test
  void rosterShrunkByHalf_isNotBelieved_unlessItIsSaidToBeRight() throws IOException {
    run("nightly");
    roster(rows(20));

    assertThat(run("nightly")).isEqualTo(3);
    assertThat(terminal.err()).contains("20 of 40 records are not in the roster any more, more than 5 %", "--allow-removals");
    assertThat(server.committed).hasSize(1);
    assertThat(run("nightly", "--allow-removals")).isZero();
    // An input that people of five dates of birth shared is shared by fewer now: three records get it back.
    assertThat(terminal.out()).contains("3 new or changed sent, 17 unchanged, 20 gone");
    assertThat(server.records).doesNotContainKey(key().token("QQ-21")).containsKey(key().token("QQ-20"));
    assertShownWithoutCells();
  }

  @Test
  void rulesWithAnotherEpochSuiteTableOrParameters_stopTheNight() {
    SortedMap<String, Digest> tables = TestCustodians.tables();
    tables.put("nicknames.csv", Digest.of(new byte[] {7}));
    byte[] suite = new String(server.rules, UTF_8).replace("\"suite\":\"smp1\"", "\"suite\":\"smp2\"").getBytes(UTF_8);
    server.rules = suite;
    assertThat(run("nightly")).isEqualTo(4);
    assertThat(terminal.err()).contains("the server's rules", "suite");

    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(4, tables, 1, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE));
    assertThat(run("nightly")).isEqualTo(4);
    assertThat(terminal.err()).contains("rules number 4, tables, nicknames.csv: not the table of this version");

    Rules ours = CUSTODIANS.rules(5L);
    server.rules = CUSTODIANS.signed(Rules.JSON.parse(ours.toJson().put("parameters", "07".repeat(32))).orThrow());
    assertThat(run("nightly")).isEqualTo(4);
    assertThat(terminal.err()).contains("rules number 5, parameters: not those of this version");

    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(6, TestCustodians.tables(), 2, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE));
    assertThat(run("nightly")).isEqualTo(5);
    assertThat(terminal.err()).contains("linkage-secret-2.json: not there", "epoch 2");
    assertThat(server.calls).containsOnly(Route.COLLABORATIVE);
    assertShownWithoutCells();
  }

  @Test
  void certificateOfAnotherCollaborative_isNotServed() throws IOException {
    TestCustodians others = new TestCustodians(NOW);
    Path elsewhere = temporary.resolve("elsewhere");
    others.enrol(elsewhere, running.orElseThrow().url());

    assertThat(terminal.run(NOW, "nightly", "--dir", elsewhere)).isEqualTo(6);
    assertThat(terminal.err()).contains("no secure connection", "ca.pem", "the server's certificate is not for the name in agency.toml (server.url)");
    assertThat(server.calls).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "nonsense", "nightly --everything", "withdraw", "withdraw ''", "flags --case C-1", "flags --purpose intake",
      "flags --basis consent",
      "flags --open QQ-3", "flags --open QQ-3 --case C-1", "flags --open QQ-3 --purpose intake", "flags --open QQ-3 --case C-1 --purpose gossip",
      "flags --open QQ-3 --case C-1 --purpose intake --basis because", "flags --open QQ-3 --case C-1 --purpose intake --user 'Jane Doe'",
      "flags --quiet --open QQ-3 --case C-1 --purpose intake",
      "flags --open '' --case C-1 --purpose intake", "flags --open QQ-3 --case '' --purpose intake", "init", "encode"})
  void wrongCommandLine_isUsage_andAsksNobody(String line) {
    Object[] args = line.isEmpty() ? new Object[0]
        : java.util.regex.Pattern.compile("'([^']*)'|(\\S+)").matcher(line).results().map(m -> m.group(1) != null ? m.group(1) : m.group(2))
            .toArray();

    assertThat(terminal.run(NOW, args)).isEqualTo(2);
    assertThat(terminal.err()).isNotBlank().doesNotContain("Jane", "gossip");
    assertThat(server.calls).isEmpty();
  }

  @Test
  void openWithoutLegalBasisInTheRoster_asksNobody() throws IOException {
    TestCustodians.edit(folder, "legal_basis = ", "#legal_basis = ");
    run("nightly");

    assertNothingIsAsked("QQ-3", "no open case or no legal basis in the roster");
  }

  @Test
  void help_isThereForEveryCommand() {
    for (String command : List.of("init", "check", "encode", "explain", "nightly", "flags", "withdraw")) {
      assertThat(terminal.run(NOW, command, "--help")).as(command).isZero();
      assertThat(terminal.out()).contains("Usage: tellonce agency " + command);
    }
  }
}
