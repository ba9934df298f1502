package org.tellonce.rehearsal.regression;

import java.util.List;
import org.hipparchus.linear.CholeskyDecomposition;
import org.hipparchus.linear.MatrixUtils;
import org.hipparchus.linear.RealVector;

/// Logistic regression by Newton's method with a small ridge, so that rare features get small weights instead of wild ones. Sums run in the order of the examples:
/// the same examples give the same weights.
public final class LogisticRegression {

  private static final double RIDGE = 1;
  /// The first feature is the constant, which has no reason to be small.
  private static final double RIDGE_OF_CONSTANT = 1e-6;
  private static final int MOST_STEPS = 50;
  private static final double CONVERGED = 1e-9;

  private LogisticRegression() {}

  /// One candidate: its features, what its log-odds are before anything is learned, and how much it is one person.
  public static final class Example {
    private final double[] features;
    private final double before;
    private final double same;
    private final double times;

    /// @param same whether it is one person
    /// @param times how many such candidates it stands for
    public Example(double[] features, boolean same, double times) {
      this(features, 0, same ? 1 : 0, times);
    }

    /// @param before log-odds to which the weights add
    /// @param same how probably it is one person, 0 to 1
    public Example(double[] features, double before, double same) {
      this(features, before, same, 1);
    }

    private Example(double[] features, double before, double same, double times) {
      this.features = features.clone();
      this.before = before;
      this.same = same;
      this.times = times;
    }
  }

  /// The weights that make the examples most probable.
  ///
  /// @throws IllegalArgumentException if there is no example
  public static double[] fit(List<Example> examples) {
    if (examples.isEmpty()) {
      throw new IllegalArgumentException("nothing to learn from");
    }
    RealVector weights = MatrixUtils.createRealVector(new double[examples.getFirst().features.length]);
    for (int step = 0; step < MOST_STEPS; step++) {
      RealVector change = step(examples, weights.toArray(), RIDGE_OF_CONSTANT);
      weights = weights.add(change);
      if (change.getLInfNorm() < CONVERGED) {
        break;
      }
    }
    return weights.toArray();
  }

  /// One careful step from these weights towards those that make the examples most probable: every weight, that of the first feature too, is held small, and none
  /// changes by more than 1.
  public static double[] stepped(List<Example> examples, double[] weights) {
    RealVector change = step(examples, weights, RIDGE);
    double largest = change.getLInfNorm();
    return MatrixUtils.createRealVector(weights).add(change.mapMultiply(largest > 1 ? 1 / largest : 1)).toArray();
  }

  private static RealVector step(List<Example> examples, double[] weights, double ridgeOfFirst) {
    int size = weights.length;
    double[] gradient = new double[size];
    double[][] curvature = new double[size][size];
    for (int i = 0; i < size; i++) {
      double ridge = i == 0 ? ridgeOfFirst : RIDGE;
      gradient[i] = -ridge * weights[i];
      curvature[i][i] = ridge;
    }
    for (Example example : examples) {
      double[] x = example.features;
      double sum = example.before;
      for (int i = 0; i < size; i++) {
        sum += weights[i] * x[i];
      }
      double p = 1 / (1 + StrictMath.exp(-sum));
      double error = example.times * (example.same - p);
      double certainty = example.times * p * (1 - p);
      for (int i = 0; i < size; i++) {
        if (x[i] != 0) {
          gradient[i] += error * x[i];
          for (int j = 0; j <= i; j++) {
            curvature[i][j] += certainty * x[i] * x[j];
          }
        }
      }
    }
    for (int i = 0; i < size; i++) {
      for (int j = 0; j < i; j++) {
        curvature[j][i] = curvature[i][j];
      }
    }
    return new CholeskyDecomposition(MatrixUtils.createRealMatrix(curvature)).getSolver().solve(MatrixUtils.createRealVector(gradient));
  }
}
