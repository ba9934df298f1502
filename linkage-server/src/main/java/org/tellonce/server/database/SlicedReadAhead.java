package org.tellonce.server.database;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;

/// The read-ahead of one transaction: keys in slices, several at once. Nobody waits for it; the writer goes on, and overtakes no one who reads eight times as fast.
///
/// When rows turn out to be in memory already, it stops, for then it would only do everything twice.
final class SlicedReadAhead implements ReadAhead {
  private static final int SLICE = 64;
  /// After so many rows it is known whether it is of use.
  private static final int TRIED = 1_024;
  /// Whoever needs less for a row has found it in memory.
  private static final Duration IN_MEMORY = Duration.ofNanos(20_000);

  private final Database database;
  private final InstantSource clock;
  private final AtomicLong rows = new AtomicLong();
  private final AtomicLong nanos = new AtomicLong();

  SlicedReadAhead(Database database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
  }

  @Override
  public void rows(String query, List<?> keys) {
    for (int from = 0; from < keys.size() && isUseful(); from += SLICE) {
      List<?> slice = keys.subList(from, Math.min(keys.size(), from + SLICE));
      database.readAhead(handle -> read(handle, query, slice));
    }
  }

  private boolean isUseful() {
    return rows.get() < TRIED || nanos.get() > rows.get() * IN_MEMORY.toNanos();
  }

  private void read(Handle handle, String query, List<?> keys) {
    if (!isUseful()) {
      return;
    }
    Instant start = clock.instant();
    try (PreparedStatement statement = handle.getConnection().prepareStatement(query)) {
      for (Object key : keys) {
        statement.setObject(1, key);
        try (ResultSet found = statement.executeQuery()) {
          found.next();
        }
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
    nanos.addAndGet(Duration.between(start, clock.instant()).toNanos());
    rows.addAndGet(keys.size());
  }
}
