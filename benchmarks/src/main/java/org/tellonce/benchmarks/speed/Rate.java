package org.tellonce.benchmarks.speed;

import java.time.Duration;
import java.util.List;

/// How fast a roster was encoded once.
///
/// @param records how many
/// @param wall how long it took
/// @param processor how much time of a core it took, all threads of the process together
record Rate(long records, Duration wall, Duration processor) {

  /// Records for each second of one core: what a machine on which others run can still tell.
  double perCoreSecond() {
    return records / seconds(processor);
  }

  /// Records for each second on the clock.
  double perSecond() {
    return records / seconds(wall);
  }

  /// The middle of several numbers.
  static double median(List<Double> numbers) {
    List<Double> sorted = numbers.stream().sorted().toList();
    int middle = sorted.size() / 2;
    return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }
}
