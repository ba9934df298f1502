package org.tellonce.benchmarks.privacy;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// All that a run found, as one table in Markdown. The same seed gives the same table; what the machine's speed decides stands below it.
///
/// @param setting what was attacked: synthetic people, how many, which seed
/// @param findings in the order of the table
/// @param notes what can be read off a stolen database, and what trying names costs
record Report(List<String> setting, List<Finding> findings, List<String> notes) {

  Report {
    setting = List.copyOf(setting);
    findings = List.copyOf(findings);
    notes = List.copyOf(notes);
  }

  /// Why the run proves nothing; empty if its controls hold.
  List<String> invalid() {
    return findings.stream().flatMap(finding -> finding.broken().stream()).toList();
  }

  /// The whole text.
  String markdown() {
    StringBuilder text = new StringBuilder("# What attacks make of encoded records\n\n");
    setting.forEach(line -> text.append("- ").append(line).append('\n'));
    text.append("\n| attack | attacker | ").append(Arrays.stream(Encoding.values()).map(Encoding::title).collect(Collectors.joining(" | "))).append(
        " | target for `smp1` | |\n|---|---|").append("---:|".repeat(Encoding.values().length)).append("---|---|\n");
    for (Finding finding : findings) {
      text.append("| ").append(finding.attack()).append(" | ").append(finding.setting()).append(" | ").append(Arrays.stream(Encoding.values()).map(
          finding::cell)
          .collect(Collectors.joining(" | "))).append(" | ").append(finding.targetCell()).append(" | ").append(finding.target() > 1 ? "" : finding
              .isMet() ? "met"
                  : "**missed**").append(" |\n");
    }
    text.append('\n');
    notes.forEach(line -> text.append(line).append("\n\n"));
    text.append(verdict()).append('\n');
    return text.toString();
  }

  private String verdict() {
    if (!invalid().isEmpty()) {
      return "**This run is invalid**: a control does not hold, so its figures prove nothing.\n\n" + invalid().stream().map(line -> "- " + line)
          .collect(Collectors
              .joining("\n"));
    }
    long missed = findings.stream().filter(finding -> !finding.isMet()).count();
    return String.format(Locale.ROOT, "The controls hold: the run is valid. Targets missed: %d.", missed);
  }
}
