package org.tellonce.server.submission;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.tellonce.server.comparison.EpochIndex;
import org.tellonce.server.comparison.IndexStore.Change;

/// Rows that go from the indexes of all open epochs, gathered within one transaction and taken out together; to be closed before its end.
final class RowChanges implements AutoCloseable {
  private final Handle handle;
  private final RecordStore.Open records;
  private final List<EpochIndex> epochs;
  private final Map<Long, RecordRows> rows = new TreeMap<>();
  private final Map<Long, List<Change>> changes = new TreeMap<>();

  /// @param epochs those that are open
  RowChanges(Handle handle, RecordStore.Open records, List<EpochIndex> epochs) {
    this.handle = handle;
    this.records = records;
    this.epochs = List.copyOf(epochs);
    epochs.forEach(epoch -> {
      rows.put(epoch.number(), records.rows(epoch));
      changes.put(epoch.number(), new ArrayList<>());
    });
  }

  /// The record goes, and with it its rows in each of these epochs.
  void remove(RecordRow row) {
    for (EpochIndex epoch : epochs) {
      if (row.isIn(epoch)) {
        rowsOf(row, epoch).filter(held -> !held.tags().isEmpty()).ifPresent(held -> add(epoch, new Change(row.record().ref(), held.tags(), null)));
      }
    }
    records.remove(row);
  }

  /// The records of an agency stay, but their rows go from the index of an epoch.
  void takeOut(org.tellonce.protocol.agreements.AgencyId agency, EpochIndex epoch) {
    List<RecordRow> all = new ArrayList<>();
    records.forEachRow(agency, all::add);
    int number = records.number(agency);
    for (RecordRow row : all) {
      rowsOf(row, epoch).filter(held -> !held.tags().isEmpty()).ifPresent(held -> {
        java.util.Objects.requireNonNull(rows.get(epoch.number())).put(row, number, held.unindexed());
        add(epoch, new Change(row.record().ref(), held.tags(), null));
      });
    }
  }

  private Optional<EpochRows> rowsOf(RecordRow row, EpochIndex epoch) {
    return java.util.Objects.requireNonNull(rows.get(epoch.number())).find(row, records.number(row.record().ref().agency()));
  }

  private void add(EpochIndex epoch, Change change) {
    java.util.Objects.requireNonNull(changes.get(epoch.number())).add(change);
  }

  /// Takes the rows out.
  void apply() {
    epochs.forEach(epoch -> {
      List<Change> ofEpoch = java.util.Objects.requireNonNull(changes.get(epoch.number()));
      epoch.linkage().apply(handle, ofEpoch);
      ofEpoch.clear();
    });
  }

  @Override
  public void close() {
    rows.values().forEach(RecordRows::close);
  }
}
