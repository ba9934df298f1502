package org.tellonce.benchmarks.privacy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.Deflater;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.server.comparison.RunBlock;

/// What a thief reads who has the server's database file and no key: everything that SQL gives, sizes, order, and what lies in the file's bytes.
final class StolenDatabase {
  private final Path file;

  StolenDatabase(Path file) {
    this.file = file;
  }

  /// What was found.
  ///
  /// @param indexEntries rows in the index, which tell the number of records
  /// @param candidateSizes how many records have a list of candidates of each size in bytes: lists grow in steps
  /// @param matched how many records have a match
  /// @param agencies which agencies there are, in the clear
  /// @param links pairs of entries that have a key or a sealed value in common, of any table
  /// @param remembered how many tags and tokens of the records lie somewhere in the file as they are
  /// @param compressed the size of all sealed values, compressed, as a share of their size
  /// @param order how far the keys by which entries are ordered are from chance, 0 to 1: near 1 if they were counted up
  record Loot(long indexEntries, Map<Integer, Integer> candidateSizes, long matched, List<String> agencies, long links, long remembered,
      double compressed,
      double order) {

    Loot {
      candidateSizes = new TreeMap<>(candidateSizes);
      agencies = List.copyOf(agencies);
    }

    /// The number of records that the index tells.
    long records() {
      return indexEntries / Suite.ROWS;
    }

    @Override
    public String toString() {
      StringBuilder sizes = new StringBuilder();
      candidateSizes.forEach((bytes, count) -> sizes.append(sizes.isEmpty() ? "" : ", ").append(count).append(" of ").append(bytes).append(" bytes"));
      return String.format(Locale.ROOT, "%d index entries (so %d records), agencies %s, lists of candidates: %s, %d records with a match",
          indexEntries, records(),
          String.join(" ", agencies), sizes, matched);
    }
  }

  /// Goes through the file.
  ///
  /// @param records what was sent to the server, in the order of coming: to tell whether it can be found again
  Loot search(List<EncodedRecord> records) {
    try (Connection database = DriverManager.getConnection("jdbc:sqlite:" + file); Statement statement = database.createStatement()) {
      List<byte[]> sealed = new ArrayList<>();
      List<Long> keys = new ArrayList<>();
      long links = indexEntries(statement, sealed, keys);
      List<byte[]> candidates = new ArrayList<>();
      links += entries(statement, "SELECT 0, name, sealed FROM candidate", candidates, new ArrayList<>());
      List<byte[]> matches = new ArrayList<>();
      links += entries(statement, "SELECT 0, name, sealed FROM match", matches, new ArrayList<>());
      List<String> agencies = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery("SELECT id FROM agency ORDER BY number")) {
        while (rows.next()) {
          agencies.add(rows.getString(1));
        }
      }
      Map<Integer, Integer> sizes = new HashMap<>();
      candidates.forEach(list -> sizes.merge(list.length, 1, Integer::sum));
      long entries = sealed.size();
      sealed.addAll(candidates);
      sealed.addAll(matches);
      return new Loot(entries, sizes, matches.size(), agencies, links, remembered(records), compressed(sealed), order(keys));
    } catch (SQLException e) {
      throw new IllegalStateException("the server's own database can be read", e);
    }
  }

  /// As [#entries], of the index: in the order of their keys.
  private static long indexEntries(Statement statement, List<byte[]> values, List<Long> keys) throws SQLException {
    SortedMap<Long, byte[]> entries = new TreeMap<>();
    Set<ByteBuffer> seen = new HashSet<>();
    long links = 0;
    try (ResultSet rows = statement.executeQuery("SELECT sealed FROM index_block")) {
      while (rows.next()) {
        for (Map.Entry<Long, byte[]> entry : RunBlock.of(rows.getBytes(1)).entries().entrySet()) {
          links += entries.put(entry.getKey(), entry.getValue()) == null ? 0 : 1;
          links += seen.add(ByteBuffer.wrap(entry.getValue())) ? 0 : 1;
        }
      }
    }
    keys.addAll(entries.keySet());
    values.addAll(entries.values());
    return links;
  }

  /// How many entries have a key or a value that another one has, too.
  private static long entries(Statement statement, String sql, List<byte[]> values, List<Long> keys) throws SQLException {
    Set<ByteBuffer> seen = new HashSet<>();
    long links = 0;
    try (ResultSet rows = statement.executeQuery(sql)) {
      while (rows.next()) {
        byte[] value = rows.getBytes(3);
        values.add(value);
        keys.add(rows.getLong(1));
        byte[] key = rows.getBytes(2);
        for (byte[] half : List.of(key, value)) {
          links += seen.add(ByteBuffer.wrap(half)) ? 0 : 1;
        }
      }
    }
    return links;
  }

  /// How many tags and tokens lie in the file as they are: by their first eight bytes, at any offset.
  private long remembered(List<EncodedRecord> records) {
    Set<Long> starts = new HashSet<>();
    for (EncodedRecord record : records) {
      starts.add(record.token().high());
      record.rows().stream().map(EncodedRow::tag).forEach(tag -> starts.add(tag.high()));
    }
    Set<Long> found = new HashSet<>();
    try {
      byte[] bytes = Files.readAllBytes(file);
      long window = 0;
      for (int i = 0; i < bytes.length; i++) {
        window = window << Byte.SIZE | bytes[i] & 0xFF;
        if (i >= 7 && starts.contains(window)) {
          found.add(window);
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.size();
  }

  private static double compressed(List<byte[]> values) {
    try (Deflater deflater = new Deflater(Deflater.BEST_COMPRESSION)) {
      ByteBuffer all = ByteBuffer.allocate(values.stream().mapToInt(value -> value.length).sum());
      values.forEach(all::put);
      deflater.setInput(all.array());
      deflater.finish();
      byte[] out = new byte[1 << 16];
      long size = 0;
      while (!deflater.finished()) {
        size += deflater.deflate(out);
      }
      return (double) size / Math.max(1, all.capacity());
    }
  }

  /// How far the entries' keys, in the order in which they lie there, are from numbers drawn by chance (Kolmogorov–Smirnov).
  private static double order(List<Long> keys) {
    double most = 0;
    for (int i = 0; i < keys.size(); i++) {
      double chance = (keys.get(i) / 0x1p63 + 1) / 2;
      most = Math.max(most, Math.abs(chance - (i + 0.5) / keys.size()));
    }
    return most;
  }
}
