package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.tellonce.server.comparison.BirthLevel.DAY_MONTH;
import static org.tellonce.server.comparison.BirthLevel.EQUAL;
import static org.tellonce.server.comparison.BirthLevel.EXCHANGED;
import static org.tellonce.server.comparison.BirthLevel.YEAR;
import static org.tellonce.server.comparison.BirthLevel.YEAR_OFF;
import static org.tellonce.server.comparison.BirthLevel.YEAR_PART;
import static org.tellonce.server.comparison.TestVectors.birth;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

/// What the neighbours of a candidate say, and as which numbers.
class ContextTest {
  private static final RecordRef A = TestBody.record("agency_a", 1);
  private static final RecordRef A2 = TestBody.record("agency_a", 2);
  private static final RecordRef B = TestBody.record("agency_b", 1);
  private static final RecordRef B2 = TestBody.record("agency_b", 2);
  private static final RecordRef C = TestBody.record("agency_c", 1);

  private static Candidate pair(RecordRef one, RecordRef other, BirthLevel level) {
    return Candidate.of(one, other, birth(level));
  }

  /// The context of (A, B) among these candidates; the same from both sides.
  private static Context context(Candidate... candidates) {
    return context(new Scoring(TestVectors.parameters(0.9, 0.5, 0.9)), candidates);
  }

  private static Context context(Scoring scoring, Candidate... candidates) {
    Map<RecordRef, List<Candidate>> byRecord = Candidate.byRecord(List.of(candidates));
    var neighbourhood = new Neighbourhood(record -> byRecord.getOrDefault(record, List.of()), scoring);
    Context context = neighbourhood.context(A, B);
    assertThat(neighbourhood.context(B, A)).isEqualTo(context);
    return context;
  }

  @Test
  void aloneCandidate_hasNoContext() {
    assertThat(context(pair(A, B, YEAR_OFF))).isEqualTo(new Context(4, OptionalDouble.empty(), OptionalDouble.empty(), 0, 0, false, false));
  }

  @Test
  void noCandidate_isRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> context(pair(A, C, EQUAL)));
  }

  @Test
  void lead_isThatOfTheBestRivalOnEitherSide() {
    assertThat(context(pair(A, B, YEAR_OFF), pair(A, B2, EXCHANGED)).lead()).hasValue(2);
    assertThat(context(pair(A, B, YEAR_OFF), pair(A2, B, EXCHANGED)).lead()).hasValue(2);
    assertThat(context(pair(A, B, YEAR_OFF), pair(A2, B, EXCHANGED), pair(A, B2, EQUAL)).lead()).hasValue(5);
    assertThat(context(pair(A, B, EQUAL), pair(A, B2, YEAR_OFF)).lead()).hasValue(-5);
    assertThat(context(pair(A, B, YEAR_OFF), pair(A, C, EQUAL)).lead()).isEmpty();
  }

  @Test
  void lead_countsTheTieOfThePartnerToTheRival() {
    assertThat(context(pair(A, B, YEAR_OFF), pair(A, B2, EQUAL), pair(B, B2, EXCHANGED)).lead()).hasValue(3);
    assertThat(context(pair(A, B, YEAR_OFF), pair(A, B2, EQUAL), pair(B, B2, DAY_MONTH)).lead()).hasValue(5);
    assertThat(context(pair(A, B, YEAR_OFF), pair(A, B2, EQUAL), pair(B, B2, EQUAL)).lead()).hasValue(0);
  }

  @Test
  void gain_isTheWeakerTieOverTheBestThirdRecord() {
    assertThat(context(pair(A, B, YEAR_PART), pair(A, C, EQUAL), pair(B, C, YEAR_OFF)).gain()).hasValue(2);
    assertThat(context(pair(A, B, YEAR_PART), pair(A, C, YEAR), pair(B, C, YEAR_OFF)).gain()).hasValue(-2);
    assertThat(context(pair(A, B, YEAR_PART), pair(A, C, YEAR), pair(B, C, YEAR), pair(A, A2, EQUAL), pair(A2, B, EQUAL)).gain()).hasValue(7);
    assertThat(context(pair(A, B, YEAR_PART), pair(A, C, EQUAL)).gain()).isEmpty();
    assertThat(context(pair(A, B, YEAR_PART), pair(B, C, EQUAL)).gain()).isEmpty();
  }

  @Test
  void strangers_areSureOfOneOnly() {
    assertThat(context(pair(A, B, YEAR), pair(A, C, EQUAL)).strangers()).isEqualTo(1);
    assertThat(context(pair(A, B, YEAR), pair(B, C, EQUAL)).strangers()).isEqualTo(1);
    assertThat(context(pair(A, B, YEAR), pair(A, C, YEAR_PART)).strangers()).as("2 is p = .88").isZero();
    assertThat(context(pair(A, B, YEAR), pair(A, C, DAY_MONTH)).strangers()).as("3 is p = .95").isEqualTo(1);
    assertThat(context(pair(A, B, YEAR), pair(A, C, EQUAL), pair(B, C, YEAR)).strangers()).as("together .5").isZero();
    assertThat(context(pair(A, B, YEAR), pair(A, C, EQUAL), pair(B, C, BirthLevel.NEAR_YEAR)).strangers()).as("together .27").isEqualTo(1);
    assertThat(context(pair(A, B, YEAR), pair(A, A2, EQUAL)).strangers()).as("a second row of A's agency").isEqualTo(1);
    assertThat(context(pair(A, B, YEAR), pair(A2, B, EQUAL)).strangers()).as("a rival").isZero();
  }

  @Test
  void threeTenthsTogether_areNoStrangers() {
    List<Double> calibration = Features.NAMES.stream().map(name -> switch (name) {
      case "birth equal" -> 40.0;
      case "birth year" -> StrictMath.log(3.0 / 7);
      default -> 0.0;
    }).toList();
    Scoring scoring = new Scoring(TestVectors.evenTables(), calibration);
    assertThat(scoring.score(birth(EQUAL)).probability() * scoring.score(birth(YEAR)).probability()).isEqualTo(0.3);

    assertThat(context(scoring, pair(A, B, YEAR), pair(A, C, EQUAL), pair(B, C, YEAR)).strangers()).isZero();
  }

  @Test
  void strangers_areThreeAtMost() {
    List<Candidate> candidates = new ArrayList<>(List.of(pair(A, B, YEAR)));
    for (int i = 0; i < 3; i++) {
      candidates.add(pair(A, TestBody.record("agency_c", 10 + i), EQUAL));
    }
    assertThat(context(candidates.toArray(Candidate[]::new)).strangers()).isEqualTo(3);
    candidates.add(pair(B, TestBody.record("agency_c", 20), EQUAL));
    assertThat(context(candidates.toArray(Candidate[]::new)).strangers()).isEqualTo(3);
    assertThat(context(candidates.toArray(Candidate[]::new)).others()).isEqualTo(4);
  }

  @Test
  void twins_areSeenInTheCandidateAndNearIt() {
    AgreementVector twins = TestVectors.of(GivenLevel.OTHER, SurnameLevel.EQUAL, EQUAL);
    assertThat(context(Candidate.of(A, B, twins))).matches(context -> context.twinlike() && !context.twinNear());
    assertThat(context(pair(A, B, EQUAL), Candidate.of(A, C, twins))).matches(context -> !context.twinlike() && context.twinNear());
    assertThat(context(pair(A, B, EQUAL), Candidate.of(B, B2, twins))).matches(context -> !context.twinlike() && context.twinNear());
    assertThat(context(pair(A, B, EQUAL), pair(A, C, EQUAL))).matches(context -> !context.twinlike() && !context.twinNear());
  }

  @Test
  void features_ofNothing_areConstantAndLogOdds() {
    double[] features = new Context(-2.5, OptionalDouble.empty(), OptionalDouble.empty(), 0, 0, false, false).features();
    double[] expected = new double[Context.NAMES.size()];
    expected[0] = 1;
    expected[1] = -2.5;
    assertThat(features).containsExactly(expected);
  }

  @Test
  void features_standInTheOrderOfTheirNames() {
    double[] features = new Context(1, OptionalDouble.of(4), OptionalDouble.of(-4), 2, 6, true, true).features();
    assertThat(features).containsExactly(1, 1, 1, 16, 10, 7, 4, 1, 1, 8, 2, 0, 0, 0, 2, StrictMath.log(7), 1, 1, 1);
    assertThat(Context.NAMES).hasSize(features.length).doesNotHaveDuplicates();
    assertThat(new Context(1, OptionalDouble.empty(), OptionalDouble.of(4), 0, 0, true, false).features()).containsExactly(1, 1, 0, 0, 0, 0, 0, 0, 1,
        16, 10, 7,
        4, 1, 0, 0, 1, 0, 0);
    assertThat(new Context(1, OptionalDouble.empty(), OptionalDouble.empty(), 0, 0, false, true).features()).endsWith(0, 1, 0);
  }

  @Test
  void differences_sayNothingMoreBeyondTwelve() {
    assertThat(new Context(1, OptionalDouble.of(13), OptionalDouble.of(-13), 0, 0, false, false).features()).isEqualTo(new Context(1, OptionalDouble
        .of(12),
        OptionalDouble.of(-12), 0, 0, false, false).features());
    assertThat(new Context(1, OptionalDouble.of(12), OptionalDouble.of(-12), 0, 0, false, false).features()).containsSequence(1, 24, 18, 15, 12, 9, 1,
        0, 0, 0,
        0, 0);
  }
}
