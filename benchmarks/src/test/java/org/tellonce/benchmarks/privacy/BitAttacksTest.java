package org.tellonce.benchmarks.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Attacks on filters break what they are made to break, and can do no more than guess at chance.
class BitAttacksTest {
  private static final SomePeople SOME = new SomePeople();
  private static final Filters CHANCE = Filters.random(SomePeople.COUNT, PlainFilter.LENGTH_BITS, new Random(5));
  private static final double FEW = 0.03;

  @Test
  void graphMatching_withoutAnyoneKnown_breaksPlainFilters() {
    int[] known = SOME.known(0);
    assertThat(SOME.right(GraphMatching.match(SOME.plainFilters("collaborative").graph(), SOME.listed().graph(), known, 256), known)).isGreaterThan(
        0.9);
  }

  @Test
  void graphMatching_ofChance_guesses() {
    int[] known = SOME.known(20);
    assertThat(SOME.right(GraphMatching.match(CHANCE.graph(), SOME.listed().graph(), known, 256), known)).isLessThan(FEW);
  }

  @Test
  void graphMatching_keepsWhatIsKnown() {
    int[] known = SOME.known(20);
    int[] guesses = GraphMatching.match(CHANCE.graph(), SOME.listed().graph(), known, 64);
    assertThat(Arrays.copyOf(guesses, 20)).isEqualTo(Arrays.copyOf(SOME.truth, 20));
  }

  @Test
  void regression_breaksPlainFilters_andGuessesAtChance() {
    int[] known = SOME.known(200);
    assertThat(SOME.right(Regression.match(SOME.plainFilters("collaborative"), known, SOME.list()), known)).isGreaterThan(0.9);
    assertThat(SOME.right(Regression.match(CHANCE, known, SOME.list()), known)).isLessThan(FEW);
  }

  @Test
  void patternMining_findsBigramsInPlainFilters_andNoneInChance() {
    int[] owners = IntStream.range(0, SomePeople.COUNT).toArray();
    assertThat(PatternMining.found(SOME.plainFilters("collaborative"), owners, SOME.bigrams)).isGreaterThan(0.2);
    assertThat(PatternMining.found(CHANCE, owners, SOME.bigrams)).isZero();
  }

  @Test
  void statistics_showFrequentBitsAndLongNames() {
    int[] letters = SOME.people.rows().stream().mapToInt(Bigrams::letters).toArray();
    BitStatistics plain = BitStatistics.of(SOME.plainFilters("collaborative"), letters);
    assertThat(plain.gini()).isGreaterThan(0.1);
    assertThat(plain.correlation()).isGreaterThan(0.3);
    BitStatistics chance = BitStatistics.of(CHANCE, letters);
    assertThat(chance.gini()).isLessThan(0.05);
    assertThat(Math.abs(chance.correlation())).isLessThan(0.2);
  }

  @Test
  void statistics_ofOneWeight_showNoLength() {
    Filters same = new Filters(4, new long[][] {{0b0011}, {0b0101}, {0b1001}});
    assertThat(BitStatistics.of(same, new int[] {3, 9, 27}).correlation()).isZero();
    assertThat(BitStatistics.of(same, new int[] {3, 9, 27}).gini()).isCloseTo(0.25, org.assertj.core.api.Assertions.within(1e-9));
  }

  @Test
  void graphOfFilters_isOneForTheSameAndAboutNothingForStrangers() {
    Filters filters = new Filters(64, new long[][] {{0b1111}, {0b1111}, {0b1111_0000}});
    float[] row = new float[3];
    filters.graph().row(0, row);
    assertThat(row[0]).isZero();
    assertThat(row[1]).isEqualTo(1);
    assertThat(row[2]).isLessThan(0.1f);
    assertThat(List.of(filters.weight(0), filters.common(0, 1), filters.common(0, 2))).containsExactly(4, 4, 0);
  }
}
