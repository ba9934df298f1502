package org.tellonce.server.comparison;

import java.util.SortedMap;
import java.util.TreeMap;
import org.tellonce.server.database.Database;

/// The entries of the index as they stand in the file.
public final class TestIndex {

  private TestIndex() {}

  /// All entries by their labels.
  public static SortedMap<Long, byte[]> entries(Database database) {
    return entries(database, "index_block");
  }

  /// The entries of the run at a place.
  static SortedMap<Long, byte[]> entries(Database database, int place) {
    return entries(database, "index_run_" + place);
  }

  private static SortedMap<Long, byte[]> entries(Database database, String table) {
    SortedMap<Long, byte[]> entries = new TreeMap<>();
    database.read(handle -> handle.createQuery("SELECT sealed FROM " + table).mapTo(byte[].class).list())
        .forEach(block -> entries.putAll(RunBlock.of(block).entries()));
    return entries;
  }
}
