package org.tellonce.benchmarks.privacy;

import java.util.ArrayList;
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
    double[][] list = centred(people);
    double[][] bits = bits(encoded, learned);
    RealMatrix kernel = new Array2DRowRealMatrix(products(select(bits, learned), select(bits, learned)), false);
    for (int i = 0; i < learned.length; i++) {
      kernel.addToEntry(i, i, RIDGE);
    }
    DecompositionSolver solver = new CholeskyDecomposition(kernel, 1e-6, 1e-12).getSolver();
    double[][] taught = products(select(list, Arrays.stream(learned).map(i -> known[i]).toArray()), list);
    double[][] solved = solve(solver, taught);
    double[] lengths = Arrays.stream(list).mapToDouble(row -> Math.sqrt(dot(row, row))).toArray();
    double[][] near = products(bits, select(bits, learned));
    int[] guesses = new int[known.length];
    IntStream.range(0, known.length).parallel().forEach(i -> {
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

  /// Each person's bigrams as 0 and 1, less their mean.
  private static double[][] centred(List<Set<String>> people) {
    Map<String, Integer> columns = new HashMap<>();
    people.forEach(bigrams -> bigrams.forEach(bigram -> columns.putIfAbsent(bigram, columns.size())));
    double[][] rows = new double[people.size()][columns.size()];
    for (int i = 0; i < rows.length; i++) {
      for (String bigram : people.get(i)) {
        rows[i][columns.getOrDefault(bigram, 0)] = 1;
      }
    }
    return less(rows, IntStream.range(0, rows.length).toArray());
  }

  private static double[][] bits(Filters filters, int[] learned) {
    double[][] rows = new double[filters.records()][filters.lengthBits()];
    for (int i = 0; i < rows.length; i++) {
      for (int bit = 0; bit < rows[i].length; bit++) {
        rows[i][bit] = filters.get(i, bit) ? 1 : 0;
      }
    }
    return less(rows, learned);
  }

  /// Less the mean of some rows.
  private static double[][] less(double[][] rows, int[] some) {
    double[] mean = new double[rows[0].length];
    for (int i : some) {
      for (int column = 0; column < mean.length; column++) {
        mean[column] += rows[i][column] / some.length;
      }
    }
    for (double[] row : rows) {
      for (int column = 0; column < mean.length; column++) {
        row[column] -= mean[column];
      }
    }
    return rows;
  }

  private static double[][] select(double[][] rows, int[] some) {
    List<double[]> selected = new ArrayList<>();
    Arrays.stream(some).forEach(i -> selected.add(rows[i]));
    return selected.toArray(double[][]::new);
  }

  /// Every row of the one times every row of the other.
  private static double[][] products(double[][] one, double[][] other) {
    double[][] products = new double[one.length][other.length];
    IntStream.range(0, one.length).parallel().forEach(i -> {
      for (int k = 0; k < other.length; k++) {
        products[i][k] = dot(one[i], other[k]);
      }
    });
    return products;
  }

  private static double dot(double[] one, double[] other) {
    double a = 0;
    double b = 0;
    double c = 0;
    double d = 0;
    int i = 0;
    for (; i + 3 < one.length; i += 4) {
      a += one[i] * other[i];
      b += one[i + 1] * other[i + 1];
      c += one[i + 2] * other[i + 2];
      d += one[i + 3] * other[i + 3];
    }
    for (; i < one.length; i++) {
      a += one[i] * other[i];
    }
    return a + b + c + d;
  }
}
