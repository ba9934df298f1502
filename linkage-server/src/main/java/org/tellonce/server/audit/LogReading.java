package org.tellonce.server.audit;

import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.EventPage;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.NoteSignature;
import org.tellonce.protocol.audit.Restarts;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.VerifierKey;
import org.tellonce.protocol.audit.Witnessing;
import org.tellonce.server.database.Database;

/// What agencies read of the log: nothing that lies beyond the newest checkpoint.
///
/// @see "audit.md, Calls of the log"
public final class LogReading {
  private static final int MOST_LEAVES = 65_536;
  /// A page of a thousand events of the largest kind would be longer than the call allows.
  private static final int MOST_BYTES = EventPage.MAX_BYTES - (1 << 20);

  private final Database database;
  private final LogStore log;
  private final CheckpointStore checkpoints = new CheckpointStore();

  public LogReading(Database database, LogStore log) {
    this.database = database;
    this.log = log;
  }

  /// The newest checkpoint with its cosignatures.
  LogOutcome newest() {
    return database.read(handle -> checkpoints.newest(handle).<LogOutcome>map(LogOutcome.Newest::new).orElseGet(LogOutcome.NoCheckpoint::new));
  }

  /// Leaves from a number on.
  LogOutcome leaves(long from) {
    return covered(from, (handle, size) -> new LogOutcome.Leaves(log.leaves(handle, from, Math.min(size, from + MOST_LEAVES))));
  }

  /// Events that an agency may read, from a number on.
  LogOutcome events(AgencyId agency, long from) {
    return covered(from, (handle, size) -> {
      List<LoggedEvent> found = log.events(handle, agency, from, size, EventPage.MAX_EVENTS);
      int count = 0;
      for (long bytes = 0; count < found.size() && bytes < MOST_BYTES; count++) {
        bytes += found.get(count).toBytes().length + 1;
      }
      boolean more = count < found.size() || found.size() == EventPage.MAX_EVENTS;
      List<LoggedEvent> events = found.subList(0, count);
      return new LogOutcome.Events(new EventPage(events, more ? events.getLast().index() + 1 : size, more));
    });
  }

  /// The restarts of the log, whether or not a checkpoint covers their events yet.
  LogOutcome restarts() {
    return database.read(handle -> new LogOutcome.OfRestarts(new Restarts(new DocumentStore().restarts(handle))));
  }

  private LogOutcome covered(long from, BiFunction<Handle, Long, LogOutcome> answer) {
    return database.read(handle -> {
      Optional<SignedCheckpoint> newest = checkpoints.newest(handle);
      if (newest.isEmpty()) {
        return new LogOutcome.NoCheckpoint();
      }
      long size = newest.get().checkpoint().size();
      return from > size ? new LogOutcome.Beyond(size) : answer.apply(handle, size);
    });
  }

  /// Keeps a witness's cosignature.
  LogOutcome cosign(AgencyId agency, Witnessing witnessing, Rules rules) {
    VerifierKey witness = VerifierKey.witness(agency.value(), rules.member(agency).map(Member::card).orElseThrow().witnessKey());
    return database.write(handle -> {
      Optional<SignedCheckpoint> newest = checkpoints.newest(handle);
      if (newest.isEmpty()) {
        return new LogOutcome.NoCheckpoint();
      }
      long size = newest.get().checkpoint().size();
      NoteSignature line = witnessing.cosignature();
      if (witnessing.size() != size) {
        return new LogOutcome.OtherSize(size);
      }
      var alone = new SignedCheckpoint(newest.get().checkpoint(), List.of(line));
      if (!line.names(witness) || alone.cosigned(witness).isEmpty()) {
        return new LogOutcome.NotTheWitness();
      }
      checkpoints.cosign(handle, agency, size, line);
      return new LogOutcome.Cosigned(size);
    });
  }
}
