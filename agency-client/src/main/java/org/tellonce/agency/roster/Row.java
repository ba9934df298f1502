package org.tellonce.agency.roster;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/// One line of the roster as it was read, under our names for the columns. **Plaintext**: prints as `[redacted]`.
///
/// @param line the line of the file that it begins in, from 1
/// @param cells those that are not empty
public record Row(long line, Map<Column, String> cells) {

  /// @throws IllegalArgumentException if there is no local id
  public Row {
    EnumMap<Column, String> copy = new EnumMap<>(Column.class);
    copy.putAll(cells);
    cells = Collections.unmodifiableMap(copy);
    if (cells.getOrDefault(Column.LOCAL_ID, "").isBlank()) {
      throw new IllegalArgumentException("a row has a local id");
    }
  }

  /// The text of a cell as it stands in the file; empty if nothing does.
  public String cell(Column column) {
    return cells.getOrDefault(column, "");
  }

  /// What the agency's own system calls this person.
  public String localId() {
    return localId(cell(Column.LOCAL_ID));
  }

  /// A local id without spaces (U+0020, nothing else) at its ends, as record tokens are made of it.
  ///
  /// @see "keys.md, Derived values"
  public static String localId(String cell) {
    int from = 0;
    int to = cell.length();
    while (from < to && cell.charAt(from) == ' ') {
      from++;
    }
    while (to > from && cell.charAt(to - 1) == ' ') {
      to--;
    }
    return cell.substring(from, to);
  }

  /// A cell for a terminal, which must not take it for a command of its own.
  public static String printable(String cell) {
    return cell.replaceAll("\\p{Cc}", "\uFFFD");
  }

  @Override
  public String toString() {
    return "Row[line " + line + ", redacted]";
  }
}
