package org.tellonce.server.agreements;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Eligibility.Leave;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.DirectoryEvent;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.transport.SignedRequest;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.database.Database;

/// Takes what agencies say of who of them may ask.
///
/// @see "agreements.md, Directory"
public final class Directories {
  private final Database database;
  private final DirectoryStore directories;
  private final EventLog log;
  private final InstantSource clock;

  /// The rules of directories over these stores.
  public Directories(Database database, DirectoryStore directories, EventLog log, InstantSource clock) {
    this.database = database;
    this.directories = directories;
    this.log = log;
    this.clock = clock;
  }

  /// Puts an agency's directory in the place of the one before, if its number is higher. The same one again is taken again.
  ///
  /// @param signed what proves the call
  public DirectoryOutcome take(AgencyId agency, Directory directory, SignedRequest signed, Rules rules) {
    LocalDate today = LocalDate.ofInstant(clock.instant(), rules.timeZone());
    if (new Eligibility(rules, today).mayWithdraw(agency) instanceof Leave.Refused(Eligibility.Refusal reason)) {
      return new DirectoryOutcome.NotAllowed(reason);
    }
    return database.write(handle -> {
      Optional<DirectoryStore.Held> held = directories.held(handle, agency);
      if (held.isPresent() && held.get().number() >= directory.number() && !held.get().digest().equals(directory.digest())) {
        return new DirectoryOutcome.Conflict(held.get().number());
      }
      if (held.isEmpty() || held.get().number() < directory.number()) {
        clear(handle, agency, directory, today);
      }
      directories.replace(handle, agency, directory);
      log.append(handle, draft -> new DirectoryEvent(draft.at(), agency, directory.number(), directory.digest(), signed));
      return new DirectoryOutcome.Taken(new Recorded(today));
    });
  }

  /// Only a directory that comes after a lock can end it: a date that was written down before, or lies ahead, cleared nobody.
  private void clear(Handle handle, AgencyId agency, Directory directory, LocalDate today) {
    for (DirectoryUser user : directory.users()) {
      if (user.clearedOn().filter(day -> !day.isAfter(today)).isPresent()) {
        directories.lockedOn(handle, agency, user.user()).filter(locked -> !user.clearedOn().get().isBefore(locked)).ifPresent(_ -> directories
            .unlock(handle, agency, user.user()));
      }
    }
  }
}
