package org.tellonce.benchmarks.parts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tellonce.benchmarks.quality.Figures;
import org.tellonce.protocol.encoding.Segment;

class PartsTableTest {
  private static final Figures WHOLE = new Figures(10, 0.9123, 0.1256, new Figures.Accuracy(0.9, 0.9), new Figures.Accuracy(0.99, 0.8), OptionalDouble
      .of(0.85));
  private static final Figures LESS = new Figures(10, 0.9, 0.12, new Figures.Accuracy(0.8876, 0.8876), new Figures.Accuracy(0.98, 0.7), OptionalDouble
      .empty());

  private static PartsBenchmark.Outcome outcome(Part part, Figures... figures) {
    return new PartsBenchmark.Outcome(part, List.of(figures));
  }

  @Test
  void rows_areSetAgainstTheFirst_andOnlyPassesDecideWhoSharesTags() {
    String table = new PartsTable(List.of("hard"), List.of(outcome(new Part.Nothing(), WHOLE), outcome(new Part.Pass(1, "year"), LESS), outcome(
        new Part.Segments("segment phone", Set.of(Segment.PHONE)), LESS))).markdown();

    assertThat(table).isEqualTo(
        """
          | left out | hard: F1 | hard: ± ‰ | hard: likely precision | hard: likely recall | hard: youth flag recall | hard: pair completeness | hard: other people |
          |---|---:|---:|---:|---:|---:|---:|---:|
          | nothing | 0.9000 |  | 0.9900 | 0.8000 | 0.8500 | 0.9123 | 0.126 |
          | pass 1 (year) | 0.8876 | -12.4 | 0.9800 | 0.7000 | – | 0.9000 | 0.120 |
          | segment phone | 0.8876 | -12.4 | 0.9800 | 0.7000 | – |  |  |
          """);
  }

  @Test
  void differences_areThousandths_andNothingHasNoSignOfLoss() {
    assertThat(PartsTable.thousandths(-0.01236)).isEqualTo("-12.4");
    assertThat(PartsTable.thousandths(0.0004)).isEqualTo("+0.4");
    assertThat(PartsTable.thousandths(-0.00004)).isEqualTo("+0.0");
  }

  @Test
  void tableWithoutABaseline_isNone() {
    assertThatThrownBy(() -> new PartsTable(List.of("hard"), List.of(outcome(Part.Step.CLOSURE, LESS)))).isInstanceOf(IllegalArgumentException.class);
  }
}
