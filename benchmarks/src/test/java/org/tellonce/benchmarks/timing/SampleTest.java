package org.tellonce.benchmarks.timing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.tellonce.benchmarks.timing.Sample.Separation;
import org.tellonce.benchmarks.timing.Sample.Try;

class SampleTest {
  private static Sample sample(double[] unknown, double[] shielded, double[] hidden) {
    return Sample.of(Stream.of(tries(Case.UNKNOWN, unknown), tries(Case.SHIELDED, shielded), tries(Case.HIDDEN, hidden)).flatMap(tries -> tries)
        .toList());
  }

  private static Stream<Try> tries(Case of, double[] times) {
    return Arrays.stream(times).mapToObj(millis -> new Try(of, millis));
  }

  /// Of calls that leave at a tick: a floor, and now and then another tick.
  private static double[] times(Random random, double spread) {
    return IntStream.range(0, 600).mapToDouble(_ -> 304 + spread * Math.abs(random.nextGaussian()) + (random.nextInt(50) == 0 ? 300 : 0)).toArray();
  }

  @Test
  void timesOfOneKind_areNotToldApart_andTwoMillisecondsAre() {
    var random = new Random(3);
    Sample sample = sample(times(random, 3), times(random, 3), times(random, 3));

    assertThat(sample.separations()).extracting(Separation::one).containsExactly(Case.UNKNOWN, Case.UNKNOWN, Case.SHIELDED);
    assertThat(sample.separations()).extracting(Separation::other).containsExactly(Case.SHIELDED, Case.HIDDEN, Case.HIDDEN);
    assertThat(sample.separations()).allSatisfy(pair -> assertThat(pair.least()).isGreaterThan(.01));
    assertThat(sample.separationsIfLater(2)).allSatisfy(pair -> assertThat(pair.least()).isLessThan(.0001));
    assertThat(sample.of(Case.HIDDEN)).as("what was put in is not in the sample").hasSize(600);
    assertThat(sample.separations()).isEqualTo(sample.separations());
  }

  @Test
  void oneThatIsSlower_isToldApart_andOneThatIsSpreadOtherwise() {
    var random = new Random(4);
    double[] slower = Arrays.stream(times(random, 3)).map(time -> time + 1).toArray();
    double[] wider = IntStream.range(0, 600).mapToDouble(_ -> 306 + 3 * random.nextGaussian()).toArray();
    double[] narrower = IntStream.range(0, 600).mapToDouble(_ -> 306 + random.nextGaussian()).toArray();

    assertThat(sample(times(random, 3), slower, times(random, 3)).separations().getFirst().mannWhitney()).isLessThan(.01);
    Separation bySpread = sample(wider, narrower, wider).separations().getFirst();
    assertThat(bySpread.mannWhitney()).isGreaterThan(.01);
    assertThat(bySpread.kolmogorovSmirnov()).isLessThan(.01);
  }

  /// 1 to 6 and 4 to 9: in six of 36 pairs the first is greater, which comes about in 60 of 924 orders, or the other way round; the two distribution functions lie
  /// half apart at most, as they do in 438 of 924.
  @Test
  void probabilities_areThoseOfTheBooks() {
    double[] low = {1, 2, 3, 4.01, 5.01, 6.01};
    double[] high = {4, 5, 6, 7, 8, 9};
    Separation pair = sample(low, high, low).separations().getFirst();

    assertThat(pair.mannWhitney()).isCloseTo(60. / 924, within(1e-9));
    assertThat(pair.kolmogorovSmirnov()).isCloseTo(438. / 924, within(1e-9));
  }
}
