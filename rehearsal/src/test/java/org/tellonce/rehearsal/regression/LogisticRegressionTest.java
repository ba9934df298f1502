package org.tellonce.rehearsal.regression;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Weights against those that the examples were made with, and against closed forms.
class LogisticRegressionTest {

  private static LogisticRegression.Example example(boolean same, double... features) {
    return new LogisticRegression.Example(features, same, 1);
  }

  @Test
  void constantAlone_isTheLogOddsOfTheShare() {
    List<LogisticRegression.Example> examples = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      examples.add(example(i < 80, 1));
    }
    assertThat(LogisticRegression.fit(examples)[0]).isCloseTo(Math.log(4), within(1e-6));
  }

  @Test
  void exampleThatStandsForSeveral_countsAsOften() {
    var one = new LogisticRegression.Example(new double[] {1}, true, 1);
    var threeOthers = new LogisticRegression.Example(new double[] {1}, false, 3);
    assertThat(LogisticRegression.fit(List.of(one, threeOthers))[0]).isCloseTo(Math.log(1 / 3.0), within(1e-5));
  }

  @Test
  void gradient_isZeroAtTheWeights() {
    var random = new Random(1);
    List<LogisticRegression.Example> examples = new ArrayList<>();
    List<double[]> features = new ArrayList<>();
    List<Boolean> same = new ArrayList<>();
    for (int i = 0; i < 2_000; i++) {
      double[] x = {1, random.nextGaussian(), random.nextInt(2)};
      boolean is = random.nextDouble() < 1 / (1 + Math.exp(-(0.5 - 2 * x[1] + x[2])));
      features.add(x);
      same.add(is);
      examples.add(example(is, x));
    }
    double[] weights = LogisticRegression.fit(examples);
    assertThat(weights).containsExactly(new double[] {0.5, -2, 1}, within(0.3));
    for (int feature = 0; feature < 3; feature++) {
      double gradient = -(feature == 0 ? 1e-6 : 1) * weights[feature];
      for (int i = 0; i < features.size(); i++) {
        double[] x = features.get(i);
        double p = 1 / (1 + Math.exp(-(weights[0] * x[0] + weights[1] * x[1] + weights[2] * x[2])));
        gradient += ((same.get(i) ? 1 : 0) - p) * x[feature];
      }
      assertThat(gradient).isCloseTo(0, within(1e-6));
    }
  }

  @Test
  void featureThatNeverOccurs_hasNoWeight() {
    assertThat(LogisticRegression.fit(List.of(example(true, 1, 0), example(false, 1, 0)))[1]).isZero();
  }

  @Test
  void featureThatTellsAll_keepsAFiniteWeight() {
    double weight = LogisticRegression.fit(List.of(example(true, 1, 1), example(false, 1, -1)))[1];
    assertThat(weight).isBetween(0.3, 2.0);
  }

  @Test
  void noExamples_areRefused() {
    assertThatIllegalArgumentException().isThrownBy(() -> LogisticRegression.fit(List.of()));
  }
}
