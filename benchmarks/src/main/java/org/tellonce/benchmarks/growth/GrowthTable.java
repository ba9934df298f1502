package org.tellonce.benchmarks.growth;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tellonce.benchmarks.growth.GrowthBenchmark.Seen;

/// What was seen, as one Markdown table: a column for each size, and how many times the largest takes what the smallest takes.
record GrowthTable(GrowthBenchmark.Plan plan, List<Seen> sizes) {

  /// The table.
  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| " + sizes.stream().map(size -> String.format(Locale.ROOT, "%,d known", size.known()).replace(',', ' ')).collect(Collectors.joining(
        " | ", "| ", " | ratio |")));
    lines.add("|---".repeat(sizes.size() + 2) + "|");
    lines.add(sizes.stream().map(size -> plan.isDirect(size.known()) ? "into the stores" : "as submissions").collect(Collectors.joining(" | ",
        "| known records came | ", " | |")));
    row(lines, "first load, s", size -> List.of(seconds(size.load().total())));
    row(lines, "… of it staging, s", size -> List.of(seconds(size.load().staging())));
    row(lines, "… of it commits, s", size -> List.of(seconds(size.load().commit())));
    row(lines, "… processor time, s", size -> List.of(seconds(size.load().effort().processor())));
    row(lines, "… written to the disk, MB", size -> List.of(megabytes(size.load().effort().writtenBytes())));
    row(lines, "file, MB", size -> List.of((double) size.fileMegabytes()));
    row(lines, "opening, cold, s", size -> size.opening().stream().map(GrowthTable::seconds).toList());
    row(lines, "night of " + plan.night() + ", cold, s", size -> size.nights().stream().map(night -> seconds(night.total())).toList());
    row(lines, "… of it staging, s", size -> size.nights().stream().map(night -> seconds(night.staging())).toList());
    row(lines, "… of it commit, s", size -> size.nights().stream().map(night -> seconds(night.commit())).toList());
    row(lines, "… processor time, s", size -> size.nights().stream().map(night -> seconds(night.effort().processor())).toList());
    row(lines, "… read from the disk, MB", size -> size.nights().stream().map(night -> megabytes(night.effort().readBytes())).toList());
    row(lines, "… written to the disk, MB", size -> size.nights().stream().map(night -> megabytes(night.effort().writtenBytes())).toList());
    row(lines, "look-up, " + plan.concurrent() + " at once, p50, ms", size -> size.lookups().stream().map(took -> quantile(took, .5)).toList());
    row(lines, "look-up, p99, ms", size -> size.lookups().stream().map(took -> quantile(took, .99)).toList());
    row(lines, "load average", Seen::loadAverages);
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private void row(List<String> lines, String name, Function<Seen, List<Double>> values) {
    List<List<Double>> ofSizes = sizes.stream().map(values).toList();
    double least = median(ofSizes.getFirst());
    String ratio = least == 0 ? "" : String.format(Locale.ROOT, "%.2f", median(ofSizes.getLast()) / least);
    lines.add(ofSizes.stream().map(GrowthTable::cell).collect(Collectors.joining(" | ", "| " + name + " | ", " | ")) + ratio + " |");
  }

  /// The smallest, the median, the largest; of one value just this.
  private static String cell(List<Double> values) {
    List<Double> ordered = values.stream().sorted().toList();
    Collection<Double> told = ordered.size() == 1 ? ordered : List.of(ordered.getFirst(), median(ordered), ordered.getLast());
    return told.stream().map(value -> String.format(Locale.ROOT, value < 100 ? "%.2f" : "%.0f", value)).collect(Collectors.joining(" / "));
  }

  private static double median(List<Double> values) {
    List<Double> ordered = values.stream().sorted().toList();
    return ordered.get(ordered.size() / 2);
  }

  private static double seconds(Duration duration) {
    return duration.toNanos() / 1e9;
  }

  private static double megabytes(long bytes) {
    return bytes / 1e6;
  }

  private static double quantile(List<Duration> ordered, double share) {
    return ordered.get((int) Math.min(ordered.size() - 1L, Math.round(Math.ceil(share * ordered.size())) - 1)).toNanos() / 1e6;
  }
}
