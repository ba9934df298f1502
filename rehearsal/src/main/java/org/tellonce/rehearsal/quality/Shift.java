package org.tellonce.rehearsal.quality;

import java.util.ArrayList;
import java.util.List;
import org.tellonce.rehearsal.regression.LogisticRegression;
import org.tellonce.server.comparison.AgreementVector;
import org.tellonce.server.comparison.Field;

/// How far the score of a candidate is off in these rosters, as a sum of weights: of where its log-odds lie, of which bases of passes caught it, of how names and
/// birth agree.
///
/// @see "comparison.md, Expected quality, Control"
final class Shift {

  private static final double[] KNOTS = {-3, 0, 3, 6};
  private static final List<Field> FIELDS = List.of(Field.GIVEN, Field.SURNAME, Field.BIRTH);
  private static final int MOST_ROUNDS = 200;
  private static final double CONVERGED = 1e-4;
  /// Before the first round: of a hundred pairs of one person, this many are two rows of one agency.
  private static final double FIRST_DUPLICATES = 0.05;

  private Shift() {}

  /// A candidate as the shift sees it.
  static final class Scored {
    private final double[] features;
    private final double logOdds;
    private final boolean withinOneAgency;

    /// @param features of the candidate, not to be changed any more
    /// @param logOdds what the score says
    /// @param withinOneAgency whether it is a control
    Scored(double[] features, double logOdds, boolean withinOneAgency) {
      this.features = features;
      this.logOdds = logOdds;
      this.withinOneAgency = withinOneAgency;
    }

    double[] features() {
      return features;
    }

    double logOdds() {
      return logOdds;
    }

    boolean withinOneAgency() {
      return withinOneAgency;
    }
  }

  /// The features that weights are for.
  ///
  /// @param logOdds of the vector alone
  static double[] features(AgreementVector vector, double logOdds, int pattern) {
    int size = KNOTS.length + Captures.patterns() + FIELDS.stream().mapToInt(field -> field.levels().size()).sum();
    double[] features = new double[size];
    double place = Math.clamp(logOdds, KNOTS[0], KNOTS[KNOTS.length - 1]);
    for (int i = 0; i + 1 < KNOTS.length; i++) {
      if (place >= KNOTS[i] && place <= KNOTS[i + 1]) {
        double part = (place - KNOTS[i]) / (KNOTS[i + 1] - KNOTS[i]);
        features[i] = 1 - part;
        features[i + 1] = part;
      }
    }
    int at = KNOTS.length;
    features[at + pattern] = 1;
    at += Captures.patterns();
    for (Field field : FIELDS) {
      features[at + field.number(vector.level(field))] = 1;
      at += field.levels().size();
    }
    return features;
  }

  /// The log-odds of each candidate with what the controls say.
  ///
  /// Two records of one agency are hardly ever one person, but look alike by chance as often as two of different agencies: among `n` times as many pairs, `n` times as
  /// often. What is unknown besides, how many *are* one person, is estimated along: a share of the pairs between agencies, whatever their score.
  ///
  /// @param ratio how many pairs of two agencies there are for one within an agency
  static double[] logOdds(List<Scored> candidates, double ratio) {
    double[] weights = new double[candidates.getFirst().features().length];
    double duplicates = FIRST_DUPLICATES;
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double sampled = Math.log((1 + duplicates) / (1 + 1 / ratio));
      double between = 0;
      double within = 0;
      List<LogisticRegression.Example> examples = new ArrayList<>(candidates.size());
      for (Scored candidate : candidates) {
        double before = candidate.logOdds() + sampled;
        double ifSame = candidate.withinOneAgency() ? duplicates / (1 + duplicates) : 1 / (1 + duplicates);
        double ifNot = candidate.withinOneAgency() ? 1 / (1 + ratio) : ratio / (1 + ratio);
        double same = probability(before + sum(weights, candidate.features()) + Math.log(ifSame / ifNot));
        between += candidate.withinOneAgency() ? 0 : same;
        within += candidate.withinOneAgency() ? same : 0;
        examples.add(new LogisticRegression.Example(candidate.features(), before, same));
      }
      double[] next = LogisticRegression.stepped(examples, weights);
      double change = farthest(weights, next);
      weights = next;
      duplicates = Math.clamp(between > 0 ? within / between : 0, CONVERGED, 1);
      if (change < CONVERGED) {
        break;
      }
    }
    return shifted(candidates, weights);
  }

  /// Other log-odds of the same candidates, shifted so that, by every feature, they say the same number of pairs of one person as given probabilities do.
  ///
  /// @param candidates with the log-odds to be shifted
  /// @param probabilities to agree with
  static double[] weights(List<Scored> candidates, double[] probabilities) {
    List<LogisticRegression.Example> examples = new ArrayList<>(candidates.size());
    for (Scored candidate : candidates) {
      examples.add(new LogisticRegression.Example(candidate.features(), candidate.logOdds(), probabilities[examples.size()]));
    }
    double[] weights = new double[candidates.getFirst().features().length];
    for (int round = 0; round < MOST_ROUNDS; round++) {
      double[] next = LogisticRegression.stepped(examples, weights);
      double change = farthest(weights, next);
      weights = next;
      if (change < CONVERGED) {
        break;
      }
    }
    return weights;
  }

  private static double[] shifted(List<Scored> candidates, double[] weights) {
    return candidates.stream().mapToDouble(candidate -> candidate.logOdds() + sum(weights, candidate.features())).toArray();
  }

  private static double farthest(double[] one, double[] other) {
    double farthest = 0;
    for (int i = 0; i < one.length; i++) {
      farthest = Math.max(farthest, Math.abs(one[i] - other[i]));
    }
    return farthest;
  }

  static double sum(double[] weights, double[] features) {
    double sum = 0;
    for (int i = 0; i < weights.length; i++) {
      sum += weights[i] * features[i];
    }
    return sum;
  }

  static double probability(double logOdds) {
    return 1 / (1 + StrictMath.exp(-logOdds));
  }

  /// The log-odds of a probability that is not quite 0 or 1.
  static double logOdds(double probability) {
    double p = Math.clamp(probability, 1e-9, 1 - 1e-9);
    return Math.log(p / (1 - p));
  }
}
