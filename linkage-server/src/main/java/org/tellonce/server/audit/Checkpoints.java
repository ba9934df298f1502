package org.tellonce.server.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.audit.Checkpoint;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.TreeEdge;
import org.tellonce.server.database.Database;

/// Makes checkpoints. At fixed times and never because something happened: else the size of the log would tell what an answer was.
///
/// @see "audit.md, Hours"
public final class Checkpoints {
  /// So many leaves are hashed at once.
  private static final int BATCH = 1 << 16;

  private final Database database;
  private final LogStore log;
  private final CheckpointStore checkpoints = new CheckpointStore();
  private final LogKey key;
  private final Supplier<LogIdentity> identity;
  private final InstantSource clock;

  /// @param identity the log as the rules of the moment name it
  public Checkpoints(Database database, LogStore log, LogKey key, Supplier<LogIdentity> identity, InstantSource clock) {
    this.database = database;
    this.log = log;
    this.key = key;
    this.identity = identity;
    this.clock = clock;
  }

  /// Makes a checkpoint over all leaves that there are; if no leaf has come since the last one, that one stays.
  public void make() {
    database.writing(this::make);
  }

  private void make(Handle handle) {
    Optional<Checkpoint> before = checkpoints.newest(handle).map(SignedCheckpoint::checkpoint);
    long known = before.map(Checkpoint::size).orElse(0L);
    long size = log.size(handle);
    if (size < known) {
      throw new IllegalStateException("the log has " + size + " leaves, and its newest checkpoint " + known + ": the database is damaged");
    }
    if (before.isPresent() && size == known) {
      return;
    }
    TreeEdge edge = TreeEdge.of(known, checkpoints.tiles(handle));
    for (long from = known; from < size; from += BATCH) {
      TreeEdge.Growth growth = edge.append(log.leaves(handle, from, Math.min(size, from + BATCH)));
      checkpoints.put(handle, growth.full());
      edge = growth.edge();
    }
    checkpoints.put(handle, edge.partial());
    LogIdentity log = identity.get();
    checkpoints.add(handle, key.sign(new Checkpoint(log.origin(), size, edge.root()), log), clock.instant());
  }

  /// The next of the times at which checkpoints are made: whole multiples of a span since midnight, UTC.
  public static Instant next(Instant after, Duration every) {
    Instant midnight = after.truncatedTo(ChronoUnit.DAYS);
    long passed = Duration.between(midnight, after).dividedBy(every);
    return midnight.plus(every.multipliedBy(passed + 1));
  }
}
