package org.tellonce.server.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestServer.REQUEST;
import static org.tellonce.server.TestServer.USER;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.consented;
import static org.tellonce.server.TestServer.screening;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.Eligibility.Refusal;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.audit.LockEvent;
import org.tellonce.protocol.audit.LookUpEvent;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.Compared;
import org.tellonce.server.comparison.TestRecords;
import org.tellonce.server.database.DamagedValueException;

/// What comes between the two looks of a look-up: that beside the writer, in which it is compared, and that of the writer, which answers; and look-ups that come at once.
class LookUpsBesideTheWriterTest extends LookedUpYouth {
  /// A question of child welfare.
  private LookUps.Question question() {
    return question(asked);
  }

  private LookUps.Question question(EncodedRecord asked) {
    server.publish(CHILD_WELFARE);
    return new LookUps.Question(CHILD_WELFARE, new LookUp(asked.token(), List.of(new LookUp.Encoding(1, asked)), TestServer.request(), Optional
        .empty()), REQUEST, () -> server.rules);
  }

  private Compared compared(LookUps.Question question) {
    return ((LookUps.Looked.Found) server.lookUps.look(question)).compared();
  }

  private OpeningAnswer answered(LookUps.Question question, Compared compared) {
    return ((FlagsOutcome.Answered) server.lookUps.answer(question, Optional.of(compared))).answer();
  }

  @Test
  void firstLook_writesNothing_andIsGoodUntilSomethingChanges() {
    LookUps.Question question = question();
    Compared compared = compared(question);

    for (String table : List.of("ask_count", "answer", "lookup", "log_leaf")) {
      long before = server.count(table);
      server.lookUps.look(question);
      assertThat(server.count(table)).as(table).isEqualTo(before);
    }
    assertThat(server.epochs.isCurrent(compared)).isTrue();
    assertThat(answered(question, compared)).isInstanceOf(OpeningAnswer.PointerAnswer.class);
    assertThat(server.epochs.isCurrent(compared)).as("other questions change nothing").isTrue();
    server.submit(SCHOOL, asking(stranger()));
    assertThat(server.epochs.isCurrent(compared)).isFalse();
  }

  @Test
  void recordWithdrawnAfterTheFirstLook_isNotShown() {
    LookUps.Question question = question();
    Compared compared = compared(question);
    server.withdraw(PROBATION, Withdrawal.Scope.ALL_LINKED, theirs.token());

    assertThat(answered(question, compared)).isInstanceOf(OpeningAnswer.Nothing.class);
  }

  @Test
  void recordShieldedAfterTheFirstLook_isNotShown() {
    server.publish(PROBATION);
    LookUps.Question question = question();
    Compared compared = compared(question);
    server.shields.record(PROBATION, new Shield(theirs.token(), Shield.State.SET, Shield.Reason.SAFETY, USER, Optional.empty()), REQUEST,
        () -> server.rules);

    assertThat(answered(question, compared)).isInstanceOf(OpeningAnswer.Nothing.class);
  }

  @Test
  void pairKeptApartAfterTheFirstLook_isNotShown() {
    OpeningAnswer earlier = server.lookUp(CHILD_WELFARE, asked);
    LookUps.Question question = question();
    Compared compared = compared(question);
    server.corrections.correct(CHILD_WELFARE, new Correction(earlier.id(), USER), REQUEST, () -> server.rules);

    assertThat(answered(question, compared)).isInstanceOf(OpeningAnswer.Nothing.class);
  }

  @Test
  void recordThatCameAgainWithOtherRowsAfterTheFirstLook_isNotShown() {
    LookUps.Question question = question();
    Compared compared = compared(question);
    server.submit(PROBATION, asking(TestRecords.alone(theirs.token(), random), screening(MARCH)));

    assertThat(answered(question, compared)).isInstanceOf(OpeningAnswer.Nothing.class);
  }

  @Test
  void agencyOutOfStepAfterTheFirstLook_showsNothing() {
    LookUps.Question question = question();
    Compared compared = compared(question);
    server.database.writing(handle -> handle.execute("DELETE FROM epoch_feed WHERE agency = (SELECT number FROM agency WHERE id = ?)", PROBATION
        .value()));

    assertThat(server.epochs.isCurrent(compared)).as("nothing that was compared has changed").isTrue();
    assertThat(answered(question, compared)).isInstanceOf(OpeningAnswer.Nothing.class);
  }

  @Test
  void epochClosedAfterTheFirstLook_isRefused_andNothingIsCounted() {
    LookUps.Question question = question();
    Compared compared = compared(question);
    server.database.write(handle -> server.epochs.close(handle, 1));

    assertThat(server.lookUps.answer(question, Optional.of(compared))).isInstanceOf(FlagsOutcome.WrongEpoch.class);
    assertThat(server.count("ask_count")).isZero();
    assertThat(server.count("answer")).isZero();
    assertThat(server.lookUps.look(question)).isInstanceOf(LookUps.Looked.Refused.class);
  }

  /// A question that began before an epoch was closed, and still sees it as open.
  private LookUps.Looked closedMeanwhile(LookUps.Question question) {
    return server.database.read(handle -> {
      long changes = server.epochs.changes();
      assertThat(server.epochs.of(handle)).hasSize(1);
      server.database.write(writer -> server.epochs.close(writer, 1));
      server.database.writing(server.epochs::destroyKeys);
      return server.lookUps.look(handle, question, changes);
    });
  }

  @Test
  void epochClosedAndItsKeyDestroyedDuringTheFirstLook_isRefused_asAnyThatIsNotOpen() {
    LookUps.Question question = question();

    assertThat(closedMeanwhile(question)).isEqualTo(new LookUps.Looked.Stale());
    assertThat(server.lookUps.answer(question, Optional.empty())).isInstanceOf(FlagsOutcome.WrongEpoch.class);
    assertThat(server.count("ask_count")).isZero();
  }

  @Test
  void whatCannotBeRead_thoughNothingChanged_fails() {
    LookUps.Question question = question();
    server.database.writing(handle -> handle.execute("UPDATE record SET pointer = zeroblob(length(pointer))"));

    assertThatThrownBy(() -> server.lookUps.look(question)).isInstanceOf(DamagedValueException.class);
  }

  @Test
  void firstLookThatSawWhatIsNotAnyMore_isComparedByTheWriter() {
    assertThat(((FlagsOutcome.Answered) server.lookUps.answer(question(), Optional.empty())).answer()).isInstanceOf(
        OpeningAnswer.PointerAnswer.class);
  }

  @Test
  void dayOverAfterTheFirstLook_answersByTheNext() {
    server.submit(PROBATION, asking(theirs, consented(MARCH, server.today)));
    LookUps.Question question = question();
    Compared compared = compared(question);
    assertThat(answered(question, compared)).isInstanceOf(OpeningAnswer.PointerAnswer.class);
    server.today = server.today.plusDays(1);

    OpeningAnswer answer = answered(question, compared);

    assertThat(answer).as("the consent is over").isInstanceOf(OpeningAnswer.Nothing.class);
    assertThat(answer.on()).isEqualTo(server.today);
    assertThat(logged(LookUpEvent.class).getLast().event().at()).isEqualTo(server.now());
    for (int i = 1; i < server.rules.limits().asksPerUserDay(); i++) {
      answered(question(stranger()), compared);
    }
    assertThat(server.lookUps.answer(question, Optional.of(compared))).as("it counted on the day that is").isInstanceOf(FlagsOutcome.TooMany.class);
  }

  @Test
  void rulesTakenAfterTheFirstLook_sayWhatIsShown_andWhoAsks() {
    LookUps.Question question = question();
    Compared compared = compared(question);
    server.rules = TestRules.with(server.rules, PROBATION, m -> TestRules.at(m, DisclosureProfile.P1));
    assertThat(server.epochs.isCurrent(compared)).as("nothing that was compared has changed").isTrue();
    assertThat(answered(question, compared)).isInstanceOf(OpeningAnswer.Nothing.class);

    server.rules = TestRules.with(server.rules, CHILD_WELFARE, m -> TestRules.narrow(m, List.of(Purpose.INTAKE), List.of(LegalBasis.CONSENT)));
    assertThat(server.lookUps.answer(question, Optional.of(compared))).isInstanceOf(FlagsOutcome.OutsideAgreement.class);

    server.rules = TestRules.with(server.rules, CHILD_WELFARE, TestRules::ended);
    assertThat(server.lookUps.answer(question, Optional.of(compared))).isEqualTo(new FlagsOutcome.NotAllowed(Refusal.AGREEMENT_NOT_CURRENT));
    assertThat(logged(LookUpEvent.class)).hasSize(1);
  }

  @Test
  void authorisationOverAfterTheFirstLook_isRefused() {
    server.rules = TestRules.with(server.rules, SCHOOL, m -> TestRules.of(TestRules.at(m, DisclosureProfile.P2),
        AgencyClass.VICTIM_SERVICE_PROVIDER));
    server.publish(SCHOOL);
    var question = new LookUps.Question(SCHOOL, new LookUp(asked.token(), List.of(new LookUp.Encoding(1, asked)), TestServer.request(), consented(
        MARCH, server.today).consent()), REQUEST, () -> server.rules);
    Compared compared = compared(question);
    server.today = server.today.plusDays(1);

    assertThat(server.lookUps.answer(question, Optional.of(compared))).isInstanceOf(FlagsOutcome.OutsideAgreement.class);
    assertThat(server.count("ask_count")).isZero();
  }

  @Test
  void userGoneOrBudgetUsedUpAfterTheFirstLook_isRefused() {
    LookUps.Question question = question();
    Compared compared = compared(question);
    for (int i = 0; i < server.rules.limits().asksPerUserDay(); i++) {
      server.lookUp(CHILD_WELFARE, stranger());
    }
    assertThat(server.lookUps.answer(question, Optional.of(compared))).isInstanceOf(FlagsOutcome.TooMany.class);
    assertThat(server.lookUps.look(question)).isInstanceOf(LookUps.Looked.Refused.class);

    server.directories.take(CHILD_WELFARE, server.directory(2, "u-9"), REQUEST, server.rules);
    assertThat(server.lookUps.answer(question, Optional.of(compared))).isInstanceOf(FlagsOutcome.UserRefused.class);
  }

  @Test
  void probesAtOnce_areCounted_asIfTheyCameOneAfterTheOther() throws Exception {
    server.publish(CHILD_WELFARE);
    List<EncodedRecord> probes = IntStream.range(0, 2 * Probes.MOST).mapToObj(_ -> TestRecords.record(TestRecords.token(random), Stream.concat(theirs
        .rows().stream().limit(1), stranger().rows().stream().limit(15)).toList())).toList();
    List<FlagsOutcome> outcomes = new ArrayList<>();
    try (var callers = Executors.newFixedThreadPool(probes.size())) {
      for (var outcome : callers.invokeAll(probes.stream().<Callable<FlagsOutcome>>map(probe -> () -> server.lookUp(CHILD_WELFARE, probe, TestServer
          .request())).toList())) {
        outcomes.add(outcome.get());
      }
    }

    assertThat(outcomes.stream().filter(FlagsOutcome.Answered.class::isInstance)).hasSize(Probes.MOST - 1);
    assertThat(logged(LookUpEvent.class)).hasSize(Probes.MOST - 1);
    assertThat(logged(LockEvent.class)).hasSize(1);
  }
}
