package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LabelFilterTest {
  private static final int LABELS = 10_000;

  private final LabelFilter filter = new LabelFilter(LABELS);

  @Test
  void labelsThatWereAdded_areHeld() {
    LongStream.range(0, LABELS).forEach(filter::add);

    assertThat(LongStream.range(0, LABELS)).allMatch(filter::mayHold);
  }

  @Test
  void absentLabels_areHeldOnceIn300() {
    LongStream.range(0, LABELS).forEach(filter::add);

    long held = LongStream.range(LABELS, LABELS + 300_000).filter(filter::mayHold).count();

    assertThat(held).isBetween(800L, 1_100L);
  }

  @Test
  void emptyFilter_holdsNothing() {
    assertThat(LongStream.range(0, 100)).noneMatch(filter::mayHold);
    assertThat(LongStream.range(0, 100)).noneMatch(new LabelFilter(0)::mayHold);
  }

  @Test
  void filterOfItsBytes_isTheSame() {
    LongStream.range(0, LABELS).forEach(filter::add);
    LabelFilter read = LabelFilter.of(filter.toBytes());

    assertThat(LongStream.range(0, LABELS + 300_000)).allMatch(label -> read.mayHold(label) == filter.mayHold(label));
  }
}
