package org.tellonce.rehearsal.training;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.tellonce.server.comparison.AgreementVector;
import org.tellonce.server.comparison.Field;
import org.tellonce.server.comparison.LevelTable;

/// How often each level was seen among pairs of one kind.
final class LevelCounts {

  /// Counted for each level before the first pair, so that no level is impossible.
  private static final double BEFORE = 0.5;
  private static final double SMALLEST_SHARE = 1e-6;

  private final Map<Field, long[]> counts = new EnumMap<>(Field.class);
  private long pairs;

  LevelCounts() {
    for (Field field : Field.values()) {
      counts.put(field, new long[field.levels().size()]);
    }
  }

  void add(AgreementVector vector) {
    pairs++;
    counts.forEach((field, ofLevels) -> ofLevels[field.number(vector.level(field))]++);
  }

  /// How many pairs were counted.
  long pairs() {
    return pairs;
  }

  /// The shares, rounded as they stand in the file.
  ///
  /// @param weight how many pairs of this kind there are for one of kind *same*
  LevelTable table(double weight) {
    Map<Field, List<Double>> shares = new EnumMap<>(Field.class);
    counts.forEach((field, ofLevels) -> shares.put(field, java.util.Arrays.stream(ofLevels).mapToObj(count -> Rounding.significant(Math.max(
        SMALLEST_SHARE, (count + BEFORE) / (pairs + BEFORE * ofLevels.length)))).toList()));
    return new LevelTable(Rounding.significant(weight), shares);
  }
}
