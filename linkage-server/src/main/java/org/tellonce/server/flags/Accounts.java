package org.tellonce.server.flags;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Eligibility.Leave;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.AccountEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.LookUpEvent;
import org.tellonce.protocol.audit.OpeningEvent;
import org.tellonce.protocol.audit.RecordName;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.Account;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.protocol.transport.SignedRequest;
import org.tellonce.server.audit.EventLog;
import org.tellonce.server.audit.LogStore;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.Database;

/// Who was shown the screenings of a record: read off the log, which is the accounting.
///
/// @see "flags.md, Account"
public final class Accounts {
  private final Database database;
  private final LogStore logged;
  private final EventLog log;
  private final InstantSource clock;

  /// The rules of accounts over these stores.
  public Accounts(Database database, LogStore logged, EventLog log, InstantSource clock) {
    this.database = database;
    this.logged = logged;
    this.log = log;
    this.clock = clock;
  }

  /// The account of a record of an agency.
  ///
  /// @param signed what proves the call
  /// @param rules those of the moment, to be asked again by the writer
  public FollowUpOutcome of(AgencyId agency, RecordToken token, SignedRequest signed, Supplier<Rules> rules) {
    var ref = new RecordRef(agency, token);
    return database.write(handle -> {
      var moment = Moment.now(rules, clock);
      if (moment.eligibility().mayWithdraw(agency) instanceof Leave.Refused(Eligibility.Refusal reason)) {
        return new FollowUpOutcome.NotAllowed(reason);
      }
      List<Account.View> views = logged.of(handle, ref).stream().flatMap(event -> view(event, ref, moment.rules())).sorted(Comparator.comparing(
          Account.View::on)).toList();
      log.append(handle, draft -> new AccountEvent(draft.at(), agency, draft.name(ref), signed));
      return new FollowUpOutcome.Accounted(new Account(views.subList(Math.max(0, views.size() - Account.MAX_VIEWS), views.size())));
    });
  }

  /// What an event tells of somebody who was shown a record, if it does.
  private static Stream<Account.View> view(LoggedEvent logged, RecordRef ref, Rules rules) {
    Optional<Digest> name = Optional.of(RecordName.of(logged.salt(), ref.agency(), ref.token()));
    return switch (logged.event()) {
      case OpeningEvent event when event.shown().equals(name) -> Stream.of(view(event.at(), event.agency(), event.opening(), Account.Kind.OPENING,
          rules));
      case LookUpEvent event when event.shown().equals(name) -> Stream.of(view(event.at(), event.agency(), event.opening(), Account.Kind.LOOK_UP,
          rules));
      default -> Stream.empty();
    };
  }

  private static Account.View view(Instant at, AgencyId viewer, OpeningRequest opening, Account.Kind kind, Rules rules) {
    return new Account.View(LocalDate.ofInstant(at, rules.timeZone()), opening.purpose(), opening.basis(), kind, opening.nameUs() ? Notices.viewer(
        viewer, rules) : Optional.empty());
  }
}
