package org.tellonce.benchmarks.timing;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.hipparchus.stat.inference.KolmogorovSmirnovTest;
import org.hipparchus.stat.inference.MannWhitneyUTest;

/// Times in milliseconds, of each case.
record Sample(Map<Case, double[]> times) {

  /// Takes all cases in.
  static Sample of(List<Try> tries) {
    Map<Case, double[]> times = new EnumMap<>(Case.class);
    for (Case each : Case.values()) {
      times.put(each, tries.stream().filter(one -> one.asked() == each).mapToDouble(Try::millis).toArray());
    }
    return new Sample(times);
  }

  /// One question, and how long it took.
  record Try(Case asked, double millis) {}

  /// What two tests say of two cases: how probable it is that times lie as far apart as these if the case makes no difference.
  ///
  /// @param mannWhitney whether one is longer
  /// @param kolmogorovSmirnov whether they are spread otherwise
  record Separation(Case one, Case other, double mannWhitney, double kolmogorovSmirnov) {
    double least() {
      return Math.min(mannWhitney, kolmogorovSmirnov);
    }
  }

  /// Each pair of cases.
  List<Separation> separations() {
    return pairs(0);
  }

  /// The same if the second of each pair took so much longer: what the tests must find.
  List<Separation> separationsIfLater(double millis) {
    return pairs(millis);
  }

  private List<Separation> pairs(double later) {
    Case[] cases = Case.values();
    return IntStream.range(0, cases.length).boxed().flatMap(i -> IntStream.range(i + 1, cases.length).mapToObj(j -> separation(cases[i], cases[j],
        later))).toList();
  }

  private Separation separation(Case one, Case other, double later) {
    double[] first = of(one);
    double[] second = of(other);
    for (int i = 0; i < second.length; i++) {
      second[i] += later;
    }
    return new Separation(one, other, new MannWhitneyUTest().mannWhitneyUTest(first, second), new KolmogorovSmirnovTest().kolmogorovSmirnovTest(first,
        second, false));
  }

  /// The times of a case.
  double[] of(Case asked) {
    return times.getOrDefault(asked, new double[0]).clone();
  }
}
