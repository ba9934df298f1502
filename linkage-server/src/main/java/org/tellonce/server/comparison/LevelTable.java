package org.tellonce.server.comparison;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// How often each level occurs among pairs of one kind.
///
/// @param weight how many pairs of this kind there are for one of kind *same*, above 0
/// @param shares for each field the share of each of its levels, in their order, all above 0
/// @see "comparison.md, Score"
public record LevelTable(double weight, Map<Field, List<Double>> shares) {

  /// @throws IllegalArgumentException if a field or a level is wanting, or a number is not above 0
  public LevelTable {
    EnumMap<Field, List<Double>> copy = new EnumMap<>(Field.class);
    shares.forEach((field, ofLevels) -> copy.put(field, List.copyOf(ofLevels)));
    shares = java.util.Collections.unmodifiableMap(copy);
    if (!(weight > 0)) {
      throw new IllegalArgumentException("a kind's weight is above 0");
    }
    for (Field field : Field.values()) {
      List<Double> ofField = copy.get(field);
      if (ofField == null || ofField.size() != field.levels().size() || !ofField.stream().allMatch(share -> share > 0)) {
        throw new IllegalArgumentException("each level of " + field.word() + " has a share above 0");
      }
    }
  }

  /// The share of a level of a field.
  public double share(Field field, Enum<?> level) {
    return java.util.Objects.requireNonNull(shares.get(field)).get(field.number(level));
  }
}
