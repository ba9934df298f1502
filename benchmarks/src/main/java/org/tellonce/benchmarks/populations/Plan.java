package org.tellonce.benchmarks.populations;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.Collectors;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.rehearsal.county.County;
import org.tellonce.rehearsal.county.CountyCommand;
import org.tellonce.rehearsal.county.CountyPlan;
import org.tellonce.rehearsal.county.Heritage;
import org.tellonce.rehearsal.county.Mix;

/// A population to be made, and whose passes and parameters link it: that of `tellonce county --every-consent` with the same figures.
///
/// @param name how it is asked for
/// @param youth how many young people
/// @param agencies how many agencies
record Plan(String name, SizeClass sizeClass, long seed, int youth, int agencies, Mix mix) {

  private static final int SEVEN = 7;
  private static final int SMALL = 20_000;
  private static final double GIGABYTES_AT_LEAST = 1;
  private static final double GIGABYTES_OF_A_YOUTH = 14e-6;

  /// Those that are built in, small ones first.
  static final List<Plan> ALL = List.of(
      small("seed-21", 21, Mix.DEFAULT),
      small("seed-22", 22, Mix.DEFAULT),
      small("seed-23", 23, Mix.DEFAULT),
      small("mix-31", 31, mix(20, 10, 50, 15, 5)),
      small("mix-32", 32, mix(75, 20, 5, 0, 0)),
      small("mix-33", 33, mix(10, 0, 90, 0, 0)),
      new Plan("class-50k", SizeClass.UP_TO_50_000, 41, SMALL, SEVEN, Mix.DEFAULT),
      new Plan("seven-agencies", SizeClass.UP_TO_200_000, 42, 100_000, SEVEN, Mix.DEFAULT),
      new Plan("class-200k", SizeClass.UP_TO_200_000, 43, 200_000, SEVEN, Mix.DEFAULT),
      new Plan("class-1m", SizeClass.UP_TO_1_000_000, 44, 1_000_000, SEVEN, Mix.DEFAULT));

  private static Plan small(String name, long seed, Mix mix) {
    return new Plan(name, SizeClass.UP_TO_50_000, seed, SMALL, 3, mix);
  }

  private static Mix mix(int white, int black, int hispanic, int vietnamese, int asian) {
    return new Mix(Map.of(Heritage.WHITE, white, Heritage.BLACK, black, Heritage.HISPANIC, hispanic, Heritage.VIETNAMESE, vietnamese, Heritage.ASIAN,
        asian));
  }

  /// The invented people.
  County county() {
    return County.of(new CountyPlan(youth, agencies, mix, CountyCommand.EVENING), new Random(seed)).withEveryConsent();
  }

  /// How many gigabytes of heap it wants.
  long heapGigabytes() {
    return (long) Math.ceil(GIGABYTES_AT_LEAST + youth * GIGABYTES_OF_A_YOUTH);
  }

  /// The mix as `tellonce county --mix` takes it.
  String mixWords() {
    return mix.weights().entrySet().stream().filter(weight -> weight.getValue() > 0).map(weight -> weight.getKey().word() + "=" + weight.getValue())
        .collect(Collectors.joining(","));
  }

  /// All its figures in a line, for a list.
  String line() {
    return String.format(Locale.ROOT, "%-15s size class %-5s seed %d, %d young people, %d agencies, %s, %d GB", name, sizeClass.id(), seed, youth,
        agencies, mixWords(), heapGigabytes());
  }
}
