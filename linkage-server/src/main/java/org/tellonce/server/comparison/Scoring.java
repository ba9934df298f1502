package org.tellonce.server.comparison;

import java.util.EnumMap;
import java.util.Map;

/// Scores agreement vectors with one parameter file. The same vector gets the same two numbers in every run and on every machine.
///
/// @see "comparison.md, Score"
public final class Scoring {

  private final Map<Kind, LogTable> tables = new EnumMap<>(Kind.class);
  private final double[] calibration;

  /// The scoring of a parameter file.
  public Scoring(Parameters parameters) {
    this(parameters.tables(), parameters.calibration().stream().mapToDouble(Double::doubleValue).toArray());
  }

  private Scoring(Map<Kind, LevelTable> tables, double[] calibration) {
    tables.forEach((kind, table) -> this.tables.put(kind, LogTable.of(table)));
    this.calibration = calibration;
  }

  /// Tables alone, before there is a calibration: what training begins with.
  public static Scoring ofTables(Map<Kind, LevelTable> tables) {
    return new Scoring(tables, new double[Features.NAMES.size()]);
  }

  /// Log-odds and probability of a vector.
  public Score score(AgreementVector vector) {
    double logOdds = logOdds(vector);
    double[] features = Features.of(vector, logOdds);
    double sum = 0;
    for (int i = 0; i < features.length; i++) {
      sum += calibration[i] * features[i];
    }
    return new Score(logOdds, 1 / (1 + StrictMath.exp(-sum)));
  }

  /// λ: how much better *same* explains the levels than the three other kinds together.
  public double logOdds(AgreementVector vector) {
    double random = logLikelihood(Kind.RANDOM, vector);
    double sibling = logLikelihood(Kind.SIBLING, vector);
    double twin = logLikelihood(Kind.TWIN, vector);
    double largest = Math.max(random, Math.max(sibling, twin));
    double others = StrictMath.exp(random - largest) + StrictMath.exp(sibling - largest) + StrictMath.exp(twin - largest);
    return logLikelihood(Kind.SAME, vector) - largest - StrictMath.log(others);
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
