package org.tellonce.agency.roster;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// Which columns a file may and must have.
///
/// @param known our names, in our order
/// @param required those that must be there
/// @param renamed the file's name of a column → ours
/// @param ignored the file's names of columns that nobody reads
record CsvColumns(List<String> known, Set<String> required, Map<String, String> renamed, Set<String> ignored) {

  CsvColumns {
    known = List.copyOf(known);
    required = Set.copyOf(required);
    renamed = Map.copyOf(renamed);
    ignored = Set.copyOf(ignored);
  }

  /// Our name of each column of a header line, empty for an ignored one; or all that is wrong with the line.
  Parsed<List<String>> named(List<String> header) {
    if (header.stream().map(String::strip).noneMatch(theirs -> known.contains(theirs) || renamed.containsKey(theirs))) {
      return new Parsed.Rejected<>(List.of(unknown(String.join(",", header))));
    }
    for (int i = 0; i < header.size(); i++) {
      String theirs = header.get(i).strip();
      if (!known.contains(theirs) && !renamed.containsKey(theirs) && !ignored.contains(theirs) && !isHeading(theirs)) {
        // What stands beside it may be a person's as well: no cell of this line is shown.
        return new Parsed.Rejected<>(List.of(new Problem("line 1, column " + (i + 1), "not the name of a column",
            "is a line break missing behind the header line?")));
      }
    }
    List<Problem> problems = new ArrayList<>();
    List<String> names = new ArrayList<>(header.size());
    Map<String, String> seen = new HashMap<>();
    for (int i = 0; i < header.size(); i++) {
      String theirs = header.get(i).strip();
      String ours = ignored.contains(theirs) ? "" : renamed.getOrDefault(theirs, theirs);
      names.add(ours);
      if (ignored.contains(theirs)) {
        continue;
      }
      if (!known.contains(ours)) {
        problems.add(new Problem("column " + (i + 1) + " (" + theirs + ")", "unknown column",
            "rename it in [columns], or list it under roster.ignored, in agency.toml"));
      } else if (seen.put(ours, theirs) != null) {
        problems.add(new Problem("column " + (i + 1) + " (" + theirs + ")", "a second column for " + ours, "keep one of the two"));
      }
    }
    for (String name : known) {
      if (required.contains(name) && !seen.containsKey(name)) {
        problems.add(new Problem("", "required column missing: " + name, "add it to the file, or name the column that holds it in [columns]"));
      }
    }
    renamed.forEach((theirs, ours) -> {
      if (known.contains(ours) && !seen.containsValue(theirs)) {
        problems.add(new Problem("", "column missing: " + theirs, "[columns] of agency.toml takes " + ours + " from it"));
      }
    });
    return Parsed.of(problems, () -> List.copyOf(names));
  }

  /// What is wrong with a header line that names no column: perhaps it is not commas that part its cells.
  private static Problem unknown(String line) {
    if (line.contains(";")) {
      return new Problem("line 1", "it holds semicolons", "export with commas");
    }
    if (line.contains("\t")) {
      return new Problem("line 1", "it holds tabs", "export with commas");
    }
    if (line.toLowerCase(Locale.ROOT).startsWith("sep=")) {
      return new Problem("line 1", "it names the separator (sep=), not the columns", "export without this line");
    }
    return new Problem("line 1", "no column of it is known", "is the header line missing?");
  }

  /// Whether a text can be the name of a column. A line of a person's data hardly ever has such texts alone: some cell is empty, a date or a number.
  private static boolean isHeading(String text) {
    return text.matches("[\\p{L}_][\\p{L}0-9_ .-]{0,39}");
  }
}
