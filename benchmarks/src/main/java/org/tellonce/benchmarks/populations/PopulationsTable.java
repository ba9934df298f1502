package org.tellonce.benchmarks.populations;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tellonce.benchmarks.quality.Figures;

/// What came of the plans, as one Markdown table, a row for each.
record PopulationsTable(List<Measured> rows) {

  private static final double GIGABYTE = 1 << 30;

  PopulationsTable {
    rows = List.copyOf(rows);
  }

  /// The table.
  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add(
        "| plan | size class | seed | young people | agencies | families | errors per row | records | pair completeness | other people per record"
            + " (at most) | F1 | precision | recall | likely precision | likely recall | youth flag recall | s | peak heap, GB |");
    lines.add("|---|---|---:|---:|---:|---|" + "---:|".repeat(12));
    rows.forEach(row -> lines.add(line(row)));
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  private static String line(Measured row) {
    Plan plan = row.plan();
    Figures figures = row.figures();
    List<String> cells = List.of(plan.name(), "`" + plan.sizeClass().id() + "`", Long.toString(plan.seed()), count(plan.youth()), Integer.toString(
        plan.agencies()), plan.mixWords(), String.format(Locale.ROOT, "%.2f", row.errors()), count(figures.records()), share(figures.completeness()),
        String.format(
            Locale.ROOT, "%.3f (%.2f)", figures.others(), plan.sizeClass().mostOthers()), String.format(Locale.ROOT, "%.4f", figures.all().f1()),
        share(figures.all().precision()), share(figures.all().recall()), String.format(Locale.ROOT, "%.4f", figures.likely().precision()), share(
            figures.likely().recall()), figures.flagRecall().isPresent() ? share(figures.flagRecall().getAsDouble()) : "–", Long.toString(row
                .linking().toSeconds()), String.format(Locale.ROOT, "%.1f", row.peakHeapBytes() / GIGABYTE));
    return "| " + String.join(" | ", cells) + " |";
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.3f", share);
  }

  private static String count(int number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }
}
