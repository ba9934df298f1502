package org.tellonce.agency.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.agency.audit.TestEvents.digest;
import static org.tellonce.agency.audit.TestEvents.opening;
import static org.tellonce.agency.audit.TestEvents.request;
import static org.tellonce.agency.audit.TestEvents.submission;
import static org.tellonce.agency.audit.TestEvents.withdrawal;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.TestCustodians;
import org.tellonce.agency.audit.Finding.Kind;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.audit.CertificateEvent;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.RulesEvent;
import org.tellonce.protocol.audit.Salt;
import org.tellonce.protocol.keys.P256;
import org.tellonce.protocol.transport.SignedRequest;

class ReconciliationTest {
  private static final Instant NOW = TestCustodians.NOW;
  private static final Instant SINCE = NOW.minus(Duration.ofDays(3));
  private static final Instant YESTERDAY = NOW.minus(Duration.ofDays(1));
  private static final Instant JUST_NOW = NOW.minusSeconds(60);
  private final List<String> lines = new ArrayList<>(List.of(Journal.sinceLine(SINCE)));
  private final SignedRequest request = request(YESTERDAY);

  private void asked(String route, SignedRequest of, String subject) {
    lines.add(Journal.askedLine(route, of.digest(), YESTERDAY, subject));
  }

  private void answered(SignedRequest of, Instant at) {
    lines.add(Journal.answeredLine(of.digest(), new Journal.Answer(digest("receipt"), at)));
  }

  private Reconciliation.Result result(long checked, Event... events) {
    List<LoggedEvent> logged = IntStream.range(0, events.length).mapToObj(i -> new LoggedEvent(i, Salt.of(new byte[32]), events[i])).toList();
    return new Reconciliation(TestCustodians.CHILD_WELFARE, TestEvents.KEYS.getPublic(), Journal.of(lines, NOW), checked, NOW).of(logged);
  }

  private Optional<Kind> kind(Event... events) {
    return result(0, events).found().map(Reconciliation.Found::kind);
  }

  // --- what is wrong

  @Test
  void answeredCallThatTheLogDoesNotShow_isMissing_onceNoCheckpointCanLieBehindIt() {
    for (String route : List.of("COMMIT", "WITHDRAW", "OPENINGS")) {
      lines.subList(1, lines.size()).clear();
      asked(route, request, "-");
      answered(request, YESTERDAY);
      assertThat(kind()).as(route).contains(Kind.MISSING);
      assertThat(kind(opening(YESTERDAY, request(YESTERDAY)))).as(route).contains(Kind.INVENTED);
    }
    lines.set(2, Journal.answeredLine(request.digest(), new Journal.Answer(digest("receipt"), NOW.minus(Reconciliation.COVERED))));
    assertThat(kind()).isEmpty();
  }

  @Test
  void eventOfARequestThatThisClientNeverMade_isInvented() {
    assertThat(kind(opening(YESTERDAY, request))).contains(Kind.INVENTED);
    assertThat(kind(submission(YESTERDAY, "s", "receipt", request))).contains(Kind.INVENTED);
    assertThat(kind(withdrawal(YESTERDAY, request))).contains(Kind.INVENTED);
    assertThat(result(0, opening(YESTERDAY, request)).found().orElseThrow().where()).contains("leaf 0, opening of ", "with this agency's key",
        "not by this client");
    SignedRequest others = request(P256.newPair(TestEvents.RANDOM), YESTERDAY);
    assertThat(result(0, opening(YESTERDAY, others)).found().orElseThrow().where()).contains("not signed with this agency's key");
  }

  @Test
  void sameRequestTwice_isInvented_alsoIfOneIsOld() {
    asked("OPENINGS", request, "-");
    assertThat(kind(opening(YESTERDAY, request), opening(YESTERDAY, request))).contains(Kind.INVENTED);
    assertThat(result(1, opening(YESTERDAY, request), opening(YESTERDAY, request)).found()).isPresent();
  }

  @Test
  void anotherReceiptThanTheOneThatCame_isAltered() {
    asked("COMMIT", request, digest("s").hex());
    answered(request, JUST_NOW);
    assertThat(kind(submission(YESTERDAY, "s", "another receipt", request))).contains(Kind.ALTERED);
  }

  @Test
  void certificateThatNeverLayHere_isUnknown() {
    var own = new CertificateEvent(YESTERDAY, Optional.of(TestCustodians.CHILD_WELFARE), digest("stolen"), NOW);
    assertThat(kind(own)).contains(Kind.UNKNOWN_CERTIFICATE);
  }

  @Test
  void rulesThatAreNotLogged_orOthersUnderTheirNumber_areFound() {
    lines.add(Journal.rulesLine(3, new Journal.SeenRules(digest("rules"), YESTERDAY)));
    assertThat(kind()).contains(Kind.RULES_NOT_LOGGED);
    assertThat(kind(new RulesEvent(SINCE, 2, digest("older")))).contains(Kind.RULES_NOT_LOGGED);
    assertThat(kind(new RulesEvent(SINCE, 3, digest("others")))).contains(Kind.RULES_NOT_LOGGED);
    assertThat(kind(new RulesEvent(SINCE, 3, digest("rules")), new RulesEvent(YESTERDAY, 3, digest("others")))).contains(Kind.RULES_NOT_LOGGED);
    lines.set(1, Journal.rulesLine(3, new Journal.SeenRules(digest("rules"), JUST_NOW)));
    assertThat(kind(new RulesEvent(SINCE, 3, digest("others")))).as("also at once").contains(Kind.RULES_NOT_LOGGED);
  }

  // --- what is honest

  @Test
  void callsThatTheLogShows_areShown() {
    SignedRequest commit = request(YESTERDAY);
    asked("COMMIT", commit, digest("s").hex());
    answered(commit, YESTERDAY);
    asked("OPENINGS", request, "-");
    Reconciliation.Result result = result(0, submission(YESTERDAY, "s", "receipt", commit), opening(YESTERDAY, request));
    assertThat(result.found()).isEmpty();
    assertThat(result.shown()).containsExactlyInAnyOrder(commit.digest(), request.digest());
  }

  @Test
  void unansweredCall_mayHaveItsEventOrNot() {
    asked("WITHDRAW", request, "-");
    assertThat(kind()).isEmpty();
    assertThat(kind(withdrawal(YESTERDAY, request))).isEmpty();
  }

  @Test
  void commitThatWasRepeated_standsInTheLogOnce_andLeavesTheJournalWhole() {
    SignedRequest again = request(YESTERDAY);
    asked("COMMIT", request, digest("s").hex());
    asked("COMMIT", again, digest("s").hex());
    lines.add(Journal.answeredLine(again.digest(), new Journal.Answer(digest("already received"), YESTERDAY)));
    Reconciliation.Result result = result(0, submission(YESTERDAY, "s", "receipt", request));
    assertThat(result.found()).isEmpty();
    assertThat(result.shown()).containsExactlyInAnyOrder(request.digest(), again.digest());
    assertThat(kind()).as("but it must stand there").contains(Kind.MISSING);
  }

  @Test
  void whatIsOlderThanTheJournal_orWasCheckedByAnEarlierNight_isNotHeldAgainstIt() {
    Instant before = SINCE.minusSeconds(1);
    var certificate = new CertificateEvent(before, Optional.of(TestCustodians.CHILD_WELFARE), digest("before"), NOW);
    assertThat(kind(opening(before, request), certificate)).isEmpty();
    assertThat(result(1, opening(YESTERDAY, request)).found()).isEmpty();
  }

  @Test
  void rulesTakenAMinuteAgo_needNotBeLoggedYet() {
    lines.add(Journal.rulesLine(4, new Journal.SeenRules(digest("rules"), JUST_NOW)));
    assertThat(kind(new RulesEvent(SINCE, 3, digest("older")))).isEmpty();
    assertThat(kind(new RulesEvent(SINCE, 3, digest("older")), new RulesEvent(YESTERDAY, 4, digest("rules")), new RulesEvent(YESTERDAY, 4, digest(
        "rules")))).isEmpty();
  }

  @Test
  void certificatesOldAndNew_andThoseOfOthers_areKnownOrNoneOfOurs() {
    lines.add(Journal.certificateLine(digest("old")));
    lines.add(Journal.certificateLine(digest("new")));
    Optional<AgencyId> own = Optional.of(TestCustodians.CHILD_WELFARE);
    assertThat(kind(new CertificateEvent(YESTERDAY, own, digest("old"), NOW), new CertificateEvent(JUST_NOW, own, digest("new"), NOW),
        new CertificateEvent(JUST_NOW, Optional.of(new AgencyId("clinic")), digest("others"), NOW), new CertificateEvent(JUST_NOW, Optional.empty(),
            digest("server"), NOW))).isEmpty();
  }
}
