package org.tellonce.server.comparison;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jdbi.v3.core.Handle;
import org.tellonce.server.comparison.IndexRuns.Run;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;

/// The filters of the runs, in the database and, once asked for, in memory. A run gets no new labels after its filter was made, so a filter is good for as long as
/// the run is: for every transaction that sees the run, whichever others were done or undone since. For any thread.
///
/// They are sealed, for a label that was removed may still be told from its bits until the run is written anew: by nobody without the index key.
final class LabelFilters {
  private static final int PIECE_BYTES = 1 << 20;

  private final Sealing sealing;
  private final Map<Run, LabelFilter> known = new ConcurrentHashMap<>();

  LabelFilters(IndexKey key, SecureRandom random) {
    this.sealing = new Sealing(key, "index_filter", random);
  }

  /// The filters of these runs; those of others are forgotten.
  Map<Run, LabelFilter> of(Handle handle, Collection<Run> runs) throws SQLException {
    known.keySet().retainAll(runs);
    Map<Run, LabelFilter> filters = new HashMap<>();
    for (Run run : runs) {
      LabelFilter filter = known.get(run);
      filters.put(run, filter == null ? read(handle, run) : filter);
    }
    known.putAll(filters);
    return filters;
  }

  /// Keeps the filter of a new run.
  void put(Handle handle, Run run, LabelFilter filter) throws SQLException {
    byte[] bytes = filter.toBytes();
    try (PreparedStatement insert = handle.getConnection().prepareStatement("INSERT INTO index_filter (run, piece, sealed) VALUES (?, ?, ?)")) {
      for (int piece = 0; piece * PIECE_BYTES < bytes.length; piece++) {
        int from = piece * PIECE_BYTES;
        insert.setInt(1, run.place());
        insert.setInt(2, piece);
        insert.setBytes(3, sealing.seal(place(run, piece), java.util.Arrays.copyOfRange(bytes, from, Math.min(bytes.length, from + PIECE_BYTES))));
        insert.executeUpdate();
      }
    }
    known.put(run, filter);
  }

  private LabelFilter read(Handle handle, Run run) throws SQLException {
    List<byte[]> pieces = handle.createQuery("SELECT piece, sealed FROM index_filter WHERE run = :run ORDER BY piece").bind("run", run.place())
        .map((row, _) -> sealing.open(place(run, row.getInt("piece")), row.getBytes("sealed"))).list();
    if (pieces.isEmpty()) {
      return scan(handle, run);
    }
    ByteBuffer bytes = ByteBuffer.allocate(pieces.stream().mapToInt(piece -> piece.length).sum());
    pieces.forEach(bytes::put);
    return LabelFilter.of(bytes.array());
  }

  /// The filter of the labels that stand in a run now.
  private static LabelFilter scan(Handle handle, Run run) throws SQLException {
    var filter = new LabelFilter(run.entries());
    try (var statement = handle.getConnection().createStatement(); ResultSet rows = statement.executeQuery("SELECT sealed FROM " + run.table())) {
      while (rows.next()) {
        RunBlock.of(rows.getBytes(1)).entries().keySet().forEach(filter::add);
      }
    }
    return filter;
  }

  private static byte[] place(Run run, int piece) {
    return ByteBuffer.allocate(4 + 8 + 4).putInt(run.place()).putLong(run.id()).putInt(piece).array();
  }
}
