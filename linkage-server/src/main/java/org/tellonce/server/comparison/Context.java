package org.tellonce.server.comparison;

import java.util.List;
import java.util.OptionalDouble;

/// What the second calibration sees of a candidate: what its vector says alone, and what the other candidates of its two records say about it.
///
/// @param logOdds of the vector alone
/// @param lead by how much the log-odds of the best rival are higher (below 0: lower); none without a rival
/// @param support how probable it is, over the best third record, that both records are the person of that one
/// @param strangers how many records, three at most, are surely one person with just one of the two
/// @param others how many other candidates the two have
/// @param twinlike whether the vector is one of twins
/// @param twinNear whether one of the two has another candidate whose vector is one of twins
/// @see "comparison.md, Context"
public record Context(double logOdds, OptionalDouble lead, double support, int strangers, int others, boolean twinlike, boolean twinNear) {

  /// From this probability a third record is *surely* one person with one of the two.
  static final double SURE = 0.9;
  /// Up to this support a third record is *surely* not one person with both.
  static final double UNSUPPORTED = 0.3;
  /// More strangers than this say nothing more.
  static final int MOST_STRANGERS = 3;

  private static final double FARTHEST = 12;
  private static final double[] KNOTS = {-6, -3, 0, 3};

  /// The names of the features, in order.
  public static final List<String> NAMES = List.of("one", "log_odds", "rival", "lead", "lead above -6", "lead above -3", "lead above 0", "lead above 3", "support",
      "support above 1/2", "strangers", "ln others", "twinlike", "twin near", "twinlike with twin near");

  /// The features, in the order of [#NAMES].
  public double[] features() {
    double[] features = new double[NAMES.size()];
    features[0] = 1;
    features[1] = logOdds;
    int at = 2;
    if (lead.isPresent()) {
      double near = Math.clamp(lead.getAsDouble(), -FARTHEST, FARTHEST);
      features[at] = 1;
      features[at + 1] = near + FARTHEST;
      for (int knot = 0; knot < KNOTS.length; knot++) {
        features[at + 2 + knot] = Math.max(0, near - KNOTS[knot]);
      }
    }
    at += 2 + KNOTS.length;
    features[at++] = support;
    features[at++] = number(support > 0.5);
    features[at++] = strangers;
    features[at++] = StrictMath.log(1.0 + others);
    features[at++] = number(twinlike);
    features[at++] = number(twinNear);
    features[at] = number(twinlike && twinNear);
    return features;
  }

  private static double number(boolean holds) {
    return holds ? 1 : 0;
  }
}
