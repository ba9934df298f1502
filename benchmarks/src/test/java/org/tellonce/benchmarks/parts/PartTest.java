package org.tellonce.benchmarks.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tellonce.agency.encoding.Passes;
import org.tellonce.protocol.encoding.Segment;
import org.tellonce.protocol.encoding.SizeClass;

/// What can be left out.
class PartTest {
  private static final List<Part> PARTS = Part.all(SizeClass.UP_TO_50_000);

  @Test
  void firstRow_leavesOutNothing() {
    assertThat(PARTS.getFirst()).isEqualTo(new Part.Nothing());
  }

  @ParameterizedTest
  @EnumSource
  void everySegment_isInARow(Segment segment) {
    assertThat(PARTS).filteredOn(part -> part instanceof Part.Segments(_, var segments) && segments.contains(segment)).isNotEmpty();
  }

  @Test
  void everyPassOfTheClass_hasItsRow() {
    assertThat(PARTS).filteredOn(part -> part instanceof Part.Pass).extracting(part -> ((Part.Pass) part).number()).containsExactlyElementsOf(Passes
        .words(SizeClass.UP_TO_50_000).keySet());
  }

  @Test
  void segmentsThatMeanSomethingTogetherOnly_areLeftOutTogether() {
    assertThat(PARTS).contains(new Part.Segments("segments half years", java.util.Set.of(Segment.HALF_YEAR_DOWN, Segment.HALF_YEAR_UP)),
        new Part.Segments("segments month, day", java.util.Set.of(Segment.MONTH, Segment.DAY)), new Part.Segments("segment given name",
            java.util.Set.of(Segment.GIVEN_NAME)));
  }

  @Test
  void noTwoRows_haveOneName() {
    assertThat(PARTS).extracting(Part::words).doesNotHaveDuplicates();
  }
}
