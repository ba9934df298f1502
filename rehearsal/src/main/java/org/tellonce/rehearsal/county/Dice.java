package org.tellonce.rehearsal.county;

import java.util.List;
import java.util.Random;

/// Chance that comes out the same for the same seed.
final class Dice {
  private final Random random;

  Dice(Random random) {
    this.random = random;
  }

  /// Other dice, whose falls do not depend on how often these fall afterwards: so a larger county begins like a smaller one.
  Dice fork() {
    return new Dice(new Random(random.nextLong()));
  }

  /// Whether something happens that happens with a probability.
  boolean falls(double probability) {
    return random.nextDouble() < probability;
  }

  /// A whole number of 0 to `bound - 1`.
  int below(int bound) {
    return random.nextInt(bound);
  }

  /// A number of 0 to below 1.
  double share() {
    return random.nextDouble();
  }

  /// A digit of 0 to 9.
  char digit() {
    return (char) ('0' + random.nextInt(10));
  }

  /// One of a list, each as likely as the other.
  <T> T oneOf(List<T> list) {
    return list.get(random.nextInt(list.size()));
  }

  /// So many digits, the first not 0.
  String digits(int count) {
    var text = new StringBuilder().append((char) ('1' + random.nextInt(9)));
    while (text.length() < count) {
      text.append(digit());
    }
    return text.toString();
  }

  /// One of the former addresses or numbers of somebody, 1 to `count`: the last before the present is the likeliest.
  int former(int count) {
    int place = 1;
    while (place < count && falls(0.48)) {
      place++;
    }
    return place;
  }

  /// The source of chance itself, for what the JDK shuffles.
  Random random() {
    return random;
  }
}
