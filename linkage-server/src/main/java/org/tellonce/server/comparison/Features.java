package org.tellonce.server.comparison;

import java.util.ArrayList;
import java.util.List;
import org.tellonce.protocol.encoding.Suite;

/// What the calibration sees of a candidate: a row of numbers, each with its name in the parameter file.
///
/// @see "comparison.md, Score"
public final class Features {

  /// Where the slope of the evidence may change.
  private static final int[] KNOTS = {-6, -3, -1, 1, 3, 6};

  /// The names, in order.
  public static final List<String> NAMES = names();

  private Features() {}

  /// The features of a vector whose evidence λ is known, in the order of [#NAMES].
  public static double[] of(AgreementVector vector, double evidence) {
    double[] features = new double[NAMES.size()];
    int at = 0;
    features[at++] = 1;
    features[at++] = evidence;
    for (int knot : KNOTS) {
      features[at++] = Math.max(0, evidence - knot);
    }
    for (Field field : Field.values()) {
      features[at + field.number(vector.level(field))] = 1;
      at += field.levels().size();
    }
    for (int pass = 1; pass <= Suite.PASSES; pass++) {
      features[at++] = vector.agreesIn(pass) ? 1 : 0;
    }
    features[at++] = StrictMath.log(vector.shared());
    features[at++] = vector.givenCloseness();
    features[at] = vector.surnameCloseness();
    return features;
  }

  private static List<String> names() {
    List<String> names = new ArrayList<>(List.of("one", "evidence"));
    for (int knot : KNOTS) {
      names.add("evidence above " + knot);
    }
    for (Field field : Field.values()) {
      for (Enum<?> level : field.levels()) {
        names.add(field.word() + " " + Field.word(level));
      }
    }
    for (int pass = 1; pass <= Suite.PASSES; pass++) {
      names.add("pass " + pass);
    }
    names.addAll(List.of("ln shared", "given closeness", "surname closeness"));
    return List.copyOf(names);
  }
}
