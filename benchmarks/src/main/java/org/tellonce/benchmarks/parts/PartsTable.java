package org.tellonce.benchmarks.parts;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.tellonce.benchmarks.quality.Figures;

/// What each part is worth, as one Markdown table: a row for each part left out, the same columns for each judged population.
///
/// @param judged the names of the populations
/// @param outcomes the first one leaves out nothing
record PartsTable(List<String> judged, List<PartsBenchmark.Outcome> outcomes) {

  private static final List<String> COLUMNS = List.of("F1", "± ‰", "likely precision", "likely recall", "youth flag recall", "pair completeness",
      "other people");

  /// @throws IllegalArgumentException if the first outcome is not the baseline
  PartsTable {
    judged = List.copyOf(judged);
    outcomes = List.copyOf(outcomes);
    if (outcomes.isEmpty() || !(outcomes.getFirst().part() instanceof Part.Nothing)) {
      throw new IllegalArgumentException("the first row is what the others are set against");
    }
  }

  /// The table.
  String markdown() {
    List<String> lines = new ArrayList<>();
    lines.add("| left out | " + judged.stream().flatMap(name -> COLUMNS.stream().map(column -> name + ": " + column)).collect(Collectors.joining(
        " | ")) + " |");
    lines.add("|---" + "|---:".repeat(judged.size() * COLUMNS.size()) + "|");
    for (PartsBenchmark.Outcome outcome : outcomes) {
      List<String> cells = new ArrayList<>();
      for (int i = 0; i < judged.size(); i++) {
        cells.addAll(cells(outcome.part(), outcome.figures().get(i), outcomes.getFirst().figures().get(i)));
      }
      lines.add("| " + outcome.part().words() + " | " + String.join(" | ", cells) + " |");
    }
    return lines.stream().collect(Collectors.joining("\n", "", "\n"));
  }

  /// Only the passes decide who shares a tag, so the last two stand in their rows alone.
  private static List<String> cells(Part part, Figures figures, Figures whole) {
    boolean ofTags = part instanceof Part.Pass || part instanceof Part.Nothing;
    return List.of(share(figures.all().f1()), part instanceof Part.Nothing ? "" : thousandths(figures.all().f1() - whole.all().f1()), share(figures
        .likely().precision()), share(figures.likely().recall()), figures.flagRecall().isPresent() ? share(figures.flagRecall().getAsDouble()) : "–",
        ofTags ? share(figures.completeness()) : "", ofTags ? String.format(Locale.ROOT, "%.3f", figures.others()) : "");
  }

  /// A difference in thousandths, to one decimal; none is `+0.0`, from whichever side.
  static String thousandths(double difference) {
    return String.format(Locale.ROOT, "%+.1f", Math.round(10_000 * difference) / 10.0);
  }

  private static String share(double share) {
    return String.format(Locale.ROOT, "%.4f", share);
  }
}
