package org.tellonce.agency.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tellonce.agency.submission.TestRecords.record;
import static org.tellonce.agency.submission.TestRecords.roster;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.transport.Server;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.submission.Withdrawal.Scope;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

/// Nights under the rules as they are.
class NightTest extends NightsOfAnAgency {
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
      assertThat(stop.code()).isEqualTo(ExitCode.KEY);
      assertThat(stop.line()).contains("epoch 1 is closed at the server", "ask the coordinator when it opens");
    });
    assertThat(state.resolve("outbox")).doesNotExist();
    server.refuseNothing();
    night(roster(40));
    assertServerHolds(roster(40));
  }
}
