package org.tellonce.agency.encoding;

import java.util.List;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.tellonce.agency.person.Normalised;
import org.tellonce.agency.person.Warning;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.roster.Counted;
import org.tellonce.agency.roster.Entry;

/// How often one rule made a column's cells unusable. Holds no cell.
///
/// @param column the roster's column
/// @param rule the rule's name in the spec
/// @param count in how many rows
/// @param firstLines the first lines it happened in
public record WarningCount(String column, String rule, long count, List<Long> firstLines) {

  private static final int SHOWN = 5;

  public WarningCount {
    firstLines = List.copyOf(firstLines);
  }

  /// The warnings of a roster, by column and rule.
  public static List<WarningCount> of(List<Entry> entries, List<Normalised> normalised) {
    TreeMap<String, WarningCount> counts = new TreeMap<>();
    for (int i = 0; i < entries.size(); i++) {
      long line = entries.get(i).row().line();
      normalised.get(i).warnings().forEach(noted -> counts.merge(noted.column().id() + ' ' + noted.warning().id(),
          new WarningCount(noted.column().id(), noted.warning().id(), 1, List.of(line)), WarningCount::and));
    }
    return List.copyOf(counts.values());
  }

  /// Whether it counts this rule in this column.
  boolean isOf(Column of, Warning warning) {
    return column.equals(of.id()) && rule.equals(warning.id());
  }

  private WarningCount and(WarningCount later) {
    List<Long> lines = Stream.concat(firstLines.stream(), later.firstLines.stream()).limit(SHOWN).toList();
    return new WarningCount(column, rule, count + later.count, lines);
  }

  /// One line for a terminal.
  @Override
  public String toString() {
    String lines = String.join(", ", firstLines.stream().map(String::valueOf).toList());
    return column + ": " + rule + ", " + Counted.rows(count) + " (line " + lines + (count > firstLines.size() ? ", …" : "") + ")";
  }
}
