package org.tellonce.agency.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.TestCustodians;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.RecordName;
import org.tellonce.protocol.audit.Salt;
import org.tellonce.protocol.audit.WithdrawalEvent;
import org.tellonce.protocol.encoding.RecordToken;
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
