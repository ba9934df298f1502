package org.tellonce.server.flags;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.ConfirmationEvent;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.Confirmation;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.transport.SignedRequest;
import org.tellonce.server.agreements.Users;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.comparison.OpenEpochs;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.Database;
import org.tellonce.server.submission.NewRows;

/// Ends the waiting of records that a second person of their agency has looked at.
///
/// @see "flags.md, Confirmation"
public final class Confirmations {
  private final Database database;
  private final Users users;
  private final OpenEpochs epochs;
  private final NewRows newRows;
  private final EventLog log;
  private final InstantSource clock;

  /// The rules of confirmations over these stores.
  public Confirmations(Database database, Users users, OpenEpochs epochs, NewRows newRows, EventLog log, InstantSource clock) {
    this.database = database;
    this.users = users;
    this.epochs = epochs;
    this.newRows = newRows;
    this.log = log;
    this.clock = clock;
  }

  /// Does what somebody of an agency confirms.
  ///
  /// @param signed what proves the call
  /// @param rules those of the moment, to be asked again by the writer
  public FollowUpOutcome record(AgencyId agency, Confirmation confirmation, SignedRequest signed, Supplier<Rules> rules) {
    return database.write(handle -> {
      LocalDate today = Moment.now(rules, clock).today();
      Optional<String> refusal = users.refusalToConfirm(handle, agency, confirmation.user(), today);
      if (refusal.isPresent()) {
        return new FollowUpOutcome.UserRefused(refusal.get());
      }
      List<RecordRef> records = confirmation.token().map(token -> alike(handle, agency, token)).orElse(List.of());
      if (records.isEmpty() && confirmation.day().filter(day -> newRows.confirm(handle, agency, day)).isEmpty()) {
        return new FollowUpOutcome.Conflict(confirmation.day().isPresent() ? "day" : "token", "nothing waits there");
      }
      log.append(handle, draft -> new ConfirmationEvent(draft.at(), agency, confirmation.day(), records.stream().map(draft::name).toList(),
          confirmation.user(), signed));
      return new FollowUpOutcome.Done(new Recorded(today));
    });
  }

  private List<RecordRef> alike(Handle handle, AgencyId agency, RecordToken token) {
    return epochs.confirmAlike(handle, new RecordRef(agency, token), ConfirmationEvent.MAX_RECORDS);
  }
}
