package org.tellonce.rehearsal.training;

import java.util.Comparator;
import java.util.List;

/// Links of one population or several, best first, and whether each is right: precision, recall and F1 from any probability on.
///
/// @param links best first
/// @param same how many pairs are one person, found or not
record Tally(List<Link> links, long same) {

  Tally {
    links = links.stream().sorted(Comparator.comparingDouble(Link::probability).reversed().thenComparing(Link::right)).toList();
  }

  /// One link.
  ///
  /// @param times how many such links it stands for
  record Link(double probability, boolean right, double times) {}

  /// The figures of the links from a probability on.
  Figures from(double probability) {
    double right = 0;
    double all = 0;
    for (Link link : links) {
      if (link.probability() < probability) {
        break;
      }
      all += link.times();
      right += link.right() ? link.times() : 0;
    }
    return new Figures(all == 0 ? 1 : right / all, same == 0 ? 1 : right / same);
  }

  /// The lowest probability, a link's own, from which on the share of wrong links is at most this.
  double lowestWithFalseShare(double most) {
    double lowest = 1;
    double wrong = 0;
    double all = 0;
    for (int i = 0; i < links.size(); i++) {
      wrong += links.get(i).right() ? 0 : links.get(i).times();
      all += links.get(i).times();
      boolean lastOfItsProbability = i + 1 == links.size() || links.get(i + 1).probability() < links.get(i).probability();
      if (lastOfItsProbability && wrong <= most * all) {
        lowest = links.get(i).probability();
      }
    }
    return lowest;
  }

  /// Precision and recall, each 0 to 1.
  record Figures(double precision, double recall) {

    /// Their harmonic mean.
    double f1() {
      return precision + recall == 0 ? 0 : 2 * precision * recall / (precision + recall);
    }
  }
}
