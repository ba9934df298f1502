package org.tellonce.benchmarks.timing;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tellonce.benchmarks.timing.Sample.Separation;
import org.tellonce.benchmarks.timing.TimingBenchmark.Measured;

/// What was measured, as Markdown: the times of each case, what the tests say of each pair, and whether they find a difference that is put in.
record TimingTable(List<Measured> measured) {
  /// A pair with a smaller probability is told apart.
  static final double LEVEL = .01;
  /// What the control puts in, in milliseconds.
  static final double CONTROL_MILLIS = 2;

  /// Whether two cases can be told apart by the time of a call.
  boolean isSeparated() {
    return measured.stream().flatMap(one -> one.calls().separations().stream()).anyMatch(pair -> pair.least() < LEVEL);
  }

  /// Whether the tests find the control in every pair, so that finding nothing else means something.
  boolean hasPower() {
    return measured.stream().flatMap(one -> one.calls().separationsIfLater(CONTROL_MILLIS).stream()).allMatch(pair -> pair.least() < LEVEL);
  }

  /// The tables.
  String markdown() {
    Stream<String> times = measured.stream().flatMap(one -> Arrays.stream(Case.values()).map(of -> "| " + one.kind() + " | " + of + " | " + one
        .calls()
        .of(of).length + " | " + quantiles(one.calls().of(of)) + " | " + quantiles(one.work().of(of)) + " |"));
    Stream<String> pairs = measured.stream().flatMap(one -> Stream.of(pairs(one.kind() + ", call", one.calls()), pairs(one.kind()
        + ", work before the tick", one.work())).flatMap(List::stream));
    return String.join("\n", Stream.of(Stream.of("| question | empty because | n | call, ms: 5 %, median, 95 % | work before the tick, ms |",
        "|---|---|---:|---:|---:|"), times, Stream.of("", "| p that times lie as far apart by chance | Mann-Whitney | Kolmogorov-Smirnov | with "
            + (int) CONTROL_MILLIS + " ms put in |", "|---|---:|---:|---:|"), pairs, Stream.of("", verdict(), "")).flatMap(lines -> lines).toList());
  }

  private String verdict() {
    String found = isSeparated() ? "**a test tells two cases apart by the time of a call** (p < " + LEVEL + ")"
        : "no test tells two cases apart by the time of a call (p < " + LEVEL + ")";
    return found + "; the control is " + (hasPower() ? "found in every pair" : "**not found: the tests had no power**");
  }

  private static List<String> pairs(String what, Sample sample) {
    List<Separation> control = sample.separationsIfLater(CONTROL_MILLIS);
    List<Separation> pairs = sample.separations();
    return java.util.stream.IntStream.range(0, pairs.size()).mapToObj(i -> String.format(Locale.ROOT, "| %s: %s, %s | %s | %s | %s |", what, pairs
        .get(i).one(), pairs.get(i).other(), p(pairs.get(i).mannWhitney()), p(pairs.get(i).kolmogorovSmirnov()), p(control.get(i).least()))).toList();
  }

  private static String p(double value) {
    return value < .0001 ? "< .0001" : String.format(Locale.ROOT, "%.4f", value);
  }

  private static String quantiles(double[] times) {
    double[] ordered = times.clone();
    Arrays.sort(ordered);
    return String.format(Locale.ROOT, "%.2f / %.2f / %.2f", ordered[ordered.length / 20], ordered[ordered.length / 2], ordered[ordered.length - 1
        - ordered.length / 20]);
  }
}
