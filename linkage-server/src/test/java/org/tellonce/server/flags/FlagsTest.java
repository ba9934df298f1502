package org.tellonce.server.flags;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.CLINIC;
import static org.tellonce.server.TestRules.POLICE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestRules.SHELTER;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.consented;
import static org.tellonce.server.TestServer.screening;
import static org.tellonce.server.TestServer.silent;

import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.Eligibility.Refusal;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.OpeningEvent;
import org.tellonce.protocol.audit.RecordName;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.FlagChange;
import org.tellonce.protocol.flags.FlagPage;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.flags.PointOfContact;
import org.tellonce.protocol.flags.Pointer;
import org.tellonce.protocol.submission.Consent;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.protocol.submission.ScreeningStatus;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.comparison.TestRecords;

class FlagsTest {
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
    server.submit(CHILD_WELFARE, asking(ours), asking(TestRecords.alone(TestRecords.token(random), random)));
    server.submit(PROBATION, asking(theirs, screening(MARCH)));
  }

  @AfterEach
  void close() {
    server.close();
  }

  private FlagPage after(AgencyId agency, long cursor) {
    return ((FlagsOutcome.Page) server.flags.after(agency, cursor, server.rules)).page();
  }

  private Pointer pointer() {
    return ((OpeningAnswer.PointerAnswer) server.open(CHILD_WELFARE, ours.token())).pointer();
  }

  @Test
  void likelyMatchWithAScreening_isAskFirst_forTheOtherAgencyOnly() {
    assertThat(server.flagged(CHILD_WELFARE)).containsExactly(ours.token());
    assertThat(server.flagged(PROBATION)).isEmpty();
  }

  @Test
  void feed_tellsEachChangeOnce() {
    RecordToken token = ours.token();
    assertThat(after(CHILD_WELFARE, 0)).isEqualTo(new FlagPage(List.of(new FlagChange(token, true, server.today)), 1, false));
    assertThat(after(CHILD_WELFARE, 1)).isEqualTo(new FlagPage(List.of(), 1, false));
    LocalDate first = server.today;
    server.today = first.plusDays(1);
    assertThat(after(CHILD_WELFARE, 0).changes()).containsExactly(new FlagChange(token, true, first));
    server.withdraw(PROBATION, Withdrawal.Scope.AGENCY, theirs.token());
    assertThat(after(CHILD_WELFARE, 1)).isEqualTo(new FlagPage(List.of(new FlagChange(token, false, server.today)), 2, false));
    assertThat(after(CHILD_WELFARE, 0)).isEqualTo(new FlagPage(List.of(new FlagChange(token, false, server.today)), 2, false));
    assertThat(after(CHILD_WELFARE, 77)).isEqualTo(new FlagPage(List.of(new FlagChange(token, false, server.today)), 2, false));
    assertThat(after(SCHOOL, 0)).isEqualTo(new FlagPage(List.of(), 0, false));
  }

  @Test
  void whatIsNotCurrent_makesNoFlag() {
    server.rules = TestRules.with(TestRules.rules(), PROBATION, TestRules::ended);
    assertThat(server.flagged(CHILD_WELFARE)).as("the holder's agreement").isEmpty();
    server.rules = TestRules.with(TestRules.rules(), CHILD_WELFARE, TestRules::ended);
    assertThat(server.flagged(CHILD_WELFARE)).as("the asking agency's agreement").isEmpty();
    server.rules = TestRules.with(TestRules.rules(), PROBATION, TestRules::stale);
    assertThat(server.flagged(CHILD_WELFARE)).as("the holder's contact").isEmpty();
    server.rules = TestRules.with(TestRules.rules(), CHILD_WELFARE, TestRules::stale);
    assertThat(server.flagged(CHILD_WELFARE)).as("the asking agency's contact").isNotEmpty();
    server.rules = TestRules.with(TestRules.rules(), PROBATION, m -> TestRules.at(m, DisclosureProfile.P1));
    assertThat(server.flagged(CHILD_WELFARE)).as("statistics only").isEmpty();
    server.rules = TestRules.without(TestRules.rules(), PROBATION);
    assertThat(server.flagged(CHILD_WELFARE)).as("no member").isEmpty();
    server.rules = TestRules.rules();
    server.submit(CHILD_WELFARE, silent(ours));
    assertThat(server.flagged(CHILD_WELFARE)).as("no open case").isEmpty();
    server.submit(CHILD_WELFARE, asking(ours));
    assertThat(server.flagged(CHILD_WELFARE)).isNotEmpty();
    server.submit(CHILD_WELFARE, new GoneRecord(ours.token()));
    assertThat(server.flagged(CHILD_WELFARE)).as("gone").isEmpty();
  }

  @Test
  void agreementThatEnded_takesTheFlagsAway_thenRefuses() {
    after(CHILD_WELFARE, 0);
    server.rules = TestRules.with(server.rules, CHILD_WELFARE, TestRules::ended);

    assertThat(after(CHILD_WELFARE, 1)).isEqualTo(new FlagPage(List.of(new FlagChange(ours.token(), false, server.today)), 2, false));
    assertThat(server.flags.after(CHILD_WELFARE, 2, server.rules)).isEqualTo(new FlagsOutcome.NotAllowed(Refusal.AGREEMENT_NOT_CURRENT));
    assertThat(server.flags.after(POLICE, 0, server.rules)).isEqualTo(new FlagsOutcome.NotAllowed(Refusal.CLASS_MAY_NOT_ASK));
  }

  @Test
  void screening_isShownToTheEndOfItsTwentyFourMonths_andOfItsConsent() {
    server.rules = TestRules.rules();
    server.submit(PROBATION, asking(theirs, consented(YearMonth.of(2024, 11), LocalDate.of(2027, 1, 1))));
    server.today = LocalDate.of(2026, 11, 30);
    assertThat(server.flagged(CHILD_WELFARE)).isNotEmpty();
    server.today = LocalDate.of(2026, 12, 1);
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    server.submit(PROBATION, asking(theirs, consented(MARCH, LocalDate.of(2026, 12, 31))));
    assertThat(server.flagged(CHILD_WELFARE)).isNotEmpty();
    server.today = LocalDate.of(2027, 1, 1);
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
  }

  @Test
  void retiredRecord_stillServesItsPointer() {
    server.submit(PROBATION, new GoneRecord(theirs.token()));

    assertThat(server.flagged(CHILD_WELFARE)).containsExactly(ours.token());
    assertThat(pointer().month()).isEqualTo(MARCH);
  }

  @Test
  void resyncingAgency_neitherFlagsNorIsFlagged() {
    server.live(PROBATION).add(TestRecords.token(random));
    server.submit(PROBATION, asking(theirs, screening(MARCH)));
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(server.open(CHILD_WELFARE, ours.token())).isInstanceOf(OpeningAnswer.Nothing.class);
    server.submit(PROBATION, true, List.of(asking(theirs, screening(MARCH))));
    assertThat(server.flagged(CHILD_WELFARE)).isNotEmpty();
    server.live(CHILD_WELFARE).add(TestRecords.token(random));
    server.submit(CHILD_WELFARE, asking(ours));
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
  }

  @Test
  void pointer_isTheNewestThatMayBeShown_andNamesItsAgency() {
    EncodedRecord schools = TestRecords.record(TestRecords.token(random), ours.rows());
    server.submit(SCHOOL, asking(schools, screening(YearMonth.of(2026, 9)), screening(YearMonth.of(2026, 10))));
    var school = server.rules.member(SCHOOL).orElseThrow();

    assertThat(pointer()).isEqualTo(Pointer.of(screening(YearMonth.of(2026, 10)), new PointOfContact.Agency("The school", school.contact()),
        server.today, true));
    server.rules = TestRules.with(server.rules, SCHOOL, TestRules::stale);
    assertThat(pointer().month()).isEqualTo(MARCH);
    assertThat(pointer().status()).isEqualTo(Optional.of(ScreeningStatus.COMPLETED));
  }

  @Test
  void hiddenAgency_isReachedThroughTheCoordinator_whereThreeClassesAreHidden() {
    server.withdraw(PROBATION, Withdrawal.Scope.AGENCY, theirs.token());
    EncodedRecord shelters = TestRecords.record(TestRecords.token(random), ours.rows());
    server.submit(SHELTER, asking(shelters, consented(MARCH, server.today)));

    assertThat(pointer().contact()).isEqualTo(new PointOfContact.ThroughCoordinator());
    assertThat(pointer().status()).isEmpty();
    server.rules = TestRules.with(server.rules, CLINIC, TestRules::stale);
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(server.open(CHILD_WELFARE, ours.token())).isInstanceOf(OpeningAnswer.Nothing.class);
  }

  private static String masked(OpeningAnswer answer) {
    return new String(answer.toBytes(), UTF_8).replace(answer.id().hex(), "ID").replace(answer.on().toString(), "DATE");
  }

  private static Screening matchOnly(Screening screening) {
    Consent consent = screening.consent().orElseThrow();
    return new Screening(screening.month(), screening.instrument(), screening.version(), screening.form(), screening.mode(), screening.coverage(),
        screening.validatedLanguage(), screening.status(), screening.legalBasis(), Optional.of(new Consent(consent.reference(), consent.signer(),
            consent
                .checked(), List.of(Consent.Scope.MATCH), consent.starts(), consent.until())));
  }

  @Test
  void consentThatKeepsTheAgencyHidden_isServedThroughTheCoordinator_whereThreeClassesAreHidden() {
    server.submit(PROBATION, asking(theirs, matchOnly(consented(YearMonth.of(2026, 9), server.today))));

    assertThat(pointer().contact()).isEqualTo(new PointOfContact.ThroughCoordinator());
    server.rules = TestRules.with(server.rules, CLINIC, TestRules::stale);
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(server.open(CHILD_WELFARE, ours.token())).isInstanceOf(OpeningAnswer.Nothing.class);
    server.submit(PROBATION, asking(theirs, matchOnly(consented(YearMonth.of(2026, 9), server.today)), screening(MARCH)));
    assertThat(pointer().month()).as("the newest that may be shown").isEqualTo(MARCH);
  }

  @Test
  void consent_showsFromItsFirstDayToItsLast() {
    LocalDate last = server.today.plusDays(10);
    server.submit(PROBATION, asking(theirs, consented(MARCH, last)));
    LocalDate begins = last.minusYears(1);

    for (LocalDate day : List.of(server.today, last)) {
      server.today = day;
      assertThat(server.flagged(CHILD_WELFARE)).as(day.toString()).isNotEmpty();
    }
    server.today = last.plusDays(1);
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(consented(MARCH, last).isShowable(begins.minusDays(1), 24)).isFalse();
  }

  @Test
  void purposeAndBasis_thatTheAgreementDoesNotName_areRefused_andNothingIsShown() {
    server.rules = TestRules.with(server.rules, CHILD_WELFARE, m -> TestRules.narrow(m, List.of(Purpose.PLACEMENT), List.of(LegalBasis.TREATMENT)));
    var request = new OpeningRequest(Digest.of(new byte[] {1}), Purpose.INTAKE, LegalBasis.JUVENILE_JUSTICE, "u-7f3a", false);

    assertThat(server.openings.open(CHILD_WELFARE, ours.token(), request, TestServer.REQUEST, () -> server.rules)).isInstanceOfSatisfying(
        FlagsOutcome.OutsideAgreement.class, outside -> assertThat(outside.problems()).extracting(Problem::where).containsExactly("opening.purpose",
            "opening.basis"));
    assertThat(server.openingsLogged()).isEmpty();
  }

  @Test
  void screening_onABasisThatItsAgencysAgreementNamesNoMore_isShownNoMore() {
    assertThat(server.flagged(CHILD_WELFARE)).isNotEmpty();
    server.rules = TestRules.with(server.rules, PROBATION, m -> TestRules.narrow(m, List.of(Purpose.INTAKE), List.of(LegalBasis.TREATMENT)));

    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(server.open(CHILD_WELFARE, ours.token())).isInstanceOf(OpeningAnswer.Nothing.class);
  }

  private static OpeningEvent opening(LoggedEvent logged) {
    return (OpeningEvent) logged.event();
  }

  private static Digest name(LoggedEvent logged, AgencyId agency, EncodedRecord record) {
    return RecordName.of(logged.salt(), agency, record.token());
  }

  private List<LoggedEvent> eventsOf(AgencyId agency, EncodedRecord record) {
    return server.database.read(handle -> server.log.of(handle, new RecordRef(agency, record.token())));
  }

  @Test
  void everyOpening_isAccountedFor_andAllEmptyAnswersAreTheSame() {
    pointer();
    OpeningAnswer unknown = server.open(CHILD_WELFARE, TestRecords.token(random));
    OpeningAnswer without = server.open(PROBATION, theirs.token());
    var request = new OpeningRequest(Digest.of(new byte[] {1}), Purpose.INTAKE, LegalBasis.JUVENILE_JUSTICE, "u-7f3a", false);

    assertThat(masked(unknown)).isEqualTo(masked(without));
    assertThat(server.openings.open(POLICE, ours.token(), request, TestServer.REQUEST, () -> server.rules)).isEqualTo(new FlagsOutcome.NotAllowed(
        Refusal.CLASS_MAY_NOT_ASK));
    List<LoggedEvent> openings = server.openingsLogged();
    assertThat(openings).hasSize(3);
    assertThat(openings.stream().filter(logged -> opening(logged).shown().isPresent())).singleElement().satisfies(logged -> assertThat(logged.event())
        .isEqualTo(new OpeningEvent(server.now(), CHILD_WELFARE, opening(logged).answer(), name(logged, CHILD_WELFARE, ours), request, Optional.of(
            name(logged, PROBATION,
                theirs)), TestServer.REQUEST)));
  }

  @Test
  void withdrawal_leavesTheAccounting_andNothingThatLeadsToItFromTheToken() {
    pointer();
    assertThat(eventsOf(CHILD_WELFARE, ours)).isNotEmpty();
    server.withdraw(PROBATION, Withdrawal.Scope.ALL_LINKED, theirs.token());

    assertThat(server.openingsLogged()).singleElement().satisfies(logged -> {
      assertThat(opening(logged).shown()).isPresent();
      assertThat(opening(logged).opening().user()).isEqualTo("u-7f3a");
      assertThat(logged.event().toJson().toString()).doesNotContain(ours.token().toString(), theirs.token().toString());
    });
    assertThat(eventsOf(CHILD_WELFARE, ours)).isEmpty();
    assertThat(eventsOf(PROBATION, theirs)).isEmpty();
  }

  @Test
  void lapse_takesPointerAndFlagAway_andLeavesTheAccountingNamed() {
    pointer();
    server.withdraw(PROBATION, Withdrawal.Scope.LAPSED, theirs.token());

    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(server.open(CHILD_WELFARE, ours.token())).isInstanceOf(OpeningAnswer.Nothing.class);
    assertThat(server.openingsLogged()).extracting(logged -> opening(logged).shown().isPresent()).containsExactly(true, false);
    assertThat(eventsOf(PROBATION, theirs)).filteredOn(logged -> logged.event() instanceof OpeningEvent).singleElement().satisfies(
        logged -> assertThat(opening(logged).shown()).contains(name(logged, PROBATION, theirs)));
  }

  @Test
  void withdrawal_takesTheFlagOutOfTheStoredFeed_beforeAnybodyAsks() {
    assertThat(after(CHILD_WELFARE, 0).changes()).hasSize(1);
    server.withdraw(CHILD_WELFARE, Withdrawal.Scope.AGENCY, ours.token());

    FlagChange gone = new FlagChange(ours.token(), false, server.today);
    java.util.Map<RecordToken, FlagChange> stored = server.database.read(handle -> server.flagStore.last(handle, CHILD_WELFARE));
    assertThat(stored).containsExactly(java.util.Map.entry(ours.token(), gone));
    assertThat(after(CHILD_WELFARE, 1)).isEqualTo(new FlagPage(List.of(gone), 2, false));
  }
}
