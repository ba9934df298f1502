package org.tellonce.benchmarks.privacy;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;
import org.hipparchus.linear.Array2DRowRealMatrix;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.DecompositionSolver;
import org.hipparchus.linear.RealMatrix;

/// Learns from some people whose encodings are known what bits say of bigrams (ridge regression, in its dual form), reads the bigrams off all other encodings, and takes
/// the person of the list whose bigrams fit best.
final class Regression {
  private static final double RIDGE = 5;

  private Regression() {}

  /// The best guess for each encoded record.
  ///
  /// @param known for each encoded record the person it is known to be, or -1
  /// @param people the bigrams of everybody on the list
  static int[] match(Filters encoded, int[] known, List<Set<String>> people) {
    int[] learned = IntStream.range(0, known.length).filter(i -> known[i] >= 0).toArray();
    int[] everyPerson = IntStream.range(0, people.size()).toArray();
    double[][] near = centred(encoded, learned, learned);
    RealMatrix kernel = new Array2DRowRealMatrix(Arrays.stream(learned).mapToObj(i -> near[i].clone()).toArray(double[][]::new), false);
    for (int i = 0; i < learned.length; i++) {
      kernel.addToEntry(i, i, RIDGE);
    }
    DecompositionSolver solver = new CholeskyDecomposition(kernel, 1e-6, 1e-12).getSolver();
    double[][] list = centred(filters(people), everyPerson, everyPerson);
    double[][] taught = Arrays.stream(learned).mapToObj(i -> list[known[i]]).toArray(double[][]::new);
    double[][] solved = solve(solver, taught);
    double[] lengths = Arrays.stream(everyPerson).mapToDouble(person -> Math.sqrt(list[person][person])).toArray();
    int[] guesses = known.clone();
    IntStream.range(0, known.length).parallel().filter(i -> known[i] < 0).forEach(i -> {
      double[] scores = new double[people.size()];
      for (int k = 0; k < learned.length; k++) {
        double weight = near[i][k];
        double[] row = solved[k];
        for (int person = 0; person < scores.length; person++) {
          scores[person] += weight * row[person];
        }
      }
      int best = 0;
      for (int person = 0; person < scores.length; person++) {
        scores[person] /= Math.max(1e-9, lengths[person]);
        best = scores[person] > scores[best] ? person : best;
      }
      guesses[i] = best;
    });
    return guesses;
  }

  /// Solved in blocks of columns, all at once.
  private static double[][] solve(DecompositionSolver solver, double[][] right) {
    int columns = right[0].length;
    double[][] solved = new double[right.length][columns];
    int block = 100;
    IntStream.range(0, (columns + block - 1) / block).parallel().forEach(number -> {
      int from = number * block;
      int to = Math.min(columns, from + block);
      double[][] part = Arrays.stream(right).map(row -> Arrays.copyOfRange(row, from, to)).toArray(double[][]::new);
      double[][] found = solver.solve(new Array2DRowRealMatrix(part, false)).getData();
      for (int i = 0; i < found.length; i++) {
        System.arraycopy(found[i], 0, solved[i], from, to - from);
      }
    });
    return solved;
  }

  /// Each person's bigrams as bits.
  private static Filters filters(List<Set<String>> people) {
    Map<String, Integer> columns = new HashMap<>();
    people.forEach(bigrams -> bigrams.forEach(bigram -> columns.putIfAbsent(bigram, columns.size())));
    long[][] words = new long[people.size()][(columns.size() + Long.SIZE - 1) / Long.SIZE];
    for (int i = 0; i < words.length; i++) {
      for (String bigram : people.get(i)) {
        int column = columns.getOrDefault(bigram, 0);
        words[i][column / Long.SIZE] |= 1L << column;
      }
    }
    return new Filters(columns.size(), words);
  }

  /// Products of each row and each of some, all less the mean of those learned from: `K − mean − mean + mean of means`, so nothing but common bits is counted.
  private static double[][] centred(Filters filters, int[] some, int[] learned) {
    double[][] products = new double[filters.records()][some.length];
    double[] means = new double[filters.records()];
    IntStream.range(0, products.length).parallel().forEach(i -> {
      for (int k = 0; k < some.length; k++) {
        products[i][k] = filters.common(i, some[k]);
      }
      for (int other : learned) {
        means[i] += (double) filters.common(i, other) / learned.length;
      }
    });
    double mean = Arrays.stream(learned).mapToDouble(i -> means[i]).average().orElse(0);
    IntStream.range(0, products.length).parallel().forEach(i -> {
      for (int k = 0; k < some.length; k++) {
        products[i][k] += mean - means[i] - means[some[k]];
      }
    });
    return products;
  }
}
