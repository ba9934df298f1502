package org.tellonce.benchmarks.privacy;

import java.util.Arrays;

/// What single bits and their number tell.
///
/// @param gini how unequal the bits' frequencies are, 0 to 1
/// @param correlation of how many bits are set with how many letters the names have; 0 if all have as many bits
record BitStatistics(double gini, double correlation) {

  /// The statistics of encoded rows.
  ///
  /// @param letters for each row how long the names of its person are
  static BitStatistics of(Filters rows, int[] letters) {
    int[] weights = new int[rows.records()];
    Arrays.setAll(weights, rows::weight);
    return new BitStatistics(gini(rows.columnWeights()), correlation(weights, letters));
  }

  private static double gini(int[] frequencies) {
    int[] sorted = frequencies.clone();
    Arrays.sort(sorted);
    double sum = 0;
    double weighted = 0;
    for (int i = 0; i < sorted.length; i++) {
      sum += sorted[i];
      weighted += (2.0 * (i + 1) - sorted.length - 1) * sorted[i];
    }
    return sum == 0 ? 0 : weighted / (sorted.length * sum);
  }

  private static double correlation(int[] one, int[] other) {
    double meanOne = Arrays.stream(one).average().orElse(0);
    double meanOther = Arrays.stream(other).average().orElse(0);
    double product = 0;
    double squaresOne = 0;
    double squaresOther = 0;
    for (int i = 0; i < one.length; i++) {
      product += (one[i] - meanOne) * (other[i] - meanOther);
      squaresOne += (one[i] - meanOne) * (one[i] - meanOne);
      squaresOther += (other[i] - meanOther) * (other[i] - meanOther);
    }
    return squaresOne == 0 || squaresOther == 0 ? 0 : product / Math.sqrt(squaresOne * squaresOther);
  }
}
