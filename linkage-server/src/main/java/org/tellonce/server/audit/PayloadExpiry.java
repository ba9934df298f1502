package org.tellonce.server.audit;

import java.time.Instant;
import java.time.InstantSource;
import java.time.Period;
import java.time.ZoneOffset;
import org.jdbi.v3.core.Handle;
import org.tellonce.server.database.Database;

/// Destroys the payloads whose accounting period is over: what events said and how to find them by a record. Their leaves stay, and so does every root.
///
/// A checkpoint tells how old leaves are: those that one of before the period covers are older than it.
///
/// @see "audit.md, Keeping"
public final class PayloadExpiry {
  /// The accounting period: six years (45 CFR 164.528).
  public static final Period PERIOD = Period.ofMonths(72);

  private final Database database;
  private final LogStore log;
  private final CheckpointStore checkpoints = new CheckpointStore();
  private final InstantSource clock;

  public PayloadExpiry(Database database, LogStore log, InstantSource clock) {
    this.database = database;
    this.log = log;
    this.clock = clock;
  }

  /// What was before this time may be gone.
  static Instant cutoff(Instant now) {
    return now.atOffset(ZoneOffset.UTC).minus(PERIOD).toInstant();
  }

  /// How many payloads a run would destroy; nothing is written.
  public static long due(Handle handle, LogStore log, Instant now) {
    return log.payloadsBelow(handle, new CheckpointStore().coveredBefore(handle, cutoff(now)));
  }

  /// Destroys what is over.
  ///
  /// @return how many payloads
  public int run() {
    int destroyed = database.write(handle -> log.destroyBelow(handle, checkpoints.coveredBefore(handle, cutoff(clock.instant()))));
    if (destroyed > 0) {
      database.checkpoint();
    }
    return destroyed;
  }
}
