package org.tellonce.server.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestRules.TODAY;
import static org.tellonce.server.TestServer.REQUEST;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.screening;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.audit.DepartureEvent;
import org.tellonce.protocol.audit.EpochEvent;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.ExpiryEvent;
import org.tellonce.protocol.audit.LinkedWithdrawalEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.MatchesEvent;
import org.tellonce.protocol.audit.OpeningEvent;
import org.tellonce.protocol.audit.RecordName;
import org.tellonce.protocol.audit.Salt;
import org.tellonce.protocol.audit.SubmissionEvent;
import org.tellonce.protocol.audit.WithdrawalEvent;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmissionPart;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.TestRecords;
import org.tellonce.server.submission.SubmissionOutcome;

/// Each thing that happens leaves its event, and nothing else does.
class EventsOfRoomsTest {
  private static final YearMonth MARCH = YearMonth.of(2026, 3);

  @TempDir
  private Path folder;
  private final Random random = new Random(1);
  private final EncodedRecord ours = TestRecords.alone(TestRecords.token(random), random);
  private final EncodedRecord theirs = TestRecords.record(TestRecords.token(random), ours.rows());
  private TestServer server;

  @BeforeEach
  void open() {
    server = new TestServer(folder.resolve("server.db"));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private List<LoggedEvent> events() {
    return server.database.read(handle -> server.log.all(handle).list());
  }

  private List<LoggedEvent> newEvents(Runnable what) {
    int before = events().size();
    what.run();
    assertThat(server.database.read(server.log::size)).isEqualTo(events().size());
    return events().subList(before, events().size());
  }

  private LoggedEvent newEvent(Runnable what) {
    List<LoggedEvent> events = newEvents(what);
    assertThat(events).hasSize(1);
    return events.getFirst();
  }

  private static Digest name(Salt salt, AgencyId agency, RecordToken token) {
    return RecordName.of(salt, agency, token);
  }

  @Test
  void openedEpoch_isTheFirstEvent() {
    assertThat(events()).extracting(LoggedEvent::event).singleElement().isInstanceOfSatisfying(EpochEvent.class, event -> {
      assertThat(event.epoch()).isEqualTo(1);
      assertThat(event.open()).isTrue();
    });
  }

  @Test
  void commit_leavesItsEvent_withTheReceiptsDigest_andRepeatedNone() {
    Receipt[] receipt = new Receipt[1];
    LoggedEvent event = newEvent(() -> receipt[0] = server.submit(SCHOOL, asking(ours)));

    SubmissionEvent submission = (SubmissionEvent) event.event();
    assertThat(submission).isEqualTo(new SubmissionEvent(submission.at(), SCHOOL, submission.submission(), Digest.of(receipt[0].toBytes()),
        REQUEST));
    assertThat(newEvents(() -> assertThat(server.submissions.commit(SCHOOL, submission.submission(), REQUEST, server.rules)).isInstanceOf(
        SubmissionOutcome.AlreadyReceived.class))).isEmpty();
  }

  @Test
  void commitThatIsUndone_leavesNoEvent() {
    List<SubmissionLine> lines = List.of(asking(ours));
    Manifest like = server.manifest(SCHOOL, false, LiveSet.of(new TreeSet<>(List.of(ours.token()))), List.of(lines));
    var manifest = new Manifest(SCHOOL, like.suite(), like.sizeClass(), like.epoch(), like.rules(), like.tables(), 0, 1, like.parts(), false, like
        .live(), like.previous());

    assertThat(newEvents(() -> {
      server.submissions.begin(SCHOOL, manifest, server.rules);
      server.submissions.take(SCHOOL, manifest.id(), 1, SubmissionPart.bytes(lines), server.rules);
      assertThat(server.submissions.commit(SCHOOL, manifest.id(), REQUEST, server.rules)).isInstanceOf(SubmissionOutcome.WrongCounts.class);
    })).isEmpty();
    assertThat(server.held(SCHOOL)).isEmpty();
  }

  @Test
  void commitThatMatches_leavesTheMatchesToo_andWhatTakesThemAwayTells() {
    server.submit(CHILD_WELFARE, asking(ours));
    List<LoggedEvent> coming = newEvents(() -> server.submit(PROBATION, asking(theirs)));
    assertThat(coming).extracting(event -> event.event().kind().word()).containsExactlyInAnyOrder("matches", "submission");
    assertMatch(coming, MatchesEvent.Now.LIKELY);

    List<LoggedEvent> going = newEvents(() -> server.submit(PROBATION, new GoneRecord(theirs.token())));
    assertThat(going).extracting(event -> event.event().kind().word()).containsExactlyInAnyOrder("matches", "submission");
    assertMatch(going, MatchesEvent.Now.NONE);
  }

  private void assertMatch(List<LoggedEvent> events, MatchesEvent.Now now) {
    LoggedEvent logged = events.stream().filter(event -> event.event() instanceof MatchesEvent).findFirst().orElseThrow();
    Digest pair = RecordName.pair(logged.salt(), name(logged.salt(), PROBATION, theirs.token()), name(logged.salt(), CHILD_WELFARE, ours.token()));
    assertThat(((MatchesEvent) logged.event()).changes()).containsExactly(new MatchesEvent.Change(pair, now));
  }

  @Test
  void withdrawal_leavesOneEvent_thatNamesTheRecordsInTheOrderOfTheRequest() {
    RecordToken unknown = TestRecords.token(random);
    server.submit(SCHOOL, asking(ours));

    LoggedEvent event = newEvent(() -> server.withdraw(SCHOOL, Withdrawal.Scope.AGENCY, unknown, ours.token()));

    WithdrawalEvent withdrawal = (WithdrawalEvent) event.event();
    assertThat(withdrawal).isEqualTo(new WithdrawalEvent(withdrawal.at(), SCHOOL, Withdrawal.Scope.AGENCY, List.of(name(event.salt(), SCHOOL,
        unknown), name(event.salt(), SCHOOL, ours.token())), REQUEST));
  }

  @Test
  void withdrawalOfAllLinked_tellsTheOtherAgencyOfItsOwn_andNotWhoAsked() {
    server.submit(CHILD_WELFARE, asking(ours));
    server.submit(PROBATION, asking(theirs));

    List<LoggedEvent> events = newEvents(() -> server.withdraw(CHILD_WELFARE, Withdrawal.Scope.ALL_LINKED, ours.token()));

    assertThat(events).extracting(event -> event.event().kind().word()).containsExactlyInAnyOrder("matches", "withdrawal", "linked-withdrawal");
    LoggedEvent linked = events.stream().filter(event -> event.event() instanceof LinkedWithdrawalEvent).findFirst().orElseThrow();
    assertThat(linked.event()).isEqualTo(new LinkedWithdrawalEvent(linked.event().at(), PROBATION, List.of(name(linked.salt(), PROBATION, theirs
        .token()))));
    assertMatch(events, MatchesEvent.Now.NONE);
  }

  @Test
  void opening_leavesOneEventOfTheSameKind_whetherItShowsSomethingOrNothing() {
    server.submit(CHILD_WELFARE, asking(ours));
    server.submit(PROBATION, asking(theirs, screening(MARCH)));
    RecordToken unknown = TestRecords.token(random);

    LoggedEvent shown = newEvent(() -> assertThat(server.open(CHILD_WELFARE, ours.token())).isInstanceOf(OpeningAnswer.PointerAnswer.class));
    LoggedEvent nothing = newEvent(() -> assertThat(server.open(CHILD_WELFARE, unknown)).isInstanceOf(OpeningAnswer.Nothing.class));

    OpeningEvent first = (OpeningEvent) shown.event();
    assertThat(first.record()).isEqualTo(name(shown.salt(), CHILD_WELFARE, ours.token()));
    assertThat(first.shown()).contains(name(shown.salt(), PROBATION, theirs.token()));
    OpeningEvent second = (OpeningEvent) nothing.event();
    assertThat(second).isEqualTo(new OpeningEvent(second.at(), CHILD_WELFARE, second.answer(), name(nothing.salt(), CHILD_WELFARE, unknown), first
        .opening(),
        Optional.empty(), REQUEST));
    assertThat(sealedLength(shown.index())).as("the file does not tell them apart").isEqualTo(sealedLength(nothing.index()));
  }

  private int sealedLength(long index) {
    return server.database.read(handle -> handle.createQuery("SELECT length(sealed) FROM log_payload WHERE number = ?").bind(0, index).mapTo(
        Integer.class).one());
  }

  @Test
  void night_leavesAnEventForEachAgencyOfWhichSomethingWasOver_andElseNone() {
    server.submit(SCHOOL, asking(ours, screening(MARCH)));
    server.submit(SCHOOL, new GoneRecord(ours.token()));
    assertThat(newEvents(() -> server.expiry.run(server.rules))).isEmpty();

    server.today = LocalDate.of(2028, 4, 1);
    Event event = newEvent(() -> server.expiry.run(server.rules)).event();

    assertThat(event).isEqualTo(new ExpiryEvent(event.at(), SCHOOL, 1, 1));
    assertThat(newEvents(() -> server.expiry.run(server.rules))).isEmpty();
  }

  @Test
  void departure_leavesItsEventOnce_withHowManyRecordsWent() {
    server.submit(SCHOOL, asking(ours));
    server.rules = TestRules.without(server.rules, SCHOOL);

    Event event = newEvent(() -> server.departures.pass(server.rules, server.today)).event();

    assertThat(event).isEqualTo(new DepartureEvent(event.at(), SCHOOL, 1));
    assertThat(newEvents(() -> server.departures.pass(server.rules, server.today))).isEmpty();
  }

  @Test
  void epochs_leaveAnEventWhenTheyOpen_andOneWhenTheyClose() {
    server.rules = TestRules.withEpochs(server.rules, new EpochTerm(1, TODAY.minusDays(100), TODAY.plusDays(10)), new EpochTerm(2, TODAY, TODAY
        .plusDays(300)));
    Event opened = newEvent(() -> server.turning.turn(server.rules, server.today)).event();
    assertThat(opened).isEqualTo(new EpochEvent(opened.at(), 2, true));

    server.today = TODAY.plusDays(11);
    Event closed = newEvent(() -> server.turning.turn(server.rules, server.today)).event();
    assertThat(closed).isEqualTo(new EpochEvent(closed.at(), 1, false));
    assertThat(newEvents(() -> server.turning.turn(server.rules, server.today))).isEmpty();
  }

  @Test
  void withoutRoomForItsEvent_nothingHappens() {
    server.submit(SCHOOL, asking(ours));
    long leaves = server.count("log_leaf");
    server.database.writing(handle -> handle.execute("CREATE TRIGGER full BEFORE INSERT ON log_leaf BEGIN SELECT RAISE(ABORT, 'full'); END"));

    assertThatThrownBy(() -> server.withdraw(SCHOOL, Withdrawal.Scope.AGENCY, ours.token())).isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> server.open(SCHOOL, ours.token())).isInstanceOf(IllegalStateException.class);

    assertThat(server.held(SCHOOL)).containsExactly(ours.token());
    assertThat(server.count("tombstone")).isZero();
    assertThat(server.count("log_leaf")).isEqualTo(leaves);
  }
}
