package org.tellonce.server.comparison;

import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// Scores agreement vectors with one parameter file. The same vector gets the same two numbers in every run and on every machine.
///
/// @see "comparison.md, Score"
public final class Scoring {

  private final Map<Kind, LogTable> tables = new EnumMap<>(Kind.class);
  private final double[] calibration;

  /// The scoring of a parameter file.
  public Scoring(Parameters parameters) {
    this(parameters.tables(), parameters.calibration());
  }

  /// A scoring before there is a whole parameter file.
  ///
  /// @param calibration a weight for each of [Features#NAMES]
  public Scoring(Map<Kind, LevelTable> tables, List<Double> calibration) {
    tables.forEach((kind, table) -> this.tables.put(kind, LogTable.of(table)));
    this.calibration = calibration.stream().mapToDouble(Double::doubleValue).toArray();
  }

  /// Tables alone, before there is a calibration: what training begins with.
  public static Scoring ofTables(Map<Kind, LevelTable> tables) {
    return new Scoring(tables, Collections.nCopies(Features.NAMES.size(), 0.0));
  }

  /// Log-odds and probability of a vector.
  public Score score(AgreementVector vector) {
    double logOdds = sum(calibration, features(vector));
    return new Score(logOdds, probability(logOdds));
  }

  /// The features of a vector, in the order of [Features#NAMES].
  public double[] features(AgreementVector vector) {
    return Features.of(vector, evidence(vector));
  }

  /// λ: how much better *same* explains the levels than the three other kinds together.
  public double evidence(AgreementVector vector) {
    double random = logLikelihood(Kind.RANDOM, vector);
    double sibling = logLikelihood(Kind.SIBLING, vector);
    double twin = logLikelihood(Kind.TWIN, vector);
    double largest = Math.max(random, Math.max(sibling, twin));
    double others = StrictMath.exp(random - largest) + StrictMath.exp(sibling - largest) + StrictMath.exp(twin - largest);
    return logLikelihood(Kind.SAME, vector) - largest - StrictMath.log(others);
  }

  /// The weighted sum of features, always added up in the same order.
  static double sum(double[] weights, double[] features) {
    double sum = 0;
    for (int i = 0; i < features.length; i++) {
      sum += weights[i] * features[i];
    }
    return sum;
  }

  /// The probability of log-odds.
  static double probability(double logOdds) {
    return 1 / (1 + StrictMath.exp(-logOdds));
  }

  private double logLikelihood(Kind kind, AgreementVector vector) {
    return java.util.Objects.requireNonNull(tables.get(kind)).of(vector);
  }

  /// The logarithms of a level table.
  private record LogTable(double weight, Map<Field, double[]> shares) {

    static LogTable of(LevelTable table) {
      Map<Field, double[]> shares = new EnumMap<>(Field.class);
      for (Field field : Field.values()) {
        shares.put(field, field.levels().stream().mapToDouble(level -> StrictMath.log(table.share(field, level))).toArray());
      }
      return new LogTable(StrictMath.log(table.weight()), shares);
    }

    double of(AgreementVector vector) {
      double sum = weight;
      for (Map.Entry<Field, double[]> ofField : shares.entrySet()) {
        sum += ofField.getValue()[ofField.getKey().number(vector.level(ofField.getKey()))];
      }
      return sum;
    }
  }
}
