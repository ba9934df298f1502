package org.tellonce.rehearsal.county;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// Things of which some come up more often than others.
///
/// @param <T> the things
final class Weighted<T> {
  private final List<T> things;
  private final double[] sums;

  private Weighted(List<T> things, double[] sums) {
    this.things = List.copyOf(things);
    this.sums = sums;
  }

  /// Collects things with their weights.
  ///
  /// @param <T> the things
  static final class Builder<T> {
    private final List<T> things = new ArrayList<>();
    private final List<Double> weights = new ArrayList<>();

    /// @throws IllegalArgumentException if the weight is not above 0
    Builder<T> add(T thing, double weight) {
      if (!(weight > 0)) {
        throw new IllegalArgumentException("a weight is above 0");
      }
      things.add(thing);
      weights.add(weight);
      return this;
    }

    /// Adds a list, commonest first, as names are spread: the weight falls with a power of the rank.
    Builder<T> addRanked(List<T> list, double total, double exponent) {
      double sum = 0;
      for (int rank = 1; rank <= list.size(); rank++) {
        sum += Math.pow(rank, -exponent);
      }
      for (int rank = 1; rank <= list.size(); rank++) {
        add(list.get(rank - 1), total * Math.pow(rank, -exponent) / sum);
      }
      return this;
    }

    /// @throws IllegalArgumentException if there is nothing
    Weighted<T> build() {
      if (things.isEmpty()) {
        throw new IllegalArgumentException("nothing to choose from");
      }
      double[] sums = new double[things.size()];
      double sum = 0;
      for (int i = 0; i < sums.length; i++) {
        sum += weights.get(i);
        sums[i] = sum;
      }
      return new Weighted<>(things, sums);
    }
  }

  T draw(Dice dice) {
    int found = Arrays.binarySearch(sums, dice.share() * sums[sums.length - 1]);
    return things.get(Math.min(found < 0 ? -found - 1 : found + 1, things.size() - 1));
  }

  /// How many there are.
  int size() {
    return things.size();
  }
}
