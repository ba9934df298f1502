package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

/// Pairs of records and their order.
class CandidateTest {
  private static final AgreementVector VECTOR = TestVectors.birth(BirthLevel.EQUAL);
  private static final RecordRef A1 = TestBody.record("agency_a", 1);
  private static final RecordRef A2 = TestBody.record("agency_a", 2);
  private static final RecordRef B1 = TestBody.record("agency_b", 1);

  @Test
  void records_areOrderedByAgencyThenToken() {
    assertThat(A1).isLessThan(A2);
    assertThat(A2).isLessThan(B1);
    assertThat(TestBody.record("agency_a", -1)).as("tokens are unsigned").isGreaterThan(A2);
  }

  @Test
  void candidate_namesTheSmallerRecordFirst() {
    assertThat(Candidate.of(B1, A2, VECTOR)).isEqualTo(Candidate.of(A2, B1, VECTOR)).isEqualTo(new Candidate(A2, B1, VECTOR));
    assertThatIllegalArgumentException().isThrownBy(() -> new Candidate(B1, A2, VECTOR));
    assertThatIllegalArgumentException().isThrownBy(() -> Candidate.of(A1, A1, VECTOR));
  }

  @Test
  void candidate_knowsItsPartnersAndAgencies() {
    var candidate = new Candidate(A2, B1, VECTOR);
    assertThat(candidate.partnerOf(A2)).isEqualTo(B1);
    assertThat(candidate.partnerOf(B1)).isEqualTo(A2);
    assertThatIllegalArgumentException().isThrownBy(() -> candidate.partnerOf(A1));
    assertThat(candidate.isWithinOneAgency()).isFalse();
    assertThat(new Candidate(A1, A2, VECTOR).isWithinOneAgency()).isTrue();
  }

  @Test
  void matches_areOrderedByTheirRecords() {
    assertThat(new Match(A1, B1, 0.5, Grade.POSSIBLE)).isLessThan(new Match(A2, B1, 0.1, Grade.LIKELY));
    assertThat(new Match(A1, A2, 0.5, Grade.POSSIBLE)).isLessThan(new Match(A1, B1, 0.1, Grade.LIKELY));
  }
}
