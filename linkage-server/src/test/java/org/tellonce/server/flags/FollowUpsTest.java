package org.tellonce.server.flags;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestServer.REQUEST;
import static org.tellonce.server.TestServer.USER;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.screening;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.audit.AccountEvent;
import org.tellonce.protocol.audit.CorrectionEvent;
import org.tellonce.protocol.audit.DispositionEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.ShieldEvent;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.flags.Account;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.flags.RescreenReason;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.TestRecords;

/// What follows an answer: dispositions, corrections, shields, notices, accounts.
class FollowUpsTest {
  private static final YearMonth MARCH = YearMonth.of(2026, 3);
  /// The Monday of the week of [TestRules#TODAY], a Tuesday.
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

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
    server.submit(PROBATION, asking(theirs, screening(MARCH)));
    server.publish(CHILD_WELFARE);
    server.publish(PROBATION);
  }

  @AfterEach
  void close() {
    server.close();
  }

  private List<LoggedEvent> logged(Class<?> kind) {
    return server.database.read(handle -> server.log.all(handle).list()).stream().filter(event -> kind.isInstance(event.event())).toList();
  }

  private List<Notice> notices(AgencyId agency) {
    return ((FollowUpOutcome.Noticed) server.notices.after(agency, 0, server.rules)).page().notices();
  }

  private FollowUpOutcome.Done done() {
    return new FollowUpOutcome.Done(new Recorded(server.today));
  }

  // --- dispositions

  private static Disposition disposition(AnswerId answer, String user, Disposition.Screening screening, RescreenReason... reasons) {
    return new Disposition(answer, user, Disposition.Contact.REACHED, Disposition.Identity.CONFIRMED, screening, List.of(reasons));
  }

  @Test
  void disposition_takesThePlaceOfTheOneBefore_andEachIsALeaf() {
    AnswerId answer = server.open(CHILD_WELFARE, ours.token()).id();
    Disposition first = disposition(answer, USER, Disposition.Screening.NOT_YET);
    Disposition second = disposition(answer, USER, Disposition.Screening.REPEATED, RescreenReason.OLD);

    assertThat(server.dispositions.record(CHILD_WELFARE, first, REQUEST, () -> server.rules)).isEqualTo(done());
    assertThat(server.dispositions.record(CHILD_WELFARE, second, REQUEST, () -> server.rules)).isEqualTo(done());

    assertThat(server.database.<Optional<Disposition>>read(handle -> server.dispositions.find(handle, answer))).contains(second);
    assertThat(logged(DispositionEvent.class)).extracting(event -> ((DispositionEvent) event.event()).disposition()).containsExactly(first, second);
  }

  @Test
  void dispositionOfAnAnswerToOthers_orToNobody_findsNothing() {
    AnswerId answer = server.open(CHILD_WELFARE, ours.token()).id();

    assertThat(server.dispositions.record(PROBATION, disposition(answer, USER, Disposition.Screening.NOT_YET), REQUEST, () -> server.rules))
        .isEqualTo(
            new FollowUpOutcome.Unknown());
    assertThat(server.dispositions.record(CHILD_WELFARE, disposition(new AnswerId("0".repeat(32)), USER, Disposition.Screening.NOT_YET), REQUEST,
        () -> server.rules)).isEqualTo(new FollowUpOutcome.Unknown());
    assertThat(server.dispositions.record(CHILD_WELFARE, disposition(answer, "nobody", Disposition.Screening.NOT_YET), REQUEST, () -> server.rules))
        .isEqualTo(new FollowUpOutcome.UserRefused("unknown pseudonym"));
    assertThat(logged(DispositionEvent.class)).isEmpty();
  }

  @Test
  void emptyAnswer_hasADispositionToo() {
    AnswerId answer = server.lookUp(CHILD_WELFARE, TestRecords.alone(TestRecords.token(random), random)).id();

    assertThat(server.dispositions.record(CHILD_WELFARE, disposition(answer, USER, Disposition.Screening.REPEATED, RescreenReason.JUDGEMENT), REQUEST,
        () -> server.rules)).isEqualTo(done());
  }

  // --- corrections

  @Test
  void correctedPair_isNeverLinkedAgain_andEverybodyWhoSawItIsTold() {
    AnswerId earlier = server.open(CHILD_WELFARE, ours.token()).id();
    AnswerId answer = server.open(CHILD_WELFARE, ours.token()).id();
    assertThat(server.corrections.correct(CHILD_WELFARE, new Correction(answer, USER), REQUEST, () -> server.rules)).isEqualTo(done());

    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(server.open(CHILD_WELFARE, ours.token())).isInstanceOf(OpeningAnswer.Nothing.class);
    server.submit(PROBATION, asking(theirs, screening(MARCH)));
    server.submit(CHILD_WELFARE, asking(ours));
    assertThat(server.flagged(CHILD_WELFARE)).as("also when both come again").isEmpty();
    assertThat(notices(CHILD_WELFARE)).containsExactlyInAnyOrder(new Notice.CorrectedAnswer(earlier), new Notice.CorrectedAnswer(answer));
    assertThat(notices(PROBATION)).containsExactly(new Notice.CorrectedRecord(theirs.token()));
    assertThat(logged(CorrectionEvent.class)).singleElement().satisfies(event -> assertThat(((CorrectionEvent) event.event()).correction().answer())
        .isEqualTo(answer));
  }

  @Test
  void correctedLookUp_keepsItsTokenApart() {
    EncodedRecord asked = TestRecords.record(TestRecords.token(random), theirs.rows());
    AnswerId answer = server.lookUp(CHILD_WELFARE, asked).id();
    assertThat(server.corrections.correct(CHILD_WELFARE, new Correction(answer, USER), REQUEST, () -> server.rules)).isEqualTo(done());

    assertThat(server.lookUp(CHILD_WELFARE, asked)).isInstanceOf(OpeningAnswer.Nothing.class);
    assertThat(server.flagged(CHILD_WELFARE)).as("the record of another token").isNotEmpty();
  }

  @Test
  void correctionOfNothing_orOfAnothersAnswer_isRefused() {
    AnswerId nothing = server.lookUp(CHILD_WELFARE, TestRecords.alone(TestRecords.token(random), random)).id();
    AnswerId answer = server.open(CHILD_WELFARE, ours.token()).id();

    assertThat(server.corrections.correct(CHILD_WELFARE, new Correction(nothing, USER), REQUEST, () -> server.rules)).isInstanceOf(
        FollowUpOutcome.Conflict.class);
    assertThat(server.corrections.correct(PROBATION, new Correction(answer, USER), REQUEST, () -> server.rules)).isEqualTo(
        new FollowUpOutcome.Unknown());
    assertThat(server.corrections.correct(CHILD_WELFARE, new Correction(answer, "nobody"), REQUEST, () -> server.rules)).isEqualTo(
        new FollowUpOutcome.UserRefused("unknown pseudonym"));
    assertThat(server.flagged(CHILD_WELFARE)).isNotEmpty();
    assertThat(logged(CorrectionEvent.class)).isEmpty();
  }

  // --- shields

  private FollowUpOutcome shield(Shield.State state, Integer... minutes) {
    return server.shields.record(PROBATION, new Shield(theirs.token(), state, Shield.Reason.SAFETY, USER, List.of(minutes).stream().findFirst()),
        REQUEST, () -> server.rules);
  }

  @Test
  void shieldedRecord_makesNeitherFlagNorPointer_untilItIsLiftedOrEnded() {
    assertThat(shield(Shield.State.SET)).isEqualTo(done());
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(server.open(CHILD_WELFARE, ours.token())).isInstanceOf(OpeningAnswer.Nothing.class);

    assertThat(shield(Shield.State.LIFTED, 30)).isEqualTo(done());
    assertThat(server.flagged(CHILD_WELFARE)).isNotEmpty();
    server.time = LocalTime.of(12, 29, 59);
    assertThat(server.open(CHILD_WELFARE, ours.token())).isInstanceOf(OpeningAnswer.PointerAnswer.class);
    server.time = LocalTime.of(12, 30);
    assertThat(server.open(CHILD_WELFARE, ours.token())).as("again by itself").isInstanceOf(OpeningAnswer.Nothing.class);

    assertThat(shield(Shield.State.ENDED)).isEqualTo(done());
    assertThat(server.flagged(CHILD_WELFARE)).isNotEmpty();
    assertThat(logged(ShieldEvent.class)).extracting(event -> ((ShieldEvent) event.event()).state()).containsExactly(Shield.State.SET,
        Shield.State.LIFTED, Shield.State.ENDED);
  }

  @Test
  void shield_staysWhileTheRecordIsAway_andOthersCannotTouchIt() {
    shield(Shield.State.SET);
    server.withdraw(PROBATION, Withdrawal.Scope.LAPSED, theirs.token());
    server.submit(PROBATION, asking(theirs, screening(MARCH)));
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();

    assertThat(server.shields.record(CHILD_WELFARE, new Shield(theirs.token(), Shield.State.ENDED, Shield.Reason.OTHER, USER, Optional.empty()),
        REQUEST, () -> server.rules)).isInstanceOf(FollowUpOutcome.Conflict.class);
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
  }

  @Test
  void shieldThatIsNotThere_isNeitherLiftedNorEnded() {
    assertThat(shield(Shield.State.LIFTED, 5)).isInstanceOf(FollowUpOutcome.Conflict.class);
    assertThat(shield(Shield.State.ENDED)).isInstanceOf(FollowUpOutcome.Conflict.class);
    assertThat(logged(ShieldEvent.class)).isEmpty();
  }

  // --- notices

  private void open(boolean nameUs) {
    var request = new OpeningRequest(TestServer.request().caseCommitment(), Purpose.INTAKE, LegalBasis.JUVENILE_JUSTICE, USER, nameUs);
    server.openings.open(CHILD_WELFARE, ours.token(), request, REQUEST, () -> server.rules);
  }

  @Test
  void openedPointer_isToldFromTheMondayAfter_onceForTheWeek() {
    open(false);
    open(false);
    server.today = MONDAY.plusDays(6);
    open(false);
    assertThat(notices(PROBATION)).isEmpty();

    server.today = MONDAY.plusDays(7);
    assertThat(notices(PROBATION)).containsExactly(new Notice.Opened(theirs.token(), MONDAY, Optional.empty()));
    assertThat(notices(CHILD_WELFARE)).isEmpty();
    open(false);
    server.today = MONDAY.plusDays(14);
    assertThat(notices(PROBATION)).containsExactly(new Notice.Opened(theirs.token(), MONDAY, Optional.empty()), new Notice.Opened(theirs.token(),
        MONDAY
            .plusDays(7), Optional.empty()));
    assertThat(((FollowUpOutcome.Noticed) server.notices.after(PROBATION, 1, server.rules)).page().notices()).hasSize(1);
    assertThat(((FollowUpOutcome.Noticed) server.notices.after(PROBATION, 77, server.rules)).page().notices()).as("a cursor of another database")
        .hasSize(2);
  }

  @Test
  void viewer_isNamedOnlyIfTheYoungPersonSaidSo_andTheProfileAllows() {
    open(true);
    server.today = MONDAY.plusDays(7);
    assertThat(notices(PROBATION)).containsExactly(new Notice.Opened(theirs.token(), MONDAY, Optional.of("The child_welfare")));

    open(true);
    server.rules = TestRules.with(server.rules, CHILD_WELFARE, m -> TestRules.at(m, DisclosureProfile.P2));
    server.today = MONDAY.plusDays(14);
    assertThat(notices(PROBATION).getLast()).isEqualTo(new Notice.Opened(theirs.token(), MONDAY.plusDays(7), Optional.empty()));
  }

  @Test
  void recordWithdrawnForEver_hasNoNoticeAnyMore_andItsAnswersCannotBeCorrected() {
    AnswerId answer = server.open(CHILD_WELFARE, ours.token()).id();
    server.withdraw(PROBATION, Withdrawal.Scope.AGENCY, theirs.token());
    server.today = MONDAY.plusDays(7);

    assertThat(notices(PROBATION)).isEmpty();
    assertThat(server.corrections.correct(CHILD_WELFARE, new Correction(answer, USER), REQUEST, () -> server.rules)).isInstanceOf(
        FollowUpOutcome.Conflict.class);
    assertThat(server.dispositions.record(CHILD_WELFARE, disposition(answer, USER, Disposition.Screening.NOT_YET), REQUEST, () -> server.rules))
        .isEqualTo(
            done());
  }

  // --- accounts

  private Account account(AgencyId agency, EncodedRecord record) {
    return ((FollowUpOutcome.Accounted) server.accounts.of(agency, record.token(), REQUEST, () -> server.rules)).account();
  }

  @Test
  void account_tellsWhoWasShownTheRecord_andIsALeafItself() {
    open(false);
    server.today = server.today.plusDays(1);
    var named = new OpeningRequest(TestServer.request().caseCommitment(), Purpose.PLACEMENT, LegalBasis.CHILD_PROTECTION, USER, true);
    server.lookUp(SCHOOL, TestRecords.record(TestRecords.token(random), theirs.rows()), named);

    assertThat(account(PROBATION, theirs).views()).containsExactly(new Account.View(TestRules.TODAY, Purpose.INTAKE, LegalBasis.JUVENILE_JUSTICE,
        Account.Kind.OPENING, Optional.empty()), new Account.View(server.today, Purpose.PLACEMENT, LegalBasis.CHILD_PROTECTION, Account.Kind.LOOK_UP,
            Optional.of("The school")));
    assertThat(account(CHILD_WELFARE, ours).views()).as("asked about, not shown").isEmpty();
    assertThat(account(PROBATION, ours).views()).as("of another agency").isEmpty();
    assertThat(logged(AccountEvent.class)).hasSize(3);
  }
}
