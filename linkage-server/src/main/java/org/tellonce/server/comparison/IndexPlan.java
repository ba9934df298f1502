package org.tellonce.server.comparison;

import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a batch does to the places: which get which rows, which are vacated, and which are stepped over from now on. Nothing is written here.
final class IndexPlan {
  private final IndexRuns.Open table;
  private final RowSealing sealing;
  private final Map<Long, Place> changed = new HashMap<>();
  private final Set<Long> steppedOver = new HashSet<>();

  private IndexPlan(IndexRuns.Open table, RowSealing sealing) {
    this.table = table;
    this.sealing = sealing;
  }

  /// The plan for these chains, read to their ends.
  ///
  /// @throws IllegalStateException if a row that goes is not there: the database is damaged
  static IndexPlan of(Collection<Chain> chains, IndexRuns.Open table, RowSealing sealing) throws SQLException {
    var plan = new IndexPlan(table, sealing);
    for (Chain chain : chains) {
      if (!chain.leaving().isEmpty() || !chain.arriving().isEmpty()) {
        plan.change(chain);
      }
    }
    return plan;
  }

  /// The places whose row is another, by label; one without a row is vacated.
  Map<Long, Place> changed() {
    return changed;
  }

  /// The labels of other chains' rows that a chain steps over.
  Set<Long> steppedOver() {
    return steppedOver;
  }

  private void change(Chain chain) throws SQLException {
    if (chain.places().isEmpty() && chain.leaving().isEmpty()) {
      // Nearly every row of a first load and most of a night: the first under its tag.
      append(chain, new ArrayDeque<>(chain.arriving()));
      return;
    }
    List<Place> own = chain.places().stream().filter(Place::isTaken).toList();
    Set<RecordRef> leaving = new HashSet<>(chain.leaving());
    int staying = (int) own.stream().filter(place -> !leaving.contains(place.owner())).count();
    if (own.size() - staying != chain.leaving().size()) {
      throw new IllegalStateException("the index lacks a row that a record names: the database is damaged");
    }
    int then = staying + chain.arriving().size();
    Deque<IndexedRow> homeless = new ArrayDeque<>(chain.arriving());
    for (Place place : own.subList(Math.min(then, own.size()), own.size())) {
      if (!leaving.contains(place.owner())) {
        homeless.add(place.row());
      }
    }
    for (Place place : own.subList(0, Math.min(then, own.size()))) {
      if (leaving.contains(place.owner())) {
        place.put(homeless.remove());
        changed.put(place.label(), place);
      }
    }
    for (Place place : own.subList(Math.min(then, own.size()), own.size())) {
      place.put(null);
      changed.put(place.label(), place);
    }
    if (!homeless.isEmpty()) {
      append(chain, homeless);
    }
  }

  private void append(Chain chain, Deque<IndexedRow> rows) throws SQLException {
    for (Place place : chain.places()) {
      if (!place.isTaken()) {
        steppedOver.add(place.label());
      }
    }
    int number = chain.places().size();
    Place place = chain.next();
    boolean free = !changed.containsKey(place.label());
    while (true) {
      if (free) {
        place.put(rows.remove());
        changed.put(place.label(), place);
        chain.add(place);
      } else {
        steppedOver.add(place.label());
      }
      if (rows.isEmpty()) {
        return;
      }
      number++;
      place = sealing.place(chain.tag(), number);
      free = !changed.containsKey(place.label()) && table.get(place.label()) == null;
    }
  }
}
