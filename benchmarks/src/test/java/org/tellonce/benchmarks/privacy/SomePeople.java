package org.tellonce.benchmarks.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.tellonce.keys.HmacSha256;
import org.tellonce.rehearsal.county.County;
import org.tellonce.rehearsal.county.CountyPlan;
import org.tellonce.rehearsal.county.Mix;

/// A few hundred synthetic people of one agency, and the same in another order as an attacker's list.
final class SomePeople {
  static final int COUNT = 400;
  static final County COUNTY = county(2 * COUNT, 1);

  final People people = People.ofOneAgency(COUNTY, COUNT);
  final List<Set<String>> bigrams = people.rows().stream().map(Bigrams::ofRecord).toList();
  final int[] order = People.shuffled(COUNT, new Random(4));
  final int[] truth = new int[COUNT];

  SomePeople() {
    IntStream.range(0, COUNT).forEach(i -> truth[order[i]] = i);
  }

  static County county(int youth, long seed) {
    return County.of(new CountyPlan(youth, 3, Mix.DEFAULT, Encoder.EVENING), new Random(seed)).withEveryConsent();
  }

  Filters plainFilters(String key) {
    return new PlainFilter(HmacSha256.under(new byte[32]).of(key.getBytes(UTF_8))).of(bigrams);
  }

  Filters listed() {
    return plainFilters("attacker").inOrder(order);
  }

  List<Set<String>> list() {
    return Arrays.stream(order).mapToObj(bigrams::get).toList();
  }

  /// What is known: the first so many.
  int[] known(int count) {
    return IntStream.range(0, COUNT).map(i -> i < count ? truth[i] : -1).toArray();
  }

  /// Of those not known, the share guessed rightly.
  double right(int[] guesses, int[] known) {
    long asked = Arrays.stream(known).filter(person -> person < 0).count();
    return IntStream.range(0, COUNT).filter(i -> known[i] < 0 && guesses[i] == truth[i]).count() / (double) asked;
  }
}
