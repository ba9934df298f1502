package org.tellonce.server.comparison;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.tellonce.protocol.encoding.SizeClass;

/// Parameter files that mean nothing but cut everywhere: among random records they make likely and possible matches, rivals and closures.
public final class TestParameters {

  private TestParameters() {}

  /// A file from a seed.
  public static Parameters random(Random random) {
    Map<Kind, LevelTable> tables = new EnumMap<>(Kind.class);
    for (Kind kind : Kind.values()) {
      Map<Field, List<Double>> shares = new EnumMap<>(Field.class);
      for (Field field : Field.values()) {
        shares.put(field, field.levels().stream().map(_ -> .05 + random.nextDouble()).toList());
      }
      tables.put(kind, new LevelTable(.5 + random.nextDouble(), shares));
    }
    List<Double> calibration = new ArrayList<>();
    for (String name : Features.NAMES) {
      calibration.add(switch (name) {
        case "one", "ln shared" -> 1.5;
        case "evidence" -> .6;
        default -> name.startsWith("evidence") ? 0 : 2 * random.nextGaussian();
      });
    }
    List<Double> context = Context.NAMES.stream().map(name -> name.equals("log_odds") ? 1.0 : .3 * random.nextGaussian()).toList();
    return new Parameters(1, SizeClass.UP_TO_50_000, tables, calibration, context, new Thresholds(.9, .5, .7));
  }

  /// A file by which every candidate is a likely match.
  public static Parameters everyCandidateLikely() {
    return everyCandidate(new Thresholds(.9, .5, .7));
  }

  /// A file by which every candidate is a possible match.
  public static Parameters everyCandidatePossible() {
    return everyCandidate(new Thresholds(1, .5, 1));
  }

  private static Parameters everyCandidate(Thresholds thresholds) {
    List<Double> calibration = Features.NAMES.stream().map(name -> name.equals("one") ? 9.0 : 0.0).toList();
    List<Double> context = Context.NAMES.stream().map(name -> name.equals("one") ? 9.0 : 0.0).toList();
    return new Parameters(1, SizeClass.UP_TO_50_000, random(new Random(0)).tables(), calibration, context, thresholds);
  }
}
