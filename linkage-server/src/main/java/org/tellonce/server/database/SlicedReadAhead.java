package org.tellonce.server.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;

/// The read-ahead of one transaction: keys in slices, several at once. Nobody waits for it; the writer goes on, and overtakes no one who reads eight times as fast.
///
/// When the rows of a query turn out to be in memory already, it stops with these, for then it would only do everything twice.
final class SlicedReadAhead implements ReadAhead {
  private static final int SLICE = 64;
  /// After so many rows it is known whether it is of use.
  private static final int TRIED = 1_024;
  /// Whoever needs less for a row has found it in memory.
  private static final Duration IN_MEMORY = Duration.ofNanos(20_000);

  private final Database database;
  private final InstantSource clock;
  private final Map<String, Tried> tried = new ConcurrentHashMap<>();
  private volatile boolean closed;

  SlicedReadAhead(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  /// What came of a query so far: one table may lie in memory and another not.
  private static final class Tried {
    private final AtomicLong rows = new AtomicLong();
    private final AtomicLong nanos = new AtomicLong();

    boolean isUseful() {
      return rows.get() < TRIED || nanos.get() > rows.get() * IN_MEMORY.toNanos();
    }

    void add(int more, Duration took) {
      nanos.addAndGet(took.toNanos());
      rows.addAndGet(more);
    }
  }

  @Override
  public void rows(String query, Supplier<List<?>> keys) {
    Tried ofQuery = tried.computeIfAbsent(query, _ -> new Tried());
    if (!ofQuery.isUseful()) {
      return;
    }
    List<?> all = keys.get();
    for (int from = 0; from < all.size(); from += SLICE) {
      List<?> slice = all.subList(from, Math.min(all.size(), from + SLICE));
      database.readAhead(handle -> read(handle, query, slice, ofQuery));
    }
  }

  private void read(Handle handle, String query, List<?> keys, Tried ofQuery) {
    if (closed || !ofQuery.isUseful()) {
      return;
    }
    Instant start = clock.instant();
    try (PreparedStatement statement = handle.getConnection().prepareStatement(query)) {
      for (Object key : keys) {
        if (closed) {
          return;
        }
        statement.setObject(1, key);
        try (ResultSet found = statement.executeQuery()) {
          found.next();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    ofQuery.add(keys.size(), Duration.between(start, clock.instant()));
  }

  @Override
  public void close() {
    closed = true;
  }
}
