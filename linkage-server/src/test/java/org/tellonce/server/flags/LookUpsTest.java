package org.tellonce.server.flags;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.server.TestRules.CHILD_WELFARE;
import static org.tellonce.server.TestRules.CLINIC;
import static org.tellonce.server.TestRules.POLICE;
import static org.tellonce.server.TestRules.PROBATION;
import static org.tellonce.server.TestRules.SCHOOL;
import static org.tellonce.server.TestServer.REQUEST;
import static org.tellonce.server.TestServer.USER;
import static org.tellonce.server.TestServer.asking;
import static org.tellonce.server.TestServer.consented;

import java.time.Duration;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.agreements.Eligibility.Refusal;
import org.tellonce.protocol.audit.LockEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.LookUpEvent;
import org.tellonce.protocol.audit.RecordName;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.protocol.submission.Consent;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.server.TestRules;
import org.tellonce.server.TestServer;
import org.tellonce.server.comparison.TestRecords;

class LookUpsTest extends LookedUpYouth {
  private static String masked(OpeningAnswer answer) {
    return new String(answer.toBytes(), UTF_8).replace(answer.id().hex(), "ID").replace(answer.on().toString(), "DATE");
  }

  private List<Integer> lengths(String table) {
    return server.database.read(handle -> handle.createQuery("SELECT DISTINCT length(sealed) FROM " + table).mapTo(Integer.class).list());
  }

  private static OpeningRequest by(String user) {
    OpeningRequest of = TestServer.request();
    return new OpeningRequest(of.caseCommitment(), of.purpose(), of.basis(), user, false);
  }

  @Test
  void youngPersonScreenedElsewhere_isPointedTo_andNothingIsKeptThatCouldMatch() {
    long entries = server.indexEntries();
    var answer = (OpeningAnswer.PointerAnswer) server.lookUp(CHILD_WELFARE, asked);

    assertThat(answer.pointer().month()).isEqualTo(MARCH);
    assertThat(server.indexEntries()).isEqualTo(entries);
    assertThat(server.flagged(CHILD_WELFARE)).isEmpty();
    assertThat(server.flagged(PROBATION)).isEmpty();
    assertThat(server.held(CHILD_WELFARE)).doesNotContain(asked.token());
    assertThat(server.lookUp(SCHOOL, asked)).as("a question is no candidate of others").isInstanceOf(OpeningAnswer.PointerAnswer.class);
  }

  @Test
  void everyLookUp_leavesOneEventAndAsManyRows_whateverTheAnswer() {
    server.publish(CHILD_WELFARE);
    long names = server.count("log_name");
    OpeningAnswer shown = server.lookUp(CHILD_WELFARE, asked);
    long namesOfShown = server.count("log_name") - names;
    EncodedRecord unknown = stranger();
    OpeningAnswer nothing = server.lookUp(CHILD_WELFARE, unknown);

    List<LoggedEvent> events = logged(LookUpEvent.class);
    assertThat(events).hasSize(2);
    LookUpEvent first = (LookUpEvent) events.getFirst().event();
    assertThat(first).isEqualTo(new LookUpEvent(server.now(), CHILD_WELFARE, shown.id(), RecordName.of(events.getFirst().salt(), CHILD_WELFARE, asked
        .token()), TestServer.request(), Optional.empty(), Optional.of(RecordName.of(events.getFirst().salt(), PROBATION, theirs.token())), REQUEST));
    LookUpEvent second = (LookUpEvent) events.getLast().event();
    assertThat(second.answer()).isEqualTo(nothing.id());
    assertThat(second.shown()).isEmpty();
    assertThat(server.count("log_name") - names).isEqualTo(2 * namesOfShown);
    assertThat(server.count("answer")).isEqualTo(2);
    assertThat(server.count("lookup")).isEqualTo(2);
    assertThat(lengths("answer")).hasSize(1);
    assertThat(lengths("lookup")).hasSize(1);
    assertThat(events.stream().map(event -> server.database.<Integer>read(handle -> handle.createQuery(
        "SELECT length(sealed) FROM log_payload WHERE number = ?").bind(0, event.index()).mapTo(Integer.class).one())).distinct()).hasSize(1);
  }

  @Test
  void emptyAnswers_areTheSameButForNameAndDate() {
    String unknown = masked(server.lookUp(CHILD_WELFARE, stranger()));

    server.publish(PROBATION);
    server.shields.record(PROBATION, new Shield(theirs.token(), Shield.State.SET, Shield.Reason.SAFETY, USER, Optional.empty()), REQUEST,
        () -> server.rules);
    assertThat(masked(server.lookUp(CHILD_WELFARE, asked))).as("shielded").isEqualTo(unknown);
    server.shields.record(PROBATION, new Shield(theirs.token(), Shield.State.ENDED, Shield.Reason.SAFETY, USER, Optional.empty()), REQUEST,
        () -> server.rules);
    assertThat(masked(server.lookUp(CHILD_WELFARE, asked))).isNotEqualTo(unknown);

    server.rules = TestRules.with(server.rules, PROBATION, m -> TestRules.at(m, DisclosureProfile.P2));
    server.rules = TestRules.without(server.rules, CLINIC);
    server.rules = TestRules.without(server.rules, POLICE);
    assertThat(masked(server.lookUp(CHILD_WELFARE, asked))).as("hidden and not reachable").isEqualTo(unknown);
    assertThat(server.open(CHILD_WELFARE, asked.token()).id()).isNotEqualTo(server.open(CHILD_WELFARE, asked.token()).id());
  }

  @Test
  void thirdRecord_carriesNothingOver() {
    EncodedRecord between = TestRecords.record(TestRecords.token(random), Stream.concat(theirs.rows().stream().limit(8), stranger()
        .rows().stream().limit(8)).toList());
    server.submit(SCHOOL, asking(between));
    EncodedRecord far = TestRecords.record(TestRecords.token(random), Stream.concat(between.rows().stream().filter(row -> !theirs
        .rows().contains(row)), stranger().rows().stream().limit(8)).toList());

    assertThat(server.lookUp(CHILD_WELFARE, far)).isInstanceOf(OpeningAnswer.Nothing.class);
    server.submit(CHILD_WELFARE, asking(far));
    assertThat(server.flagged(CHILD_WELFARE)).as("as a record it would have a flag").contains(far.token());
  }

  @Test
  void ownRecordUnderItsToken_isLookedUpByTheRowsGivenHere() {
    EncodedRecord own = TestRecords.alone(asked.token(), random);
    server.submit(CHILD_WELFARE, asking(own));

    assertThat(server.lookUp(CHILD_WELFARE, asked)).isInstanceOf(OpeningAnswer.PointerAnswer.class);
    assertThat(server.open(CHILD_WELFARE, asked.token())).as("the record itself has no flag").isInstanceOf(OpeningAnswer.Nothing.class);
    server.submit(PROBATION, new GoneRecord(theirs.token()));
    assertThat(server.lookUp(CHILD_WELFARE, asked)).as("retired, still serving").isInstanceOf(OpeningAnswer.PointerAnswer.class);
  }

  @Test
  void agencyThatMayNotAsk_isRefused_andNothingIsCounted() {
    assertThat(server.lookUp(POLICE, asked, TestServer.request())).isEqualTo(new FlagsOutcome.NotAllowed(Refusal.CLASS_MAY_NOT_LOOK_UP));
    server.rules = TestRules.with(server.rules, CHILD_WELFARE, TestRules::ended);
    assertThat(server.lookUp(CHILD_WELFARE, asked, TestServer.request())).isEqualTo(new FlagsOutcome.NotAllowed(Refusal.AGREEMENT_NOT_CURRENT));
    assertThat(server.count("ask_count")).isZero();
  }

  @Test
  void victimServiceProvider_looksUpOnlyOnAConsentOfWhichSomebodyCheckedWhoSigned() {
    server.rules = TestRules.with(server.rules, SCHOOL, m -> TestRules.of(TestRules.at(m, DisclosureProfile.P2),
        AgencyClass.VICTIM_SERVICE_PROVIDER));
    server.publish(SCHOOL);
    Consent consent = consented(MARCH, server.today).consent().orElseThrow();
    var unchecked = new Consent(consent.reference(), consent.signer(), false, consent.scope(), consent.starts(), consent.until());
    var over = new Consent(consent.reference(), consent.signer(), true, consent.scope(), consent.starts(), server.today.minusDays(1));
    var checked = new Consent(consent.reference(), consent.signer(), true, consent.scope(), consent.starts(), consent.until());

    for (Optional<Consent> lacking : List.of(Optional.<Consent>empty(), Optional.of(unchecked), Optional.of(over))) {
      assertThat(on(lacking)).as(lacking.toString()).isInstanceOfSatisfying(FlagsOutcome.OutsideAgreement.class, outside -> assertThat(outside
          .problems()).extracting(problem -> problem.where()).containsExactly("consent"));
    }
    assertThat(logged(LookUpEvent.class)).isEmpty();
    assertThat(on(Optional.of(checked))).isInstanceOf(FlagsOutcome.Answered.class);
  }

  private FlagsOutcome.OfOpening on(Optional<Consent> consent) {
    return server.lookUps.lookUp(SCHOOL, new LookUp(asked.token(), List.of(new LookUp.Encoding(1, asked)), TestServer.request(), consent), REQUEST,
        () -> server.rules);
  }

  @Test
  void unknownUser_isRefused_whateverWouldBeAnswered() {
    var refused = new FlagsOutcome.UserRefused("unknown pseudonym");

    assertThat(server.lookUp(CHILD_WELFARE, asked, by("nobody"))).isEqualTo(refused);
    assertThat(server.lookUp(CHILD_WELFARE, stranger(), by("nobody"))).isEqualTo(refused);
    assertThat(server.openings.open(CHILD_WELFARE, asked.token(), by("nobody"), REQUEST, () -> server.rules)).isEqualTo(refused);
    assertThat(logged(LookUpEvent.class)).isEmpty();
  }

  @Test
  void epochThatIsNotOpen_isRefused() {
    server.publish(CHILD_WELFARE);
    var outcome = (FlagsOutcome.WrongEpoch) server.lookUps.lookUp(CHILD_WELFARE, new LookUp(asked.token(), List.of(new LookUp.Encoding(1, asked),
        new LookUp.Encoding(2, asked)), TestServer.request(), Optional.empty()), REQUEST, () -> server.rules);

    assertThat(outcome.problems()).extracting(problem -> problem.where()).containsExactly("encodings[1].epoch");
  }

  @Test
  void userAndAgency_haveBudgets_untilMidnightOfTheCollaborative() {
    server.publish(CHILD_WELFARE);
    server.time = LocalTime.of(23, 59, 30);
    for (int i = 0; i < server.rules.limits().asksPerUserDay(); i++) {
      server.lookUp(CHILD_WELFARE, stranger());
    }
    assertThat(server.lookUp(CHILD_WELFARE, asked, TestServer.request())).isEqualTo(new FlagsOutcome.TooMany(30));
    assertThat(server.openings.open(CHILD_WELFARE, asked.token(), TestServer.request(), REQUEST, () -> server.rules)).as("openings too").isEqualTo(
        new FlagsOutcome.TooMany(30));
    server.today = server.today.plusDays(1);
    assertThat(server.lookUp(CHILD_WELFARE, asked, TestServer.request())).isInstanceOf(FlagsOutcome.Answered.class);
  }

  @Test
  void budgetOfAnAgency_bindsAllItsUsers_andSurvivesARestart() {
    List<String> users = new ArrayList<>();
    for (int i = 0; i <= server.rules.limits().asksPerDay() / server.rules.limits().asksPerUserDay(); i++) {
      users.add("u-" + i);
    }
    server.directories.take(SCHOOL, server.directory(1, users.toArray(String[]::new)), REQUEST, server.rules);
    for (int i = 0; i < server.rules.limits().asksPerDay(); i++) {
      assertThat(server.openings.open(SCHOOL, asked.token(), by(users.get(i / server.rules.limits().asksPerUserDay())), REQUEST, () -> server.rules))
          .isInstanceOf(
              FlagsOutcome.Answered.class);
    }
    server.close();
    server = new TestServer(folder.resolve("server.db"), server.key);

    assertThat(server.openings.open(SCHOOL, asked.token(), by(users.getLast()), REQUEST, () -> server.rules)).isEqualTo(new FlagsOutcome.TooMany(12
        * 3_600));
    server.publish(CHILD_WELFARE);
    assertThat(server.lookUp(CHILD_WELFARE, asked)).as("another agency").isInstanceOf(OpeningAnswer.PointerAnswer.class);
  }

  private FlagsOutcome probe(AgencyId agency) {
    return server.lookUp(agency, TestRecords.record(TestRecords.token(random), Stream.concat(theirs.rows().stream().limit(1),
        stranger().rows().stream().limit(15)).toList()), TestServer.request());
  }

  @Test
  void twelveProbesOfOnePerson_lockTheUser_untilTheDirectoryClearsThem() {
    for (int i = 1; i < Probes.MOST; i++) {
      server.time = server.time.plusSeconds(30);
      assertThat(probe(CHILD_WELFARE)).isInstanceOf(FlagsOutcome.Answered.class);
    }
    var locked = new FlagsOutcome.UserRefused("locked since " + server.today
        + ": a second person of the agency looks at why and clears the user in the directory");
    assertThat(probe(CHILD_WELFARE)).isEqualTo(locked);
    assertThat(server.lookUp(CHILD_WELFARE, stranger(), TestServer.request())).isEqualTo(locked);
    assertThat(server.openings.open(CHILD_WELFARE, asked.token(), TestServer.request(), REQUEST, () -> server.rules)).isEqualTo(locked);
    assertThat(logged(LockEvent.class)).singleElement().satisfies(event -> assertThat(event.event()).isEqualTo(LockEvent.of(server.now(),
        CHILD_WELFARE, USER)));
    assertThat(((FollowUpOutcome.Noticed) server.notices.after(CHILD_WELFARE, 0, server.rules)).page().notices()).containsExactly(new Notice.Locked(
        USER));
    assertThat(probe(SCHOOL)).as("the same pseudonym elsewhere").isInstanceOf(FlagsOutcome.Answered.class);
  }

  @Test
  void probesSpreadOverTime_lockNobody() {
    for (int i = 0; i < 2 * Probes.MOST; i++) {
      server.time = server.time.plus(Duration.ofSeconds(60));
      assertThat(probe(CHILD_WELFARE)).isInstanceOf(FlagsOutcome.Answered.class);
    }
  }

  @Test
  void rowsAskedWith_areKeptForSevenDays_andGoWithTheirTokenAtOnce() {
    server.lookUp(CHILD_WELFARE, asked);
    server.today = server.today.plusDays(7);
    server.answerExpiry.run(server.rules);
    assertThat(server.count("lookup")).isEqualTo(1);
    server.today = server.today.plusDays(1);
    server.answerExpiry.run(server.rules);
    assertThat(server.count("lookup")).isZero();
    assertThat(server.count("answer")).isEqualTo(1);

    server.lookUp(CHILD_WELFARE, asked);
    server.withdraw(CHILD_WELFARE, Withdrawal.Scope.LAPSED, asked.token());
    assertThat(server.count("lookup")).isZero();
    server.today = server.today.plusMonths(73);
    server.answerExpiry.run(server.rules);
    assertThat(server.count("answer")).isZero();
  }

  @Test
  void withdrawnEverywhere_isFoundByNobody() {
    assertThat(server.lookUp(CHILD_WELFARE, asked)).isInstanceOf(OpeningAnswer.PointerAnswer.class);
    server.withdraw(PROBATION, Withdrawal.Scope.ALL_LINKED, theirs.token());

    assertThat(server.lookUp(CHILD_WELFARE, asked)).isInstanceOf(OpeningAnswer.Nothing.class);
  }

  @Test
  void whatWasAskedWith_isRememberedAfterARestart() {
    for (int i = 1; i < Probes.MOST; i++) {
      assertThat(probe(CHILD_WELFARE)).isInstanceOf(FlagsOutcome.Answered.class);
    }
    server.close();
    server = new TestServer(folder.resolve("server.db"), server.key);
    assertThat(probe(CHILD_WELFARE)).isInstanceOf(FlagsOutcome.UserRefused.class);
  }

  @Test
  void unknownTokens_areNoRecords() {
    assertThat(server.open(CHILD_WELFARE, new RecordToken(1, 2))).isInstanceOf(OpeningAnswer.Nothing.class);
  }
}
