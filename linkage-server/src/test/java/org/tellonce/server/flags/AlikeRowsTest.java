package org.tellonce.server.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestServer.USER;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.screening;
import static org.tellonce.server.TestServer.silent;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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
import org.tellonce.server.comparison.TestRecords;

/// Rosters that are made to ask: rows that look alike.
class AlikeRowsTest extends AskingRoster {
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
}
