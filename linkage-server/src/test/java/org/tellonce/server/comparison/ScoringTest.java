package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// λ, features and probability against sums made by hand.
class ScoringTest {
  private static final AgreementVector VECTOR = new AgreementVector(2, 0b101, GivenLevel.EQUAL, SurnameLevel.PART, MiddleLevel.INITIAL,
      BirthLevel.YEAR,
      AddressLevel.EQUAL, PhoneLevel.UNKNOWN, NumberLevel.OTHER, NumberLevel.MISSING, 32, 8);

  /// Tables with ½ everywhere, but for a kind's share of *given equal* and its weight.
  private static Map<Kind, LevelTable> tables(double same, double random, double sibling, double twin) {
    Map<Kind, LevelTable> tables = new EnumMap<>(Kind.class);
    double[] share = {same, random, sibling, twin};
    double[] weight = {1, 100, 2, 0.5};
    int kind = 0;
    for (Kind each : Kind.values()) {
      Map<Field, List<Double>> shares = new EnumMap<>(TestVectors.evenTables().get(each).shares());
      List<Double> given = new ArrayList<>(shares.get(Field.GIVEN));
      given.set(Field.GIVEN.number(GivenLevel.EQUAL), share[kind]);
      shares.put(Field.GIVEN, given);
      tables.put(each, new LevelTable(weight[kind], shares));
      kind++;
    }
    return tables;
  }

  @Test
  void evidence_isTheLogOfSameOverAllOtherKinds() {
    double expected = Math.log(0.8) - Math.log(100 * 0.001 + 2 * 0.02 + 0.5 * 0.1);
    assertThat(Scoring.ofTables(tables(0.8, 0.001, 0.02, 0.1)).evidence(VECTOR)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void evidence_multipliesTheFields() {
    Map<Kind, LevelTable> tables = tables(0.8, 0.001, 0.02, 0.1);
    Map<Field, List<Double>> shares = new EnumMap<>(tables.get(Kind.SAME).shares());
    shares.put(Field.BIRTH, Field.BIRTH.levels().stream().map(level -> level == BirthLevel.YEAR ? 0.125 : 0.5).toList());
    tables.put(Kind.SAME, new LevelTable(1, shares));
    double expected = Math.log(0.8) + Math.log(0.25) - Math.log(100 * 0.001 + 2 * 0.02 + 0.5 * 0.1);
    assertThat(Scoring.ofTables(tables).evidence(VECTOR)).isCloseTo(expected, within(1e-12));
  }

  @Test
  void score_isTheWeightedSumOfTheFeatures() {
    List<Double> weights = new ArrayList<>();
    for (int i = 0; i < Features.NAMES.size(); i++) {
      weights.add(i / 100.0);
    }
    Scoring scoring = new Scoring(tables(0.8, 0.001, 0.02, 0.1), weights);
    double[] features = scoring.features(VECTOR);
    double sum = 0;
    for (int i = 0; i < features.length; i++) {
      sum += features[i] * i / 100;
    }
    Score score = scoring.score(VECTOR);
    assertThat(score.logOdds()).isCloseTo(sum, within(1e-12));
    assertThat(score.probability()).isCloseTo(1 / (1 + Math.exp(-sum)), within(1e-12));
    assertThat(new Score(0, Scoring.probability(0)).probability()).isEqualTo(0.5);
  }

  @Test
  void features_standUnderTheirNames() {
    double[] features = Features.of(VECTOR, 2);
    assertThat(named(features)).containsExactlyInAnyOrderEntriesOf(Map.ofEntries(Map.entry("one", 1.0), Map.entry("evidence", 2.0), Map.entry(
        "evidence above -6", 8.0), Map.entry("evidence above -3", 5.0), Map.entry("evidence above -1", 3.0), Map.entry("evidence above 1", 1.0), Map
            .entry(
                "given equal", 1.0), Map.entry("surname part", 1.0), Map.entry("middle initial", 1.0), Map.entry("birth year", 1.0), Map.entry(
                    "address equal", 1.0),
        Map.entry("phone unknown", 1.0), Map.entry("ssn4 other", 1.0), Map.entry("school missing", 1.0), Map.entry("pass 1", 1.0), Map.entry("pass 3",
            1.0), Map
                .entry("ln shared", StrictMath.log(2)), Map.entry("given closeness", 1.0)));
    assertThat(named(Features.of(VECTOR, 7))).containsEntry("evidence above 6", 1.0).containsEntry("evidence above 3", 4.0);
  }

  /// The features that are not 0, by name.
  private static Map<String, Double> named(double[] features) {
    Map<String, Double> named = new java.util.HashMap<>();
    assertThat(features).hasSameSizeAs(Features.NAMES);
    for (int i = 0; i < features.length; i++) {
      if (features[i] != 0) {
        named.put(Features.NAMES.get(i), features[i]);
      }
    }
    return named;
  }
}
