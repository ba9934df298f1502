package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.groups.Tuple.tuple;
import static org.tellonce.server.comparison.BirthLevel.DAY_MONTH;
import static org.tellonce.server.comparison.BirthLevel.EQUAL;
import static org.tellonce.server.comparison.BirthLevel.EXCHANGED;
import static org.tellonce.server.comparison.BirthLevel.YEAR;
import static org.tellonce.server.comparison.BirthLevel.YEAR_OFF;
import static org.tellonce.server.comparison.BirthLevel.YEAR_OTHER;
import static org.tellonce.server.comparison.TestVectors.birth;
import static org.tellonce.server.comparison.TestVectors.probability;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Each rule of the decision, and each cut at its border.
class DecisionTest {
  private static final RecordRef A = TestBody.record("agency_a", 1);
  private static final RecordRef A2 = TestBody.record("agency_a", 2);
  private static final RecordRef B = TestBody.record("agency_b", 1);
  private static final RecordRef C = TestBody.record("agency_c", 1);
  private static final RecordRef D = TestBody.record("agency_d", 1);

  private static List<Match> matches(Parameters parameters, Candidate... candidates) {
    return new Decision(parameters).matches(List.of(candidates));
  }

  private static Candidate pair(RecordRef one, RecordRef other, BirthLevel level) {
    return Candidate.of(one, other, birth(level));
  }

  @Test
  void probabilityAtTheCut_hasTheGrade() {
    double p = probability(YEAR_OFF);
    assertThat(matches(TestVectors.parameters(p, 0.5, 1), pair(A, B, YEAR_OFF))).containsExactly(new Match(A, B, p, Grade.LIKELY));
    assertThat(matches(TestVectors.parameters(Math.nextUp(p), 0.5, 1), pair(A, B, YEAR_OFF))).containsExactly(new Match(A, B, p, Grade.POSSIBLE));
    assertThat(matches(TestVectors.parameters(1, p, 1), pair(A, B, YEAR_OFF))).containsExactly(new Match(A, B, p, Grade.POSSIBLE));
    assertThat(matches(TestVectors.parameters(1, Math.nextUp(p), 1), pair(A, B, YEAR_OFF))).isEmpty();
  }

  @Test
  void recordsOfOneAgency_areNeverAMatch() {
    assertThat(matches(TestVectors.parameters(0.5, 0.5, 0.5), pair(A, A2, EQUAL))).isEmpty();
  }

  @Test
  void noCandidates_noMatches() {
    assertThat(matches(TestVectors.parameters(0.9, 0.5, 0.5))).isEmpty();
  }

  @Test
  void matches_comeInAscendingOrder() {
    assertThat(matches(TestVectors.parameters(0.9, 0.5, 1), pair(C, D, EQUAL), pair(A2, B, EQUAL), pair(A, D, EQUAL), pair(A, B, EQUAL))).extracting(
        Match::a,
        Match::b).containsExactly(tuple(A, B), tuple(A, D), tuple(A2,
            B), tuple(C, D));
  }

  @Test
  void pairKeptApart_isNoMatch_norIsAnythingClosedOverIt() {
    List<Candidate> candidates = List.of(pair(A, B, EQUAL), pair(B, C, EQUAL), pair(A, C, YEAR_OTHER));
    var decision = new Decision(TestVectors.parameters(0.9, 0.5, 0.9));
    assertThat(decision.matches(candidates)).extracting(Match::a, Match::b).containsExactly(tuple(A, B), tuple(A, C), tuple(B, C));

    assertThat(decision.matches(candidates, apart(A, B))).extracting(Match::a, Match::b).containsExactly(tuple(B, C));
    assertThat(decision.matches(candidates, apart(A, C))).extracting(Match::a, Match::b).containsExactly(tuple(A, B), tuple(B, C));
    assertThat(decision.matchesOf(Set.of(A), record -> candidates.stream().filter(c -> c.a().equals(record) || c.b().equals(record)).toList(), apart(
        B,
        A))).isEmpty();
  }

  private static NeverLinked apart(RecordRef one, RecordRef other) {
    return record -> record.equals(one) ? Set.of(other) : record.equals(other) ? Set.of(one) : Set.of();
  }

  @Test
  void pairTwice_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> matches(TestVectors.parameters(0.9, 0.5, 1), pair(A, B, EQUAL), pair(A, B, EXCHANGED)));
    assertThatIllegalArgumentException().isThrownBy(() -> matches(TestVectors.parameters(0.9, 0.5, 1), pair(C, D, EQUAL), pair(A, B, EQUAL), pair(C,
        D, EQUAL)));
  }

  @Test
  void twoStrongCandidates_closeOverTheThirdRecord() {
    double both = probability(EQUAL) * probability(EXCHANGED);
    assertThat(matches(TestVectors.parameters(both, 0.5, 0.9), pair(A, B, EQUAL), pair(B, C, EXCHANGED))).containsExactly(new Match(A, B, probability(
        EQUAL),
        Grade.LIKELY), new Match(A, C, both, Grade.LIKELY), new Match(B, C, probability(EXCHANGED), Grade.LIKELY));
  }

  @Test
  void closure_wantsBothFromItsCutOn() {
    double p = probability(YEAR_OFF);
    assertThat(matches(TestVectors.parameters(0.99, 0.5, p), pair(A, B, EQUAL), pair(B, C, YEAR_OFF))).hasSize(3);
    assertThat(matches(TestVectors.parameters(0.99, 0.5, Math.nextUp(p)), pair(A, B, EQUAL), pair(B, C, YEAR_OFF))).hasSize(2);
    assertThat(matches(TestVectors.parameters(0.99, 0.5, Math.nextUp(p)), pair(A, B, YEAR_OFF), pair(B, C, EQUAL))).hasSize(2);
  }

  @Test
  void closure_raisesAWeakCandidateAndLowersNone() {
    double carried = probability(EQUAL) * probability(EQUAL);
    assertThat(matches(TestVectors.parameters(0.9, 0.5, 0.9), pair(A, B, EQUAL), pair(B, C, EQUAL), pair(A, C, YEAR_OTHER))).contains(new Match(A, C,
        carried,
        Grade.LIKELY));
    assertThat(matches(TestVectors.parameters(0.9, 0.5, 0.9), pair(A, B, EXCHANGED), pair(B, C, EXCHANGED), pair(A, C, EQUAL))).contains(new Match(A,
        C,
        probability(EQUAL), Grade.LIKELY));
  }

  @Test
  void closure_takesTheBestThirdRecord() {
    double best = probability(EQUAL) * probability(EQUAL);
    assertThat(matches(TestVectors.parameters(0.9, 0.5, 0.9), pair(A, B, EXCHANGED), pair(B, D, EXCHANGED), pair(A, C, EQUAL), pair(C, D, EQUAL)))
        .contains(
            new Match(A, D, best, Grade.LIKELY));
  }

  @Test
  void closure_neverLinksOneAgencyNorOverARecordOfEither() {
    assertThat(matches(TestVectors.parameters(0.9, 0.5, 0.5), pair(A, B, EQUAL), pair(A2, B, EQUAL))).hasSize(2);
    assertThat(matches(TestVectors.parameters(0.9, 0.5, 0.5), pair(A, A2, EQUAL), pair(A2, B, EQUAL))).containsExactly(new Match(A2, B, probability(
        EQUAL),
        Grade.LIKELY));
    assertThat(matches(TestVectors.parameters(0.9, 0.5, 0.5), pair(A2, B, EQUAL), pair(A, A2, EQUAL), pair(A, C, EQUAL))).hasSize(2);
  }

  @Test
  void closure_goesOverOneRecordOnly() {
    assertThat(matches(TestVectors.parameters(0.9, 0.5, 0.5), pair(A, B, EQUAL), pair(B, C, EQUAL), pair(C, D, EQUAL))).extracting(Match::a, Match::b)
        .doesNotContain(tuple(A, D)).hasSize(5);
  }

  @ParameterizedTest
  @CsvSource({"OTHER, EQUAL, EQUAL, MISSING, MISSING, MISSING, POSSIBLE", "SECOND, EQUAL_RARE, EQUAL, MISSING, MISSING, MISSING, POSSIBLE",
      "SECOND, EQUAL, EQUAL, EQUAL, MISSING, MISSING, LIKELY", "OTHER, PART, EQUAL, OTHER, OTHER, OTHER, POSSIBLE",
      "OTHER, EQUAL, EQUAL, INITIAL, MISSING, MISSING, POSSIBLE", "FAR, EQUAL, EQUAL, MISSING, MISSING, MISSING, LIKELY",
      "OTHER, CLOSE, EQUAL, MISSING, MISSING, MISSING, LIKELY", "OTHER, EQUAL, EXCHANGED, MISSING, MISSING, MISSING, LIKELY",
      "OTHER, EQUAL, EQUAL, EQUAL, MISSING, MISSING, LIKELY", "OTHER, EQUAL, EQUAL, MISSING, EQUAL, MISSING, LIKELY",
      "OTHER, EQUAL, EQUAL, MISSING, MISSING, EQUAL, LIKELY"})
  void twinRule(GivenLevel given, SurnameLevel surname, BirthLevel birth, MiddleLevel middle, NumberLevel ssn4, NumberLevel school, Grade grade) {
    var candidate = Candidate.of(A, B, TestVectors.of(given, surname, birth, middle, ssn4, school));
    assertThat(matches(TestVectors.parameters(0.9, 0.5, 1), candidate)).extracting(Match::grade).containsExactly(grade);
  }

  @Test
  void twinRule_holdsOverAThirdRecord() {
    var twins = Candidate.of(A, B, TestVectors.of(GivenLevel.OTHER, SurnameLevel.EQUAL, EQUAL));
    assertThat(matches(TestVectors.parameters(0.9, 0.5, 0.9), twins, pair(B, C, EQUAL))).extracting(Match::grade).containsExactly(Grade.POSSIBLE,
        Grade.POSSIBLE,
        Grade.LIKELY);
    assertThat(matches(TestVectors.parameters(0.9, 0.5, 0.9), pair(A, C, EQUAL), pair(B, C, EQUAL), twins)).extracting(Match::grade).containsExactly(
        Grade.POSSIBLE, Grade.LIKELY, Grade.LIKELY);
    var twinsToo = Candidate.of(B, C, TestVectors.of(GivenLevel.OTHER, SurnameLevel.EQUAL, EQUAL));
    assertThat(matches(TestVectors.parameters(0.9, 0.5, 0.9), pair(A, B, EQUAL), twinsToo)).extracting(Match::grade).containsExactly(Grade.LIKELY,
        Grade.POSSIBLE, Grade.POSSIBLE);
  }

  @Test
  void twinRule_leavesALinkThatALikelyThirdRecordCarries() {
    var twins = Candidate.of(A, B, TestVectors.of(GivenLevel.OTHER, SurnameLevel.EQUAL, EQUAL));
    assertThat(matches(TestVectors.parameters(0.9, 0.5, 0.9), twins, pair(B, C, EQUAL), pair(A, C, EXCHANGED))).contains(new Match(A, C, probability(
        EQUAL)
        * probability(EQUAL), Grade.LIKELY));
  }

  @Test
  void rival_lowersThroughTheContext() {
    Parameters parameters = TestVectors.parameters(new Thresholds(0.9, 0.5, 0.9), Map.of("lead above 0", -1.0));
    // The rival's log-odds are 9, its lead 9 − 4 = 5; 4 − 5 = −1 is below one half. The rival itself is led by −5.
    assertThat(matches(parameters, pair(A, B, YEAR_OFF), pair(A2, B, EQUAL))).containsExactly(new Match(A2, B, probability(EQUAL), Grade.LIKELY));
    assertThat(matches(parameters, pair(A, B, YEAR_OFF), pair(A2, B, EQUAL), pair(A, A2, EXCHANGED))).contains(new Match(A, B, Scoring.probability(4
        - 3),
        Grade.POSSIBLE));
  }

  @Test
  void sureRecordsThatTheOtherLacks_lowerThroughTheContext() {
    Parameters parameters = TestVectors.parameters(new Thresholds(0.9, 0.5, 1), Map.of("strangers", -1.0));
    assertThat(matches(parameters, pair(A, B, DAY_MONTH), pair(A, C, EQUAL))).contains(new Match(A, B, Scoring.probability(3 - 1), Grade.POSSIBLE));
  }

  @Test
  void reach_isTheTouchedAndTheirNeighbours() {
    Map<RecordRef, List<Candidate>> byRecord = Candidate.byRecord(List.of(pair(A, B, EQUAL), pair(B, C, YEAR), pair(C, D, YEAR)));
    assertThat(Decision.reach(Set.of(A), record -> byRecord.getOrDefault(record, List.of()))).containsExactly(A, B);
    assertThat(Decision.reach(Set.of(A2), record -> byRecord.getOrDefault(record, List.of()))).containsExactly(A2);
    assertThat(Decision.reach(Set.of(), record -> byRecord.getOrDefault(record, List.of()))).isEmpty();
  }
}
