package org.tellonce.rehearsal.training;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;

/// Figures as they stand in a parameter file: so few digits that the last bit of a calculation cannot show.
final class Rounding {

  private static final MathContext FOUR_DIGITS = new MathContext(4, RoundingMode.HALF_EVEN);
  private static final int DECIMALS = 3;

  private Rounding() {}

  /// Four significant digits.
  static double significant(double value) {
    return BigDecimal.valueOf(value).round(FOUR_DIGITS).doubleValue();
  }

  /// Three decimals.
  static double decimals(double value) {
    return BigDecimal.valueOf(value).setScale(DECIMALS, RoundingMode.HALF_EVEN).doubleValue();
  }

  /// Three decimals each.
  static List<Double> decimals(double[] values) {
    return Arrays.stream(values).mapToObj(Rounding::decimals).toList();
  }
}
