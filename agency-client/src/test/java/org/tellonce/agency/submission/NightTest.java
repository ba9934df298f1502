package org.tellonce.agency.submission;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tellonce.agency.submission.TestRecords.FILLERS;
import static org.tellonce.agency.submission.TestRecords.record;
import static org.tellonce.agency.submission.TestRecords.roster;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.TestCustodians;
import org.tellonce.agency.agreements.PinnedRules;
import org.tellonce.agency.transport.FakeServer;
import org.tellonce.agency.transport.Server;
import org.tellonce.keys.KeyFile;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.keys.Epoch;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.Withdrawal.Scope;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

class NightTest {
  private static final TestCustodians CUSTODIANS = new TestCustodians();

  @TempDir
  private static Path temporary = Path.of("");

  private static Path folder = Path.of("");

  private final List<String> progress = new ArrayList<>();
  private FakeServer server = new FakeServer(new byte[0]);
  private Path state = Path.of("");

  @BeforeAll
  static void enrol() throws IOException {
    folder = temporary.resolve("agency");
    CUSTODIANS.enrol(folder, "https://localhost:1");
  }

  @BeforeEach
  void begin() throws IOException {
    state = Files.createTempDirectory(folder, "state-");
    server = new FakeServer(CUSTODIANS.signed(CUSTODIANS.rules()));
  }

  @AfterEach
  void end() throws IOException {
    Files.deleteIfExists(folder.resolve("keyring/linkage-secret-2.json"));
  }

  private LedgerFile ledger() {
    return new LedgerFile(state.resolve("ledger"));
  }

  private Night.Summary night(List<SubmittedRecord> records) {
    return night(records, Set.of(), Set.of());
  }

  private Night.Summary night(List<SubmittedRecord> records, Set<RecordToken> sealed, Set<RecordToken> untouched) {
    return night(records, sealed, Set.of(), untouched);
  }

  private Night.Summary nightWithUnconsented(List<SubmittedRecord> records, RecordToken... unconsented) {
    return night(records, Set.of(), Set.of(unconsented), Set.of());
  }

  private Night.Summary night(Server to, List<SubmittedRecord> records) {
    return night(to, records, Set.of(), Set.of(), Set.of());
  }

  private Night.Summary night(List<SubmittedRecord> records, Set<RecordToken> sealed, Set<RecordToken> unconsented, Set<RecordToken> untouched) {
    return night(server, records, sealed, unconsented, untouched);
  }

  private Night.Summary night(Server to, List<SubmittedRecord> records, Set<RecordToken> sealed, Set<RecordToken> unconsented,
      Set<RecordToken> untouched) {
    PinnedRules rules = new PinnedRules(state.resolve("collaborative.json"), CUSTODIANS.pinned());
    Night night = new Night(TestCustodians.CHILD_WELFARE, rules, Keyring.open(folder.resolve("keyring")), ledger(),
        new Outbox(state.resolve("outbox")), to, () -> TestCustodians.NOW, progress::add);
    return night.run(new TonightsRoster.Reader() {
      @Override
      public Set<RecordToken> sealed(Night.Keys keys) {
        return sealed;
      }

      @Override
      public TonightsRoster read(Night.Keys keys) {
        return new TonightsRoster(untouched.size(), records, sealed, unconsented, untouched, FILLERS);
      }
    }, false);
  }

  private void refused(ExitCode code, String... words) {
    assertThatExceptionOfType(Stop.class).isThrownBy(() -> night(roster(40))).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(code);
      assertThat(stop.line()).contains(words);
    });
    assertThat(server.calls).doesNotContain(Route.SUBMISSIONS, Route.PART, Route.COMMIT);
  }

  private void assertServerHolds(List<SubmittedRecord> records) {
    SortedMap<RecordToken, SubmittedRecord> held = new TreeMap<>(server.records);
    held.keySet().removeAll(ledger().known().orElseThrow().fillers());
    assertThat(held.values()).containsExactlyInAnyOrderElementsOf(records);
    assertThat(server.records.keySet()).isEqualTo(ledger().known().orElseThrow().live());
    assertThat(state.resolve("outbox")).doesNotExist();
  }

  private static RecordToken token(int row) {
    return TestRecords.token(row);
  }

  @Test
  void nights_bringTheRosterToTheServer() {
    night(roster(40));
    assertServerHolds(roster(40));

    List<SubmittedRecord> second = new ArrayList<>(roster(41));
    second.set(0, record(1, 2));
    second.removeLast();
    second.remove(39);
    Night.Summary summary = night(second);

    assertServerHolds(second);
    assertThat(summary.counts()).isEqualTo(new NightPlan.Counts(1, 38, 1, 0, 0, 31));
    assertThat(server.calls.subList(0, 2)).containsExactly(Route.COLLABORATIVE, Route.WITHDRAWALS);
  }

  @Test
  void nightWithNothingChanged_sendsFillersOnly() {
    night(roster(40));
    Map<RecordToken, SubmittedRecord> before = new TreeMap<>(server.records);

    night(roster(40));

    Manifest second = server.committed.get(1);
    assertThat(second.records()).isEqualTo(32);
    assertThat(second.gone()).isZero();
    assertThat(second.full()).isFalse();
    Set<RecordToken> fillers = ledger().known().orElseThrow().fillers();
    assertThat(server.records).allSatisfy((token, record) -> assertThat(fillers.contains(token) || record.equals(before.get(token))).isTrue());
  }

  @Test
  void rowWithoutConsentAnyMore_isLapsedBeforeAnythingIsSent_andComesAgainUnderANewOne() {
    night(roster(40));
    server.calls.clear();

    Night.Summary summary = nightWithUnconsented(roster(39), token(40));

    assertThat(server.withdrawals).containsExactly(new Withdrawal(List.of(token(40)), Scope.LAPSED));
    assertThat(server.calls.indexOf(Route.WITHDRAW)).isLessThan(server.calls.indexOf(Route.SUBMISSIONS)).isPositive();
    assertThat(summary.counts()).isEqualTo(new NightPlan.Counts(0, 39, 0, 1, 0, 32));
    assertThat(server.committed.getLast().gone()).isZero();
    assertThat(server.tombstones).isEmpty();
    assertServerHolds(roster(39));

    night(roster(40));
    assertServerHolds(roster(40));
  }

  @Test
  void rowThatNeverHadConsent_isNotNamedToTheServer() {
    night(roster(40));
    server.calls.clear();

    nightWithUnconsented(roster(40), token(41));

    assertThat(server.calls).contains(Route.RECORDS).doesNotContain(Route.WITHDRAW);
    nightWithUnconsented(roster(40));
    assertThat(server.calls.stream().filter(Route.RECORDS::equals)).hasSize(1);
  }

  @Test
  void serverThatKeptARecordWithoutConsent_isToldToDeleteIt_alsoAfterALostLedgerOrARestoredBackup() throws IOException {
    night(roster(40));
    Files.delete(ledger().path());
    nightWithUnconsented(roster(39), token(40));
    assertServerHolds(roster(39));

    SubmittedRecord restored = record(40, 1);
    server.records.put(restored.token(), restored);
    nightWithUnconsented(roster(39), token(40));
    assertServerHolds(roster(39));
    assertThat(server.withdrawals).hasSize(2).allSatisfy(withdrawal -> assertThat(withdrawal.scope()).isEqualTo(Scope.LAPSED));
  }

  @Test
  void consentGoneOfManyRowsAtOnce_stopsTheNight() {
    night(roster(40));
    server.calls.clear();

    assertThatExceptionOfType(Stop.class).isThrownBy(() -> nightWithUnconsented(roster(36), token(37), token(38), token(39), token(40))).satisfies(
        stop -> {
          assertThat(stop.code()).isEqualTo(ExitCode.DATA_REFUSED);
          assertThat(stop.line()).contains("4 of 40", "no consent any more (4)", "5 %");
        });
    assertThat(server.calls).doesNotContain(Route.RECORDS, Route.WITHDRAW, Route.SUBMISSIONS);
  }

  @Test
  void rowThatCannotBeReadTonight_staysAsItWas() {
    night(roster(40));

    night(roster(39), Set.of(), Set.of(token(40)));

    assertServerHolds(roster(40));
  }

  @Test
  void sealedRow_isWithdrawnBeforeAnythingIsSent_alsoOfAnEarlierNight() {
    server.cut(3, true);
    assertThatExceptionOfType(Stop.class).isThrownBy(() -> night(roster(40)));
    assertThat(server.committed).isEmpty();
    server.calls.clear();

    Night.Summary summary = night(roster(39), Set.of(token(40)), Set.of());

    assertThat(server.calls.indexOf(Route.WITHDRAW)).isLessThan(server.calls.indexOf(Route.SUBMISSIONS)).isPositive();
    assertThat(server.withdrawals).hasSize(1).first().satisfies(withdrawal -> {
      assertThat(withdrawal.scope()).isEqualTo(Scope.AGENCY);
      assertThat(withdrawal.tokens()).containsExactly(token(40));
    });
    assertThat(summary.withdrawn()).isEqualTo(1);
    assertThat(summary.resumed()).isTrue();
    assertServerHolds(roster(39));
  }

  @Test
  void restoredServer_isToldEverythingInTheSameNight_withdrawnRecordsToo() {
    night(roster(40));
    SortedMap<RecordToken, SubmittedRecord> backup = new TreeMap<>(server.records);
    ledger().write(ledger().known().orElseThrow().withWithdrawal(token(7), false));
    List<SubmittedRecord> now = new ArrayList<>(roster(40));
    now.set(0, record(1, 2));
    night(now);
    server.records.clear();
    server.records.putAll(backup);
    server.tombstones.clear();

    Night.Summary summary = night(now);

    assertThat(summary.resynchronised()).isTrue();
    assertThat(server.committed.getLast().full()).isTrue();
    now.remove(6);
    assertServerHolds(now);
    assertThat(server.tombstones).containsExactly(token(7));
  }

  @Test
  void commitThatFails_isRetryable_andNothingIsLost() {
    night(roster(40));
    server.records.clear();
    server.refuse(Route.COMMIT, ProblemCode.INTERNAL);

    assertThatExceptionOfType(Stop.class).isThrownBy(() -> night(roster(40))).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.NETWORK);
      assertThat(stop.line()).contains("incident 0123456789ab");
    });
    server.refuseNothing();
    assertThat(night(roster(40)).resynchronised()).isTrue();
    assertServerHolds(roster(40));
  }

  @Test
  void lostLedger_sendsEverything_andWithdrawalsComeBack() throws IOException {
    night(roster(40));
    ledger().write(ledger().known().orElseThrow().withWithdrawal(token(7), false));
    night(roster(40));
    Files.delete(ledger().path());

    night(roster(40));

    assertThat(server.committed.getLast().full()).isTrue();
    List<SubmittedRecord> left = new ArrayList<>(roster(40));
    left.remove(6);
    assertServerHolds(left);
  }

  @Test
  void lostLedgerAndARosterCutOff_stopTheNightLikeAnyOther() throws IOException {
    night(roster(40));
    Files.delete(ledger().path());
    server.calls.clear();

    assertThatExceptionOfType(Stop.class).isThrownBy(() -> night(roster(20))).satisfies(stop -> assertThat(stop.line()).contains("20 of 40"));

    assertThat(server.calls).doesNotContain(Route.SUBMISSIONS);
    night(roster(38));
    assertServerHolds(roster(38));
  }

  @Test
  void damagedLedger_isSaid_andEverythingSent() throws IOException {
    night(roster(40));
    Files.writeString(ledger().path(), "tellonce-ledger 1\n");

    night(roster(40));

    assertThat(progress).anySatisfy(line -> assertThat(line).contains("ledger", "line 2", "cut off", "sending everything anew"));
    assertServerHolds(roster(40));
  }

  @Test
  void damagedLedger_isKeptAside() throws IOException {
    Files.writeString(ledger().path(), "tellonce-ledger 1\n");

    night(roster(40));

    assertThat(state.resolve("ledger.damaged")).hasContent("tellonce-ledger 1\n");
    assertThat(progress).anySatisfy(line -> assertThat(line).contains("repeat withdrawals that the server was not told yet", "ledger.damaged"));
  }

  @Test
  void withdrawalNotedDuringTheLastNight_isToldInThisOne() {
    night(roster(40));
    ledger().noted().note(token(7), true);

    night(roster(40));

    assertThat(server.withdrawals).containsExactly(new Withdrawal(List.of(token(7)), Scope.ALL_LINKED));
    assertThat(server.records).doesNotContainKey(token(7));
    assertThat(ledger().known().orElseThrow().pending()).isEmpty();
    assertThat(ledger().noted().path()).isEmptyFile();
  }

  /// At each call that a night makes somebody withdraws a record: the same night tells it, or the next one.
  @Test
  void withdrawalNotedAtAnyCall_isToldByTheNextNightAtLast() throws IOException {
    for (int calls = 0; calls < 6; calls++) {
      begin();
      int at = calls;
      Server noting = (route, path, body) -> {
        if (server.calls.size() == at) {
          ledger().noted().note(token(7), false);
        }
        return server.call(route, path, body);
      };
      night(noting, roster(40));
      night(noting, roster(40));

      assertThat(server.tombstones).as("noted at call %d", at).containsExactly(token(7));
      assertThat(server.records).as("noted at call %d", at).doesNotContainKey(token(7));
    }
  }

  @Test
  void withdrawalNotedWhileTheNightSends_isToldBeforeItEnds() {
    Server noting = (route, path, body) -> {
      if (route == Route.COMMIT) {
        ledger().noted().note(token(7), false);
      }
      return server.call(route, path, body);
    };

    night(noting, roster(40));

    assertThat(server.tombstones).containsExactly(token(7));
    assertThat(server.records).doesNotContainKey(token(7));
  }

  @Test
  void halfOfTheRosterGone_stopsTheNight_unlessRemovalsAreAllowed() {
    night(roster(40));
    server.calls.clear();

    assertThatExceptionOfType(Stop.class).isThrownBy(() -> night(roster(20))).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.DATA_REFUSED);
      assertThat(stop.line()).contains("20 of 40", "5 %", "--allow-removals");
    });
    assertThat(server.calls).doesNotContain(Route.SUBMISSIONS);
    night(roster(38));
    assertServerHolds(roster(38));
  }

  /// The line breaks once before, and once after, each call of a night; run again, it ends as if nothing had happened.
  @Test
  void lineCutAnywhere_endsAsIfUndisturbed() throws IOException {
    List<SubmittedRecord> second = new ArrayList<>(roster(41));
    second.set(0, record(1, 2));
    second.remove(20);
    second.remove(6);
    for (int calls = 0; calls < 6; calls++) {
      for (boolean beforeArrival : new boolean[] {true, false}) {
        begin();
        night(roster(40));
        ledger().write(ledger().known().orElseThrow().withWithdrawal(token(7), true));
        server.cut(calls, beforeArrival);
        assertThatExceptionOfType(Stop.class).isThrownBy(() -> night(second)).extracting(Stop::code).isEqualTo(ExitCode.NETWORK);

        night(second);

        assertServerHolds(second);
        assertThat(server.tombstones).containsExactly(token(7));
        assertThat(ledger().known().orElseThrow().pending()).isEmpty();
      }
    }
  }

  @Test
  void submissionOfAnEarlierNight_thatDoesNotFitTheRulesAnyMore_isMadeAnew() {
    server.cut(4, true);
    assertThatExceptionOfType(Stop.class).isThrownBy(() -> night(roster(40)));
    server.refuse(Route.SUBMISSIONS, ProblemCode.CONFLICT);

    assertThatExceptionOfType(Stop.class).isThrownBy(() -> night(roster(40))).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.RULES);
      assertThat(stop.line()).contains("rules have changed", "epoch: is over", "run the same command again");
    });
    assertThat(state.resolve("outbox")).doesNotExist();
    server.refuseNothing();
    night(roster(40));
    assertServerHolds(roster(40));
  }

  @Test
  void rulesThatWereRolledBack_stopTheNight() {
    night(roster(40));
    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(2));
    server.calls.clear();

    refused(ExitCode.RULES, "2 is older than 3");
  }

  @Test
  void otherTable_stopsTheNight() {
    SortedMap<String, Digest> tables = TestCustodians.tables();
    tables.put("surnames.csv", Digest.of(new byte[] {7}));
    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(3, tables, 1, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE));

    refused(ExitCode.RULES, "rules number 3", "surnames.csv", "nothing was sent");
  }

  @Test
  void otherSuite_stopsTheNight() {
    String rules = new String(CUSTODIANS.signed(CUSTODIANS.rules()), UTF_8);
    server.rules = rules.replace("\"suite\":\"smp1\"", "\"suite\":\"smp2\"").getBytes(UTF_8);

    refused(ExitCode.RULES, "the server's rules", "suite");
  }

  @Test
  void epochWithoutLinkageSecret_stopsTheNight() {
    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(3, TestCustodians.tables(), 2, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE));

    refused(ExitCode.KEY, "linkage-secret-2.json", "ask the custodians");
  }

  @Test
  void victimServiceProvider_isRefusedByItsOwnClient() {
    server.rules = CUSTODIANS.signed(
        CUSTODIANS.rules(3, TestCustodians.tables(), 1, Agreement.Kind.MOU, AgencyClass.VICTIM_SERVICE_PROVIDER));

    refused(ExitCode.RULES, "rules number 3", "nothing was sent");
  }

  @Test
  void newEpoch_sendsEverythingUnderTheNewKeys() throws IOException {
    night(roster(40));
    getSecondSecret();
    server.rules = CUSTODIANS.signed(CUSTODIANS.rules(4, TestCustodians.tables(), 2, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE));

    night(roster(40));

    assertThat(server.committed.getLast().full()).isTrue();
    assertThat(server.committed.getLast().epoch()).isEqualTo(2);
    assertThat(ledger().known().orElseThrow().epochs()).containsOnlyKeys(2L);
  }

  private void getSecondSecret() {
    var secret = new LinkageSecret(new Epoch(2, SizeClass.UP_TO_50_000), Secret.random(new SecureRandom()));
    new KeyFile.OfLinkageSecret(secret).createIn(folder.resolve("keyring"));
  }

  private void serveEpochs(long number, EpochTerm... epochs) {
    Rules old = CUSTODIANS.rules(number);
    server.rules = CUSTODIANS.signed(new Rules(number, old.collaborative(), old.timeZone(), old.workingDays(), old.holidays(), old.suite(), old
        .sizeClass(), old.tables(), old.parameters(), List.of(epochs), old.limits(), old.contactDays(), old.coordinator(), old.custodians(), old
            .authority(), old.log(), old.members(), old.responseCards()));
  }

  private static EpochTerm term(long number, int opens, int closes) {
    LocalDate today = LocalDate.ofInstant(TestCustodians.NOW, java.time.ZoneOffset.UTC);
    return new EpochTerm(number, today.plusDays(opens), today.plusDays(closes));
  }

  private void serveOverlap() {
    serveEpochs(4, term(1, -60, 7), term(2, -1, 300));
  }

  private List<Long> committedFor(int last) {
    return server.committed.subList(server.committed.size() - last, server.committed.size()).stream().map(Manifest::epoch).toList();
  }

  private void assertBothEpochsAreInStep(List<SubmittedRecord> roster) {
    Ledger ledger = ledger().known().orElseThrow();
    assertThat(ledger.epochs()).containsOnlyKeys(1L, 2L);
    ledger.epochs().forEach((epoch, sent) -> {
      assertThat(sent.records().keySet()).isEqualTo(new TreeSet<>(roster.stream().map(SubmittedRecord::token).toList()));
      assertThat(server.ofEpochs.get(epoch).keySet()).as("epoch %d", epoch).isEqualTo(sent.live());
      roster.forEach(record -> assertThat(server.ofEpochs.get(epoch)).containsEntry(record.token(), record));
    });
    assertThat(state.resolve("outbox")).doesNotExist();
  }

  @Test
  void overlap_sendsEverythingForTheNewEpochOnce_thenChangesToBoth() throws IOException {
    night(roster(40));
    getSecondSecret();
    serveOverlap();
    Night.Summary first = night(roster(40));

    assertThat(committedFor(2)).containsExactly(1L, 2L);
    assertThat(server.committed.subList(1, 3)).extracting(Manifest::full).containsExactly(false, true);
    assertThat(first.epochs()).containsExactly("epoch 1 too (0 new or changed sent, 40 unchanged, 0 gone)");
    assertBothEpochsAreInStep(roster(40));

    List<SubmittedRecord> changed = new ArrayList<>(roster(39));
    changed.set(0, record(1, 2));
    Night.Summary second = night(changed);

    assertThat(second.counts()).isEqualTo(new NightPlan.Counts(1, 38, 1, 0, 0, 31));
    assertThat(server.committed.subList(3, 5)).extracting(Manifest::full).containsOnly(false);
    assertBothEpochsAreInStep(changed);

    server.tombstones.add(token(2));
    server.ofEpochs.values().forEach(epoch -> epoch.remove(token(2)));
    night(changed);
    changed.removeIf(record -> record.token().equals(token(2)));
    assertBothEpochsAreInStep(changed);

    serveEpochs(5, term(1, -60, -1), term(2, -1, 300));
    Night.Summary after = night(changed);
    assertThat(committedFor(1)).containsExactly(2L);
    assertThat(after.epochs()).isEmpty();
    assertThat(ledger().known().orElseThrow().epochs()).containsOnlyKeys(2L);
  }

  @Test
  void overlapWithoutTheNewSecret_goesOnWithTheOld_andSaysUntilWhen() {
    night(roster(40));
    serveOverlap();
    Night.Summary summary = night(roster(40));

    assertThat(committedFor(1)).containsExactly(1L);
    assertThat(summary.epochs()).singleElement().asString().startsWith("the linkage secret of epoch 2 is not here: get it from a key custodian until "
        + term(1, 0, 7).closes());
    serveEpochs(5, term(1, -60, -1), term(2, -1, 300));
    refusedNow(ExitCode.KEY, "linkage-secret-2.json");
  }

  private void refusedNow(ExitCode code, String words) {
    assertThatExceptionOfType(Stop.class).isThrownBy(() -> night(roster(40))).satisfies(stop -> {
      assertThat(stop.code()).isEqualTo(code);
      assertThat(stop.line()).contains(words);
    });
  }

  @Test
  void epochThatTheServerClosedEarly_isLeftOut_andTheNewOneGoesOn() throws IOException {
    night(roster(40));
    getSecondSecret();
    serveOverlap();
    night(roster(40));
    server.closed.add(1L);
    Night.Summary summary = night(roster(41));

    assertThat(committedFor(1)).containsExactly(2L);
    assertThat(summary.epochs()).containsExactly("epoch 1 is closed already");
    assertThat(ledger().known().orElseThrow().epochs()).containsOnlyKeys(2L);
  }

  @Test
  void nightInAnOverlap_cutOffAnywhereAndRunAgain_endsInTheSameState() throws IOException {
    getSecondSecret();
    for (boolean beforeArrival : new boolean[] {true, false}) {
      boolean cut = true;
      for (int calls = 0; cut; calls++) {
        begin();
        night(roster(40));
        serveOverlap();
        server.cut(calls, beforeArrival);
        List<SubmittedRecord> changed = new ArrayList<>(roster(41));
        changed.set(0, record(1, 2));
        try {
          night(changed);
          cut = false;
        } catch (Stop stop) {
          assertThat(stop.code()).isEqualTo(ExitCode.NETWORK);
        }
        server.cut(Integer.MAX_VALUE, beforeArrival);
        night(changed);
        assertBothEpochsAreInStep(changed);
        assertThat(calls).isLessThan(40);
      }
    }
  }
}
