package org.tellonce.server.comparison;

import java.util.List;
import java.util.OptionalDouble;

/// What the second calibration sees of a candidate: what its vector says alone, and what the other candidates of its two records say about it.
///
/// @param logOdds of the vector alone
/// @param lead by how much the best rival's log-odds are higher than all that speaks for the candidate; below 0 if they are lower; none without a rival
/// @param gain by how much the weaker of the two ties over the best third record is stronger than the candidate's own; none without such a record
/// @param strangers how many records, three at most, are surely one person with just one of the two
/// @param others how many other candidates the two have
/// @param twinlike whether the vector is one of twins
/// @param twinNear whether one of the two has another candidate whose vector is one of twins
/// @see "comparison.md, Context"
public record Context(double logOdds, OptionalDouble lead, OptionalDouble gain, int strangers, int others, boolean twinlike, boolean twinNear) {

  /// Above this probability a third record is *surely* one person with one of the two.
  static final double SURE = 0.9;
  /// Below this probability, both ties together, a third record is not the person of both.
  static final double UNSUPPORTED = 0.3;
  /// More strangers than this say nothing more.
  static final int MOST_STRANGERS = 3;

  /// Farther log-odds say nothing more.
  private static final double FARTHEST = 12;
  private static final int[] KNOTS = {-6, -3, 0, 3};

  /// The names of the features, in order.
  public static final List<String> NAMES = List.of("one", "log_odds", "rival", "lead", "lead above -6", "lead above -3", "lead above 0",
      "lead above 3",
      "third", "gain", "gain above -6", "gain above -3", "gain above 0", "gain above 3", "strangers", "ln others", "twinlike", "twin near",
      "twinlike with twin near");

  /// The features, in the order of [#NAMES].
  public double[] features() {
    double[] features = new double[NAMES.size()];
    features[0] = 1;
    features[1] = logOdds;
    int at = 2;
    at = spline(lead, features, at);
    at = spline(gain, features, at);
    features[at++] = strangers;
    features[at++] = StrictMath.log(1.0 + others);
    features[at++] = number(twinlike);
    features[at++] = number(twinNear);
    features[at] = number(twinlike && twinNear);
    return features;
  }

  /// Whether there is such a difference, the difference from the farthest on, and what it is above each knot.
  ///
  /// @return where the next feature stands
  private static int spline(OptionalDouble difference, double[] features, int at) {
    if (difference.isPresent()) {
      double near = Math.clamp(difference.getAsDouble(), -FARTHEST, FARTHEST);
      features[at] = 1;
      features[at + 1] = near + FARTHEST;
      for (int knot = 0; knot < KNOTS.length; knot++) {
        features[at + 2 + knot] = Math.max(0, near - KNOTS[knot]);
      }
    }
    return at + 2 + KNOTS.length;
  }

  private static double number(boolean holds) {
    return holds ? 1 : 0;
  }
}
