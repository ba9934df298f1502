package org.tellonce.rehearsal.demo;

import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.rehearsal.county.County;
import org.tellonce.rehearsal.county.Field;
import org.tellonce.rehearsal.county.RosterRow;

/// What the county's agencies cannot know: which rows are one person, so which of them should have been flagged.
final class Truth {
  private final LocalDate today;
  private final Map<Ref, RosterRow> rows = new HashMap<>();
  private final Set<Ref> retired;
  private final Map<String, List<Ref>> byYouth = new HashMap<>();

  /// A row of an agency.
  record Ref(String agency, String localId) {}

  /// @param retired rows that have left their roster: no flag for them, but what was screened stays known until it expires
  /// @param withdrawn rows that are not shared any more
  Truth(County county, Map<Ref, RosterRow> retired, Set<Ref> withdrawn, LocalDate today) {
    this.today = today;
    this.retired = Set.copyOf(retired.keySet());
    rows.putAll(retired);
    for (County.Roster roster : county.rosters()) {
      for (RosterRow row : roster.rows()) {
        rows.put(new Ref(roster.agency().id(), row.localId()), row);
      }
    }
    rows.keySet().removeAll(withdrawn);
    rows.forEach((ref, row) -> byYouth.computeIfAbsent(row.youthId(), _ -> new ArrayList<>()).add(ref));
    byYouth.values().forEach(refs -> refs.sort(Comparator.comparing(Ref::agency).thenComparing(Ref::localId)));
  }

  /// @throws IllegalArgumentException if there is no such row that may be shared
  RosterRow row(Ref ref) {
    RosterRow row = rows.get(ref);
    if (row == null) {
      throw new IllegalArgumentException("no such row in the county");
    }
    return row;
  }

  /// Whether there is such a row that may be shared.
  boolean has(Ref ref) {
    return rows.containsKey(ref);
  }

  /// Whether a row's own agency may share it: with consent where it shares by consent.
  private boolean isShared(RosterRow row) {
    String until = row.cell(Field.CONSENT_UNTIL);
    return !row.cell(Field.LEGAL_BASIS).equals("consent") || !until.isEmpty() && !LocalDate.parse(until).isBefore(today);
  }

  /// Whether a row may get a flag at all.
  boolean mayBeFlagged(Ref ref) {
    RosterRow row = row(ref);
    return !retired.contains(ref) && row.cell(Field.OPEN_CASE).equals("yes") && isShared(row);
  }

  /// Whether a row holds a screening that others may be pointed to today.
  boolean isShowable(Ref ref) {
    RosterRow row = row(ref);
    String date = row.cell(Field.SCREENING_DATE);
    return !date.isEmpty() && isShared(row) && !today.isAfter(YearMonth.from(LocalDate.parse(date)).plusMonths(Limits.DEFAULT.retentionMonths())
        .atEndOfMonth());
  }

  /// Every row that others may be pointed to today.
  List<Ref> showable() {
    return rows.keySet().stream().filter(this::isShowable).toList();
  }

  /// The rows of the same person elsewhere that hold such a screening.
  List<Ref> screenedElsewhere(Ref ref) {
    return byYouth.getOrDefault(row(ref).youthId(), List.of()).stream().filter(other -> !other.agency().equals(ref.agency()) && isShowable(other))
        .toList();
  }

  /// Every row that should be flagged.
  Set<Ref> due() {
    Set<Ref> due = new HashSet<>();
    rows.keySet().stream().filter(ref -> mayBeFlagged(ref) && !screenedElsewhere(ref).isEmpty()).forEach(due::add);
    return due;
  }
}
