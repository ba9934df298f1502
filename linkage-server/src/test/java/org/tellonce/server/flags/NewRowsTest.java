package org.tellonce.server.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestServer.USER;
import static org.tellonce.server.TestServer.asking;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.EpochTerm;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.ConfirmationEvent;
import org.tellonce.protocol.flags.Confirmation;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.server.TestRules;
import org.tellonce.server.comparison.TestRecords;

/// Rosters that are made to ask: more new rows than usual, and other rows under held tokens.
class NewRowsTest extends AskingRoster {
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
