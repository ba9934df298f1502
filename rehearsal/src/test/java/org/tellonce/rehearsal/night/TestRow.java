package org.tellonce.rehearsal.night;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;

/// One line of an agency's roster: cells by column, in the order they were set.
record TestRow(Map<String, String> cells) {

  TestRow {
    cells = Collections.unmodifiableMap(new LinkedHashMap<>(cells));
  }

  /// A line that holds only its id.
  static TestRow of(String localId) {
    return new TestRow(Map.of("local_id", localId));
  }

  /// The same line with another cell.
  TestRow with(String column, String cell) {
    Map<String, String> changed = new LinkedHashMap<>(cells);
    changed.put(column, cell);
    return new TestRow(changed);
  }

  /// The same person in another agency's export.
  TestRow in(String localId) {
    return with("local_id", localId);
  }

  /// The same person, screened.
  TestRow screened(String instrument, String form, Object date) {
    return with("screening_instrument", instrument).with("screening_form", form).with("screening_date", date.toString());
  }

  String localId() {
    return cell("local_id");
  }

  String cell(String column) {
    return cells.getOrDefault(column, "");
  }

  /// These lines as a CSV file of these columns.
  static String csv(Iterable<TestRow> rows, Iterable<String> columns) {
    StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
    for (TestRow row : rows) {
      Map<String, String> cells = new LinkedHashMap<>();
      columns.forEach(column -> cells.put(column, quoted(row.cell(column))));
      text.append(cells.values().stream().collect(Collectors.joining(","))).append('\n');
    }
    return text.toString();
  }

  private static String quoted(String cell) {
    return cell.matches("[^,\"\r\n]*") ? cell : '"' + cell.replace("\"", "\"\"") + '"';
  }
}
