package org.tellonce.rehearsal.county;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// How many families of a county follow which naming customs.
///
/// @param weights by heritage, none below 0, not all 0
public record Mix(Map<Heritage, Integer> weights) {

  /// The one that the rates of errors were measured with.
  public static final Mix DEFAULT = new Mix(Map.of(Heritage.WHITE, 42, Heritage.BLACK, 24, Heritage.HISPANIC, 30, Heritage.VIETNAMESE, 2,
      Heritage.ASIAN, 2));

  /// @throws IllegalArgumentException if a weight is below 0, or none above
  public Mix {
    weights = Collections.unmodifiableMap(new EnumMap<>(weights));
    if (weights.values().stream().anyMatch(weight -> weight < 0) || weights.values().stream().allMatch(weight -> weight == 0)) {
      throw new IllegalArgumentException("weights are 0 or more, and one of them is more");
    }
  }

  /// `white=42,black=24`.
  public static Parsed<Mix> parse(String text) {
    List<Problem> problems = new ArrayList<>();
    Map<Heritage, Integer> weights = new EnumMap<>(Heritage.class);
    for (String part : text.split(",", -1)) {
      int equals = part.indexOf('=');
      String word = equals < 0 ? part : part.substring(0, equals);
      Arrays.stream(Heritage.values()).filter(heritage -> heritage.word().equals(word.strip())).findFirst().ifPresentOrElse(heritage -> {
        String weight = part.substring(equals + 1).strip();
        if (equals < 0 || !weight.matches("[0-9]{1,6}")) {
          problems.add(new Problem(heritage.word(), "not a whole number of 0 to 999999 after ="));
        } else {
          weights.put(heritage, Integer.valueOf(weight));
        }
      }, () -> problems.add(new Problem("", "not one of " + words())));
    }
    if (problems.isEmpty() && weights.values().stream().allMatch(weight -> weight == 0)) {
      problems.add(new Problem("", "no weight above 0"));
    }
    return Parsed.of(problems, () -> new Mix(weights));
  }

  private static String words() {
    return Arrays.stream(Heritage.values()).map(Heritage::word).collect(Collectors.joining(", "));
  }

  Weighted<Heritage> weighted() {
    var builder = new Weighted.Builder<Heritage>();
    weights.forEach((heritage, weight) -> {
      if (weight > 0) {
        builder.add(heritage, weight);
      }
    });
    return builder.build();
  }
}
