package org.tellonce.rehearsal.county;

import java.util.Collections;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

/// One row of an agency's roster, and the truth about it.
///
/// @param youthId who it is
/// @param householdId where they live
/// @param cells those that are not empty
/// @param errors how it differs from the truth
public record RosterRow(String youthId, String householdId, Map<Field, String> cells, Set<ErrorKind> errors) {

  public RosterRow {
    EnumMap<Field, String> copy = new EnumMap<>(Field.class);
    copy.putAll(cells);
    copy.values().removeIf(String::isEmpty);
    cells = Collections.unmodifiableMap(copy);
    EnumSet<ErrorKind> kinds = EnumSet.noneOf(ErrorKind.class);
    kinds.addAll(errors);
    errors = Collections.unmodifiableSet(kinds);
  }

  /// What stands in a column; may be empty.
  public String cell(Field field) {
    return cells.getOrDefault(field, "");
  }

  /// The agency's own name for it.
  public String localId() {
    return cell(Field.LOCAL_ID);
  }

  /// The same with other cells in some columns; an empty one empties the column.
  public RosterRow with(Map<Field, String> others) {
    Map<Field, String> merged = new EnumMap<>(Field.class);
    merged.putAll(cells);
    merged.putAll(others);
    return new RosterRow(youthId, householdId, merged, errors);
  }
}
