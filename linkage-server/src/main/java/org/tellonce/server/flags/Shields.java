package org.tellonce.server.flags;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.ShieldEvent;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.protocol.transport.SignedRequest;
import org.tellonce.server.agreements.Users;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.Database;

/// Sets, lifts and ends the shields that agencies hold over records of their own.
///
/// @see "flags.md, Shield"
public final class Shields {
  private final Database database;
  private final Users users;
  private final ShieldStore shields;
  private final NoticeStore notices;
  private final EventLog log;
  private final InstantSource clock;

  /// The rules of shields over these stores.
  public Shields(Database database, Users users, ShieldStore shields, NoticeStore notices, EventLog log, InstantSource clock) {
    this.database = database;
    this.users = users;
    this.shields = shields;
    this.notices = notices;
    this.log = log;
    this.clock = clock;
  }

  /// Does what an agency says of the shield over a record of its own, which need not be here yet.
  ///
  /// @param signed what proves the call
  /// @param rules those of the moment, to be asked again by the writer
  public FollowUpOutcome record(AgencyId agency, Shield shield, SignedRequest signed, Supplier<Rules> rules) {
    var ref = new RecordRef(agency, shield.token());
    return database.write(handle -> {
      var moment = Moment.now(rules, clock);
      Optional<String> refusal = users.refusal(handle, agency, shield.user(), moment.today());
      if (refusal.isPresent()) {
        return new FollowUpOutcome.UserRefused(refusal.get());
      }
      if (shield.state() != Shield.State.SET && shields.liftedUntil(handle, ref).isEmpty()) {
        return new FollowUpOutcome.Conflict("state", "the record is not shielded");
      }
      apply(handle, ref, shield, moment.at());
      log.append(handle, draft -> new ShieldEvent(draft.at(), agency, draft.name(ref), shield.state(), shield.reason(), shield.user(), shield
          .minutes(), signed));
      return new FollowUpOutcome.Done(new Recorded(moment.today()));
    });
  }

  private void apply(Handle handle, RecordRef ref, Shield shield, Instant now) {
    switch (shield.state()) {
      case SET -> shields.put(handle, ref, Instant.EPOCH);
      case LIFTED -> {
        Instant at = now.truncatedTo(ChronoUnit.SECONDS);
        Instant until = at.plus(Duration.ofMinutes(shield.minutes().orElseThrow()));
        shields.put(handle, ref, until);
        notices.append(handle, ref.agency(), "lifted\0" + ref.token() + "\0" + now, new Notice.Lifted(ref.token(), shield.user(), at, until));
      }
      case ENDED -> shields.remove(handle, ref);
    }
  }
}
