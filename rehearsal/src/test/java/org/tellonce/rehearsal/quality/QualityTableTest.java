package org.tellonce.rehearsal.quality;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tellonce.agency.encoding.PassBasis;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.server.comparison.Parameters;

/// The table that ships, and what a table says.
class QualityTableTest {

  /// If this fails, make the table anew: `tellonce train DIR … --out FILE --quality FILE`.
  @ParameterizedTest
  @EnumSource
  void shippedTable_belongsToTheShippedParameters(SizeClass sizeClass) {
    assertThat(QualityTable.shipped(sizeClass).parameters()).isEqualTo(Parameters.shipped(sizeClass).digest());
  }

  @Test
  void unseenPairs_followTheLearnedLine() {
    Captures captures = new Captures(new TreeMap<>(Map.of(1, PassBasis.BIRTH, 2, PassBasis.NAME)));
    captures.add(Vectors.ofPasses(1), 400);
    captures.add(Vectors.ofPasses(2), 100);
    captures.add(Vectors.ofPasses(3), 400);

    // Lincoln and Petersen: 400 · 100 / 400.
    assertThat(captures.unseen()).isCloseTo(100, within(1e-3));
    assertThat(new QualityTable("", 4, 3, 1, 0, 0).unseen(captures)).isCloseTo(300, within(1e-2));
    assertThat(new QualityTable("", 4, 3, 2, 0, 0).unseen(captures)).isCloseTo(900 * 3.0 / 81, within(1e-2));
  }

  @Test
  void tableWithoutSense_isRefused() {
    assertThatThrownBy(() -> new QualityTable("", 0, 1, 1, 0, 0)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new QualityTable("", 1, 1, 1, -1, 0)).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void estimate_staysBetweenNoneAndAll() {
    Estimate almostAll = Estimate.around(0.99, 0.02);

    assertThat(almostAll.high()).isEqualTo(1);
    assertThat(almostAll.contains(0.97)).isTrue();
    assertThat(almostAll.contains(0.96)).isFalse();
    assertThatThrownBy(() -> new Estimate(0.5, 0.6, 0.7)).isInstanceOf(IllegalArgumentException.class);
  }
}
