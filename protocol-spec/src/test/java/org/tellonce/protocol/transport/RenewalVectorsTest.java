package org.tellonce.protocol.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.tellonce.protocol.VectorFile;
import org.tellonce.protocol.keys.CertificateTerm;

class RenewalVectorsTest {
  @TestFactory
  Stream<DynamicTest> requests() {
    return VectorFile.tests("transport/renewal-requests.json", RenewalRequest::parse);
  }

  @TestFactory
  Stream<DynamicTest> answers() {
    return VectorFile.tests("transport/renewals.json", RenewalAnswer::parse);
  }

  @Test
  void longestMessages_fit() {
    String certificates = "-----BEGIN CERTIFICATE-----\n" + ("A".repeat(64) + "\n").repeat(500) + "-----END CERTIFICATE-----\n";
    var issued = new RenewalAnswer.Issued(certificates);
    assertThat(issued.toBytes().length).isLessThan(RenewalAnswer.MAX_BYTES);
    assertThat(RenewalAnswer.parse(issued.toBytes()).orThrow()).isEqualTo(issued);
    assertThatIllegalArgumentException().isThrownBy(() -> new RenewalAnswer.Issued(certificates + certificates));
    assertThatIllegalArgumentException().isThrownBy(() -> new RenewalRequest("hello"));
  }

  @Test
  void term_isRenewedAfterTwoThirds_lateInTheLastTwoWeeks_andOverAfterItsEnd() {
    Instant from = Instant.parse("2026-01-01T00:00:00Z");
    var term = new CertificateTerm(from, from.plus(Duration.ofDays(90)));

    assertThat(term.isDue(from.plus(Duration.ofDays(60)).minusSeconds(1))).isFalse();
    assertThat(term.isDue(from.plus(Duration.ofDays(60)))).isTrue();
    assertThat(term.isLate(from.plus(Duration.ofDays(76)).minusSeconds(1))).isFalse();
    assertThat(term.isLate(from.plus(Duration.ofDays(76)))).isTrue();
    assertThat(term.isOver(term.until())).isFalse();
    assertThat(term.isOver(term.until().plusSeconds(1))).isTrue();
    assertThat(term.last(from)).isEqualTo(from);
    assertThat(term.last(term.until().plusSeconds(9))).isEqualTo(term.until());
    assertThat(term.lastDay()).isEqualTo("2026-04-01");
  }
}
