package org.tellonce.benchmarks.timing;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tellonce.benchmarks.timing.Sample.Try;
import org.tellonce.benchmarks.timing.TimingBenchmark.Kind;
import org.tellonce.benchmarks.timing.TimingBenchmark.Measured;

class TimingTableTest {
  private static final List<Case> CASES = List.of(Case.values());

  private final Random random = new Random(5);

  private Sample sample(double spread, double laterIfHidden) {
    return Sample.of(IntStream.range(0, 1_500).mapToObj(i -> {
      Case of = CASES.get(i % CASES.size());
      return new Try(of, 305 + spread * random.nextDouble() + (of == Case.HIDDEN ? laterIfHidden : 0));
    }).toList());
  }

  private TimingTable table(Sample calls) {
    return new TimingTable(List.of(new Measured(Kind.LOOK_UP, calls, sample(1, 5))));
  }

  @Test
  void casesThatTakeAsLong_areNotToldApart_whateverTheWorkBeforeTheTickTakes() {
    TimingTable table = table(sample(6, 0));

    assertThat(table.isSeparated()).isFalse();
    assertThat(table.hasPower()).isTrue();
    assertThat(table.markdown()).contains("| look-up | shielded | 500 | 305.", "| look-up, call: nothing known, shielded | ",
        "| look-up, work before the tick: shielded, hidden, not reachable | < .0001 | < .0001 |",
        "no test tells two cases apart by the time of a call (p < 0.01); the control is found in every pair");
  }

  @Test
  void caseThatTakesLonger_isToldApart() {
    assertThat(table(sample(6, 1)).isSeparated()).isTrue();
    assertThat(table(sample(6, 1)).markdown()).contains("**a test tells two cases apart by the time of a call** (p < 0.01)");
  }

  @Test
  void testsThatWouldFindNothing_areToldSo() {
    assertThat(table(sample(2_000, 0)).hasPower()).isFalse();
    assertThat(table(sample(2_000, 0)).markdown()).contains("**not found: the tests had no power**");
  }
}
