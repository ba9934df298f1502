package org.tellonce.server.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestServer.REQUEST;
import static org.tellonce.server.TestServer.USER;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.consented;
import static org.tellonce.server.TestServer.screening;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.Eligibility.Refusal;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.TestRecords;
import org.tellonce.server.database.Database;

/// Calls that wait for the writer while the day ends or rules are taken: they are answered by what holds when it is their turn.
class WaitingForTheWriterTest {
  private static final YearMonth MARCH = YearMonth.of(2026, 3);

  @TempDir
  private Path folder;
  private final Random random = new Random(1);
  private TestServer server;
  private EncodedRecord ours;
  private EncodedRecord theirs;

  @BeforeEach
  void oneYouthAtTwoAgencies() {
    server = new TestServer(folder.resolve("server.db"));
    ours = TestRecords.alone(TestRecords.token(random), random);
    theirs = TestRecords.record(TestRecords.token(random), ours.rows());
    server.submit(CHILD_WELFARE, asking(ours));
    server.submit(PROBATION, asking(theirs, consented(MARCH, server.today)));
    server.publish(CHILD_WELFARE);
    server.publish(PROBATION);
    server.time = LocalTime.of(23, 59, 55);
  }

  @AfterEach
  void close() {
    server.close();
  }

  /// Makes a call that waits for the writer, and lets something happen before its turn.
  private <T> T waiting(Supplier<T> call, Runnable meanwhile) throws Exception {
    var busy = new CountDownLatch(1);
    var release = new CountDownLatch(1);
    var work = new FutureTask<>(() -> server.database.writing(_ -> {
      busy.countDown();
      awaited(release);
    }), true);
    Thread.ofPlatform().start(work);
    busy.await();
    var called = new FutureTask<T>(call::get);
    Thread caller = Thread.ofPlatform().start(called);
    while (caller.isAlive() && !(caller.getState() == Thread.State.WAITING && isAtWriter(caller))) {
      Thread.onSpinWait();
    }
    meanwhile.run();
    release.countDown();
    work.get();
    return called.get();
  }

  private static boolean isAtWriter(Thread caller) {
    return Stream.of(caller.getStackTrace()).anyMatch(frame -> frame.getClassName().equals(Database.class.getName()) && frame.getMethodName()
        .startsWith("write"));
  }

  private static void awaited(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void midnight() {
    server.today = server.today.plusDays(1);
    server.time = LocalTime.of(0, 4);
  }

  private void probationServesNoMore() {
    server.rules = TestRules.with(server.rules, PROBATION, m -> TestRules.at(m, DisclosureProfile.P1));
  }

  private LocalDate lastLeafsDay() {
    return LocalDate.ofInstant(server.database.read(handle -> server.log.all(handle).list()).getLast().event().at(), server.rules.timeZone());
  }

  @Test
  void opening_thatWaitsOverMidnight_showsNothingOfWhichTheConsentIsOver() throws Exception {
    OpeningAnswer answer = waiting(() -> server.open(CHILD_WELFARE, ours.token()), this::midnight);

    assertThat(answer).isInstanceOf(OpeningAnswer.Nothing.class);
    assertThat(answer.on()).isEqualTo(server.today).isEqualTo(lastLeafsDay());
  }

  @Test
  void opening_thatWaitsWhileRulesAreTaken_isAnsweredByThem() throws Exception {
    assertThat(server.open(CHILD_WELFARE, ours.token())).isInstanceOf(OpeningAnswer.PointerAnswer.class);

    assertThat(waiting(() -> server.open(CHILD_WELFARE, ours.token()), this::probationServesNoMore)).isInstanceOf(OpeningAnswer.Nothing.class);
    assertThat(waiting(() -> server.openings.open(CHILD_WELFARE, ours.token(), TestServer.request(), REQUEST, () -> server.rules),
        () -> server.rules = TestRules.with(server.rules, CHILD_WELFARE, TestRules::ended))).isEqualTo(new FlagsOutcome.NotAllowed(
            Refusal.AGREEMENT_NOT_CURRENT));
  }

  @Test
  void lookUp_thatWaitsOverMidnight_showsNothingOfWhichTheConsentIsOver() throws Exception {
    OpeningAnswer answer = waiting(() -> server.lookUp(CHILD_WELFARE, TestRecords.record(TestRecords.token(random), theirs.rows())),
        this::midnight);

    assertThat(answer).isInstanceOf(OpeningAnswer.Nothing.class);
    assertThat(answer.on()).isEqualTo(server.today).isEqualTo(lastLeafsDay());
  }

  @Test
  void lookUp_thatWaitsWhileRulesAreTaken_isAnsweredByThem() throws Exception {
    server.submit(PROBATION, asking(theirs, screening(MARCH)));

    assertThat(waiting(() -> server.lookUp(CHILD_WELFARE, TestRecords.record(TestRecords.token(random), theirs.rows())),
        this::probationServesNoMore)).isInstanceOf(OpeningAnswer.Nothing.class);
  }

  @Test
  void followUp_thatWaitsOverMidnight_isPutDownOnTheNextDay() throws Exception {
    var shield = new Shield(theirs.token(), Shield.State.SET, Shield.Reason.SAFETY, USER, Optional.empty());

    FollowUpOutcome outcome = waiting(() -> server.shields.record(PROBATION, shield, REQUEST, () -> server.rules), this::midnight);

    assertThat(outcome).isEqualTo(new FollowUpOutcome.Done(new Recorded(server.today)));
    assertThat(lastLeafsDay()).isEqualTo(server.today);
  }

  @Test
  void account_thatWaitsWhileRulesAreTaken_isGivenByThem() throws Exception {
    assertThat(waiting(() -> server.accounts.of(PROBATION, theirs.token(), REQUEST, () -> server.rules), () -> server.rules = TestRules.without(
        server.rules, PROBATION))).isInstanceOf(FollowUpOutcome.NotAllowed.class);
  }
}
