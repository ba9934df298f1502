package org.tellonce.server.comparison;

import java.util.Arrays;
import java.util.Map;
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

  /// Makes all rows as short as those of an earlier version: they do not open any more.
  public static void shorten(Database database, int bytes) {
    database.writing(handle -> {
      for (int run = 0; run < IndexRuns.MOST; run++) {
        String table = "index_run_" + run;
        handle.createQuery("SELECT k, sealed FROM " + table).map((row, _) -> Map.entry(row.getLong("k"), row.getBytes("sealed"))).list().forEach(
            block -> handle.execute("UPDATE " + table + " SET sealed = ? WHERE k = ?", shortened(RunBlock.of(block.getValue()), bytes), block
                .getKey()));
      }
    });
  }

  private static byte[] shortened(RunBlock block, int bytes) {
    var shortened = block;
    for (Map.Entry<Long, byte[]> entry : block.entries().entrySet()) {
      shortened = shortened.with(entry.getKey(), Arrays.copyOf(entry.getValue(), entry.getValue().length - bytes));
    }
    return shortened.bytes();
  }

  private static SortedMap<Long, byte[]> entries(Database database, String table) {
    SortedMap<Long, byte[]> entries = new TreeMap<>();
    database.read(handle -> handle.createQuery("SELECT sealed FROM " + table).mapTo(byte[].class).list())
        .forEach(block -> entries.putAll(RunBlock.of(block).entries()));
    return entries;
  }
}
