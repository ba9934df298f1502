package org.tellonce.agency.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.TestCustodians;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.audit.ConfirmationEvent;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.LockEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.LookUpEvent;
import org.tellonce.protocol.audit.RecordName;
import org.tellonce.protocol.audit.Salt;
import org.tellonce.protocol.audit.ShieldEvent;
import org.tellonce.protocol.audit.WithdrawalEvent;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.protocol.submission.Withdrawal;

class EventLineTest {
  private static final Instant AT = Instant.parse("2026-03-01T20:30:05Z");
  private final EventLine line = new EventLine(ZoneId.of("America/Los_Angeles"));
  private final Salt salt = Salt.random(new SecureRandom());

  @Test
  void opening_tellsWhoWhyAndWhetherSomethingWasShown_inTheCollaborativesTime() {
    var logged = new LoggedEvent(17, salt, TestEvents.opening(AT, TestEvents.request(AT)));

    assertThat(line.of(logged)).startsWith("      17  2026-03-01 12:30  opening ").contains(
        "Before asking at intake, child-protection, by u-7f3a, case ",
        ": nothing to show");
  }

  @Test
  void lookUp_andWhatFollows_areOneLineEach_andFoundByTheirRecord() {
    var token = new RecordToken(1, 2);
    Digest name = RecordName.of(salt, TestCustodians.CHILD_WELFARE, token);
    var answer = new AnswerId("0123456789abcdef0123456789abcdef");
    var asked = new OpeningRequest(TestEvents.digest("a case"), Purpose.SAFETY_TODAY, LegalBasis.CONSENT, "u-7f3a", false);
    LoggedEvent lookUp = logged(new LookUpEvent(AT, TestCustodians.CHILD_WELFARE, answer, name, asked, Optional.empty(), Optional.of(TestEvents
        .digest("another")),
        TestEvents.request(AT)));
    LoggedEvent shield = logged(new ShieldEvent(AT, TestCustodians.CHILD_WELFARE, name, Shield.State.LIFTED, Shield.Reason.COURT, "boss-1", Optional
        .of(30), TestEvents
            .request(AT)));

    assertThat(line.of(lookUp)).contains("lookup", "To plan for safety today, consent, by u-7f3a", ": a pointer was shown, answer " + answer.hex());
    assertThat(line.of(shield)).contains("lifted, court, by boss-1, for 30 minutes");
    assertThat(line.of(logged(LockEvent.of(AT, TestCustodians.CHILD_WELFARE, "u-7f3a")))).contains(
        "u-7f3a may not ask until the directory clears them");
    LoggedEvent lock = logged(LockEvent.of(AT, TestCustodians.CHILD_WELFARE, List.of(TestEvents.digest("another"), name)));
    LoggedEvent confirmed = logged(new ConfirmationEvent(AT, TestCustodians.CHILD_WELFARE, Optional.empty(), List.of(name), "s-01", TestEvents
        .request(AT)));
    assertThat(line.of(lock)).contains("2 rows look alike and wait");
    assertThat(line.of(confirmed)).contains("confirmation", "1 row that looked alike, no longer waiting, by s-01");
    assertThat(List.of(lock, confirmed)).allMatch(event -> EventLine.isOf(event, TestCustodians.CHILD_WELFARE, token));
    assertThat(line.of(logged(new ConfirmationEvent(AT, TestCustodians.CHILD_WELFARE, Optional.of(LocalDate.of(2026, 3, 1)), List.of(), "s-01",
        TestEvents.request(AT))))).contains("new rows of 2026-03-01, no longer waiting, by s-01");
    assertThat(List.of(lookUp, shield)).allMatch(event -> EventLine.isOf(event, TestCustodians.CHILD_WELFARE, token));
  }

  private LoggedEvent logged(Event event) {
    return new LoggedEvent(5, salt, event);
  }

  @Test
  void eventOfARecord_isFoundByItsToken_andByNoOther() {
    var token = new RecordToken(1, 2);
    var withdrawal = new WithdrawalEvent(AT, TestCustodians.CHILD_WELFARE, Withdrawal.Scope.AGENCY, List.of(RecordName.of(salt,
        TestCustodians.CHILD_WELFARE, token)), TestEvents.request(AT));
    var logged = new LoggedEvent(3, salt, withdrawal);

    assertThat(EventLine.isOf(logged, TestCustodians.CHILD_WELFARE, token)).isTrue();
    assertThat(EventLine.isOf(logged, TestCustodians.CHILD_WELFARE, new RecordToken(1, 3))).isFalse();
    assertThat(EventLine.isOf(logged, new AgencyId("school"), token)).isFalse();
    assertThat(line.of(logged)).contains("1 withdrawn, scope agency");
  }
}
