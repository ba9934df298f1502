package org.tellonce.server.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestServer.REQUEST;
import static org.tellonce.server.TestServer.USER;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.screening;
import static org.tellonce.server.TestServer.silent;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.agreements.UserRole;
import org.tellonce.protocol.audit.ConfirmationEvent;
import org.tellonce.protocol.audit.LockEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.RecordName;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.Confirmation;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.TestRecords;

/// Rosters that are made to ask: rows that look alike, and more new rows than usual.
class WaitingTest {
  private static final YearMonth MARCH = YearMonth.of(2026, 3);
  private static final String SUPERVISOR = "s-01";

  @TempDir
  private Path folder;
  private final Random random = new Random(1);
  private TestServer server;
  private EncodedRecord theirs;

  @BeforeEach
  void somebodyAtProbation() {
    server = new TestServer(folder.resolve("server.db"));
    theirs = TestRecords.alone(TestRecords.token(random), random);
    server.submit(PROBATION, asking(theirs, screening(MARCH)));
    server.publish(CHILD_WELFARE);
    server.directories.take(CHILD_WELFARE, Directory.of(2, List.of(user(SUPERVISOR, UserRole.SUPERVISOR), user("officer", UserRole.PRIVACY_OFFICER),
        user(USER, UserRole.CASEWORKER))), REQUEST, server.rules);
  }

  private DirectoryUser user(String pseudonym, UserRole role) {
    return new DirectoryUser(pseudonym, role, server.today.plusYears(1), Optional.empty());
  }

  @AfterEach
  void close() {
    server.close();
  }

  // --- rows that look alike

  /// Rows of an agency that look like the record at probation, and like one another.
  private List<SubmittedRecord> alike(int rows) {
    return IntStream.range(0, rows).mapToObj(_ -> asking(TestRecords.record(TestRecords.token(random), theirs.rows()))).toList();
  }

  private List<SubmittedRecord> submitted(AgencyId agency, List<SubmittedRecord> rows) {
    server.submit(agency, false, rows);
    return rows;
  }

  private static List<RecordToken> tokens(List<SubmittedRecord> rows) {
    return rows.stream().map(SubmittedRecord::token).sorted().toList();
  }

  private List<Notice> notices(AgencyId agency) {
    return ((FollowUpOutcome.Noticed) server.notices.after(agency, 0, server.rules)).page().notices();
  }

  private List<LoggedEvent> logged(Class<?> kind) {
    return server.database.read(handle -> server.log.all(handle).list()).stream().filter(event -> kind.isInstance(event.event())).toList();
  }

  private FollowUpOutcome confirm(Confirmation confirmation) {
    return server.confirmations.record(CHILD_WELFARE, confirmation, REQUEST, () -> server.rules);
  }

  @Test
  void fiveRowsOfOnePerson_areWhatRostersAreLike() {
    List<SubmittedRecord> rows = submitted(CHILD_WELFARE, alike(5));
    assertThat(server.flagged(CHILD_WELFARE)).containsExactlyElementsOf(tokens(rows));
    assertThat(notices(CHILD_WELFARE)).isEmpty();
    assertThat(server.count("alike")).isZero();
  }

  @Test
  void sixRowsThatLookAlike_getNoFlag_andOpenAsIfNothingWereKnown() {
    List<SubmittedRecord> rows = submitted(CHILD_WELFARE, alike(6));
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(server.open(CHILD_WELFARE, rows.getFirst().token())).isInstanceOf(OpeningAnswer.Nothing.class);

    LoggedEvent lock = logged(LockEvent.class).getFirst();
    assertThat(((LockEvent) lock.event()).records()).containsExactlyElementsOf(tokens(rows).stream().map(token -> RecordName.of(lock.salt(),
        CHILD_WELFARE, token)).toList());
    assertThat(logged(LockEvent.class)).hasSize(1);
    assertThat(notices(CHILD_WELFARE)).containsExactly(new Notice.Alike(6, tokens(rows)));
    assertThat(notices(PROBATION)).isEmpty();
  }

  @Test
  void theLockSaysNothingOfWhatIsElsewhere_norOfWhichRowsAsk() {
    EncodedRecord nobodys = TestRecords.alone(TestRecords.token(random), random);
    List<SubmittedRecord> rows = submitted(CHILD_WELFARE, IntStream.range(0, 10).mapToObj(_ -> silent(TestRecords.record(TestRecords.token(random),
        nobodys.rows()))).toList());
    assertThat(notices(CHILD_WELFARE)).containsExactly(new Notice.Alike(10, tokens(rows).subList(0, 8)));
    assertThat(logged(LockEvent.class)).hasSize(1);
  }

  @Test
  void rowsOfSeveralAgencies_areNoRosterThatAsks() {
    submitted(CHILD_WELFARE, alike(3));
    submitted(SCHOOL, alike(4));
    assertThat(server.flagged(CHILD_WELFARE)).hasSize(3);
    assertThat(server.count("alike")).isZero();
  }

  @Test
  void forOthersNothingIsDifferent() {
    List<SubmittedRecord> rows = new ArrayList<>(alike(5));
    rows.add(asking(TestRecords.record(TestRecords.token(random), theirs.rows()), screening(MARCH)));
    submitted(CHILD_WELFARE, rows);
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(server.flagged(PROBATION)).containsExactly(theirs.token());
  }

  @Test
  void chainOfRows_hangsTogetherOverOthers() {
    // Each row has two tags in common with the next one, and none with those behind it.
    List<EncodedRecord> chain = IntStream.range(0, 6).mapToObj(_ -> TestRecords.alone(TestRecords.token(random), random)).toList();
    List<SubmissionLine> lines = new ArrayList<>();
    for (int i = 0; i < chain.size(); i++) {
      var own = new ArrayList<>(chain.get(i).rows());
      if (i > 0) {
        own.set(0, chain.get(i - 1).rows().get(2));
        own.set(1, chain.get(i - 1).rows().get(3));
      }
      lines.add(asking(TestRecords.record(chain.get(i).token(), own)));
    }
    server.submit(CHILD_WELFARE, false, lines.subList(0, 5));
    assertThat(server.count("alike")).isZero();
    server.submit(CHILD_WELFARE, lines.get(5));
    assertThat(server.count("alike")).isEqualTo(6);
  }

  @Test
  void itEnds_whenFewEnoughAreLeft() {
    List<SubmittedRecord> rows = submitted(CHILD_WELFARE, alike(7));
    server.submit(CHILD_WELFARE, new GoneRecord(rows.getFirst().token()));
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    server.withdraw(CHILD_WELFARE, Withdrawal.Scope.AGENCY, rows.getLast().token());
    assertThat(server.flagged(CHILD_WELFARE)).containsExactlyElementsOf(tokens(rows.subList(1, 6)));
    assertThat(server.count("alike")).isZero();
    assertThat(logged(LockEvent.class)).hasSize(1);
  }

  @Test
  void aSupervisorConfirms_andTheRowsWaitNoMore_butOneThatComesLaterDoes() {
    List<SubmittedRecord> rows = submitted(CHILD_WELFARE, alike(6));
    RecordToken one = rows.getLast().token();
    assertThat(confirm(Confirmation.ofAlike(one, SUPERVISOR))).isEqualTo(new FollowUpOutcome.Done(new Recorded(server.today)));
    assertThat(server.flagged(CHILD_WELFARE)).containsExactlyElementsOf(tokens(rows));
    assertThat(server.open(CHILD_WELFARE, one)).isInstanceOf(OpeningAnswer.PointerAnswer.class);
    LoggedEvent confirmed = logged(ConfirmationEvent.class).getFirst();
    assertThat(confirmed.event()).isInstanceOfSatisfying(ConfirmationEvent.class, event -> {
      assertThat(event.user()).isEqualTo(SUPERVISOR);
      assertThat(event.records()).containsExactlyInAnyOrderElementsOf(tokens(rows).stream().map(token -> RecordName.of(confirmed.salt(),
          CHILD_WELFARE,
          token)).toList());
    });
    assertThat(confirm(Confirmation.ofAlike(one, SUPERVISOR))).as("the same again").isInstanceOf(FollowUpOutcome.Done.class);

    server.today = server.today.plusDays(1);
    List<SubmittedRecord> later = submitted(CHILD_WELFARE, alike(1));
    assertThat(server.flagged(CHILD_WELFARE)).containsExactlyElementsOf(tokens(rows));
    assertThat(notices(CHILD_WELFARE)).last().isEqualTo(new Notice.Alike(7, tokens(later)));
  }

  @Test
  void aConfirmedRowWhoseContentChanges_waitsAgain() {
    List<SubmittedRecord> rows = submitted(CHILD_WELFARE, alike(6));
    confirm(Confirmation.ofAlike(rows.getFirst().token(), SUPERVISOR));
    var varied = new ArrayList<>(theirs.rows());
    varied.set(0, TestRecords.alone(theirs.token(), random).rows().getFirst());
    server.today = server.today.plusDays(1);
    server.submit(CHILD_WELFARE, asking(TestRecords.record(rows.getFirst().token(), varied)));
    assertThat(server.flagged(CHILD_WELFARE)).containsExactlyElementsOf(tokens(rows.subList(1, 6)));
    assertThat(notices(CHILD_WELFARE)).last().isEqualTo(new Notice.Alike(6, List.of(rows.getFirst().token())));
  }

  @Test
  void whoMayNotConfirm_isRefused_andWhatDoesNotWaitIsConflict() {
    List<SubmittedRecord> rows = submitted(CHILD_WELFARE, alike(6));
    var confirmation = Confirmation.ofAlike(rows.getFirst().token(), USER);
    assertThat(confirm(confirmation)).isEqualTo(new FollowUpOutcome.UserRefused("only a supervisor or a privacy officer confirms"));
    assertThat(confirm(Confirmation.ofAlike(rows.getFirst().token(), "nobody"))).isEqualTo(new FollowUpOutcome.UserRefused("unknown pseudonym"));
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(confirm(Confirmation.ofAlike(TestRecords.token(random), SUPERVISOR))).isEqualTo(new FollowUpOutcome.Conflict("token",
        "nothing waits there"));
    assertThat(confirm(Confirmation.ofDay(server.today, SUPERVISOR))).isEqualTo(new FollowUpOutcome.Conflict("day", "nothing waits there"));
    assertThat(confirm(Confirmation.ofAlike(theirs.token(), SUPERVISOR))).as("another agency's").isInstanceOf(FollowUpOutcome.Conflict.class);
    assertThat(logged(ConfirmationEvent.class)).isEmpty();
    assertThat(confirm(Confirmation.ofAlike(rows.getFirst().token(), "officer"))).isInstanceOf(FollowUpOutcome.Done.class);
  }

  // --- new rows

  private List<SubmittedRecord> fresh(int rows) {
    return IntStream.range(0, rows).mapToObj(_ -> asking(TestRecords.alone(TestRecords.token(random), random))).toList();
  }

  /// One that has a flag, if nothing is in its way, and others.
  private List<SubmittedRecord> freshWithOneFlagged(int rows) {
    return Stream.concat(alike(1).stream(), fresh(rows - 1).stream()).toList();
  }

  private void nights(int... rows) {
    for (int night : rows) {
      submitted(CHILD_WELFARE, fresh(night));
      server.today = server.today.plusDays(1);
    }
  }

  @Test
  void firstThreeNights_areFree() {
    nights(200, 40);
    List<SubmittedRecord> third = submitted(CHILD_WELFARE, freshWithOneFlagged(300));
    assertThat(server.flagged(CHILD_WELFARE)).containsExactly(third.getFirst().token());
    assertThat(notices(CHILD_WELFARE)).isEmpty();
  }

  @Test
  void moreThanUsual_wait_untilTheyAreConfirmed() {
    nights(200, 40, 30, 22);
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    List<SubmittedRecord> rows = submitted(CHILD_WELFARE, freshWithOneFlagged(53));
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(server.open(CHILD_WELFARE, rows.getFirst().token())).isInstanceOf(OpeningAnswer.Nothing.class);
    assertThat(notices(CHILD_WELFARE)).containsExactly(new Notice.NewRows(server.today, 53, 22));

    LocalDate night = server.today;
    server.today = server.today.plusDays(40);
    assertThat(server.flagged(CHILD_WELFARE)).as("however long").isEmpty();
    assertThat(confirm(Confirmation.ofDay(night, USER))).isInstanceOf(FollowUpOutcome.UserRefused.class);
    assertThat(confirm(Confirmation.ofDay(night, SUPERVISOR))).isInstanceOf(FollowUpOutcome.Done.class);
    assertThat(server.flagged(CHILD_WELFARE)).containsExactly(rows.getFirst().token());
    assertThat(logged(ConfirmationEvent.class)).singleElement().satisfies(event -> assertThat(((ConfirmationEvent) event.event()).day()).contains(
        night));
    assertThat(confirm(Confirmation.ofDay(night, SUPERVISOR))).as("the same again").isInstanceOf(FollowUpOutcome.Done.class);
  }

  @Test
  void oneAndAHalfTimesTheMedian_isUsual_andSoIsWhatFillersMayHide() {
    nights(200, 40, 30, 24, 23, 24);
    submitted(CHILD_WELFARE, fresh(36));
    assertThat(notices(CHILD_WELFARE)).isEmpty();
    server.submit(SCHOOL, false, fresh(1));
    for (int i = 0; i < 4; i++) {
      server.today = server.today.plusDays(1);
      server.submit(SCHOOL, false, fresh(i == 3 ? 32 : 1));
    }
    assertThat(notices(SCHOOL)).isEmpty();
  }

  @Test
  void submissionsOfOneDay_countTogether() {
    nights(200, 40, 30, 22);
    List<SubmittedRecord> first = submitted(CHILD_WELFARE, freshWithOneFlagged(30));
    assertThat(server.flagged(CHILD_WELFARE)).containsExactly(first.getFirst().token());
    submitted(CHILD_WELFARE, fresh(30));
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(notices(CHILD_WELFARE)).containsExactly(new Notice.NewRows(server.today, 60, 22));
    confirm(Confirmation.ofDay(server.today, SUPERVISOR));
    assertThat(server.flagged(CHILD_WELFARE)).containsExactly(first.getFirst().token());
    submitted(CHILD_WELFARE, fresh(1));
    assertThat(server.flagged(CHILD_WELFARE)).as("those were confirmed, the new one was not").containsExactly(first.getFirst().token());
    assertThat(notices(CHILD_WELFARE)).last().isEqualTo(new Notice.NewRows(server.today, 61, 22));
  }

  @Test
  void whatWaits_isNotUsual_untilItIsConfirmed() {
    nights(200, 10, 10, 100);
    submitted(CHILD_WELFARE, fresh(33));
    assertThat(notices(CHILD_WELFARE)).containsExactly(new Notice.NewRows(server.today.minusDays(1), 100, 0), new Notice.NewRows(server.today, 33,
        0));
    confirm(Confirmation.ofDay(server.today.minusDays(1), SUPERVISOR));
    server.today = server.today.plusDays(1);
    submitted(CHILD_WELFARE, fresh(60));
    assertThat(notices(CHILD_WELFARE)).as("100 is the median now").hasSize(2);
  }

  @Test
  void whatIsSentAgain_isNotNew() {
    List<SubmittedRecord> rows = fresh(100);
    submitted(CHILD_WELFARE, rows);
    server.today = server.today.plusDays(1);
    nights(1, 1, 1);
    server.submit(CHILD_WELFARE, true, rows);
    assertThat(notices(CHILD_WELFARE)).isEmpty();
  }

  @Test
  void recordsThatComeWhenOthersHaveGone_doNotWaitForThem() {
    nights(200, 10, 10);
    List<SubmittedRecord> invented = submitted(CHILD_WELFARE, freshWithOneFlagged(50));
    server.today = server.today.plusDays(1);
    server.submit(CHILD_WELFARE, false, invented.stream().map(row -> new GoneRecord(row.token())).toList());
    server.today = server.today.plusDays(1);
    List<SubmittedRecord> real = submitted(CHILD_WELFARE, freshWithOneFlagged(5));
    assertThat(server.flagged(CHILD_WELFARE)).containsExactly(real.getFirst().token());
  }

  @Test
  void oldCounts_go() {
    nights(200, 5, 6, 7, 8, 5, 6, 7, 8, 5, 6, 7, 8, 5, 6, 7, 8, 5, 6, 7, 8);
    assertThat(server.count("new_rows")).as("the free ones, fourteen, the last; and that of probation").isEqualTo(19);
  }

  @Test
  void manyRowsInTheFreeNights_areNotUsual() {
    nights(5, 600, 600);
    submitted(CHILD_WELFARE, freshWithOneFlagged(40));
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(notices(CHILD_WELFARE)).containsExactly(new Notice.NewRows(server.today, 40, 0));
  }

  @Test
  void oneNightOfMany_doesNotLiftWhatIsUsual() {
    nights(5, 1, 1, 10, 10, 500);
    confirm(Confirmation.ofDay(server.today.minusDays(1), SUPERVISOR));
    submitted(CHILD_WELFARE, freshWithOneFlagged(40));
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(notices(CHILD_WELFARE)).last().isEqualTo(new Notice.NewRows(server.today, 40, 10));
  }

  @Test
  void anAgencyThatLeftAndComesBack_beginsAnew() {
    nights(100, 1, 1, 1);
    Rules with = server.rules;
    server.rules = TestRules.without(with, CHILD_WELFARE);
    server.departures.pass(server.rules, server.today);
    server.rules = with;
    server.today = server.today.plusDays(1);
    server.departures.pass(server.rules, server.today);
    server.live(CHILD_WELFARE).clear();
    List<SubmittedRecord> all = freshWithOneFlagged(100);
    server.submit(CHILD_WELFARE, true, all);
    assertThat(server.flagged(CHILD_WELFARE)).containsExactly(all.getFirst().token());
    assertThat(notices(CHILD_WELFARE)).isEmpty();
  }

  // --- other rows under held tokens

  /// Other people under the tokens of these rows; the first is the one at probation.
  private List<SubmittedRecord> replaced(List<SubmittedRecord> rows) {
    List<SubmittedRecord> others = freshWithOneFlagged(rows.size());
    return IntStream.range(0, rows.size()).mapToObj(i -> asking(TestRecords.record(rows.get(i).token(), others.get(i).record().rows()))).toList();
  }

  private List<SubmittedRecord> heldForDays(int rows) {
    List<SubmittedRecord> held = submitted(CHILD_WELFARE, fresh(rows));
    server.today = server.today.plusDays(1);
    nights(1, 1, 1);
    return held;
  }

  @Test
  void otherRowsUnderHeldTokens_areNew() {
    List<SubmittedRecord> held = heldForDays(100);
    submitted(CHILD_WELFARE, replaced(held));
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(notices(CHILD_WELFARE)).containsExactly(new Notice.NewRows(server.today, 68, 1));
    submitted(CHILD_WELFARE, held);
    submitted(CHILD_WELFARE, replaced(held));
    assertThat(server.flagged(CHILD_WELFARE)).as("back and again").isEmpty();
    confirm(Confirmation.ofDay(server.today, SUPERVISOR));
    assertThat(server.flagged(CHILD_WELFARE)).containsExactly(held.getFirst().token());
  }

  @Test
  void oneRowThatIsVariedManyTimesADay_waits() {
    List<SubmittedRecord> held = heldForDays(1);
    for (int i = 1; i <= 65; i++) {
      var varied = new ArrayList<>(theirs.rows());
      varied.set(i % varied.size(), TestRecords.alone(theirs.token(), random).rows().getFirst());
      submitted(CHILD_WELFARE, List.of(asking(TestRecords.record(held.getFirst().token(), varied))));
      assertThat(server.flagged(CHILD_WELFARE)).hasSize(i == 65 ? 0 : 1);
    }
    assertThat(notices(CHILD_WELFARE)).containsExactly(new Notice.NewRows(server.today, 33, 1));
  }

  @Test
  void fillersChangeEachNight_andNothingWaits() {
    List<SubmittedRecord> held = submitted(CHILD_WELFARE, fresh(32));
    for (int night = 0; night < 6; night++) {
      server.today = server.today.plusDays(1);
      submitted(CHILD_WELFARE, Stream.concat(replaced(held).stream(), fresh(32).stream()).toList());
      assertThat(server.flagged(CHILD_WELFARE)).containsExactly(held.getFirst().token());
    }
    assertThat(notices(CHILD_WELFARE)).isEmpty();
  }

  @Test
  void aNewEpochsFirstSubmission_isNotNew_butWhatChangesInItIs() {
    List<SubmittedRecord> held = heldForDays(100);
    server.rules = TestRules.withEpochs(server.rules, new EpochTerm(1, TestRules.TODAY.minusMonths(6), TestRules.TODAY.plusMonths(6)),
        new EpochTerm(2, TestRules.TODAY, TestRules.TODAY.plusMonths(12)));
    server.turning.turn(server.rules, server.today);
    server.epoch = 2;
    server.live(CHILD_WELFARE).clear();
    server.submit(CHILD_WELFARE, true, held.stream().map(row -> asking(TestRecords.alone(row.token(), random))).toList());
    assertThat(notices(CHILD_WELFARE)).isEmpty();
    submitted(CHILD_WELFARE, replaced(held.subList(0, 60)));
    assertThat(notices(CHILD_WELFARE)).isEmpty();
    server.submit(CHILD_WELFARE, false, held.stream().map(row -> new GoneRecord(row.token())).toList());
    submitted(CHILD_WELFARE, replaced(held.subList(60, 100)));
    assertThat(notices(CHILD_WELFARE)).as("gone and sent again").containsExactly(new Notice.NewRows(server.today, 68, 1));
  }
}
