package org.tellonce.agency.flags;

import java.time.InstantSource;
import java.time.LocalDate;
import java.util.Optional;
import org.tellonce.agency.agreements.Hindered;
import org.tellonce.agency.agreements.Hindrance;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.Row;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.submission.Ledger;
import org.tellonce.agency.submission.PastViewers;
import org.tellonce.agency.transport.Server;
import org.tellonce.agency.transport.ServerAnswer;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.Account;
import org.tellonce.protocol.flags.AccountRequest;
import org.tellonce.protocol.flags.Confirmation;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

/// What an agency puts down after an answer and about its own records, and what it asks for a young person who wants to know who looked: one way for a terminal and for a
/// web page. Each call ends with a [org.tellonce.protocol.Stop] that says in one line why not, and what this agency itself knows to be in the way is said before the server is asked.
///
/// @see "flags.md, Disposition; Correction; Shield; Account"
public final class FollowUp {

  private final AgencyFolder agency;
  private final Server server;
  private final InstantSource clock;

  /// @param server whom to tell; the caller closes it
  public FollowUp(AgencyFolder agency, Server server, InstantSource clock) {
    this.agency = agency;
    this.server = server;
    this.clock = clock;
  }

  /// Who was shown a record, for the page that a young person is given before it is withdrawn.
  public static PastViewers<AccessReport> pastViewers(InstantSource clock) {
    return (agency, server, localId) -> new FollowUp(agency, server, clock).report(localId);
  }

  /// What was done with an answer.
  public Recorded done(Disposition disposition) {
    refuse(disposition.user());
    return recorded(server.call(Route.DISPOSITIONS, Route.DISPOSITIONS.path(), disposition.toBytes()), "the disposition", disposition.user());
  }

  /// That the two records behind an answer are of two young people.
  public Recorded correct(Correction correction) {
    refuse(correction.user());
    ServerAnswer said = server.call(Route.CORRECTIONS, Route.CORRECTIONS.path(), correction.toBytes());
    if (said instanceof ServerAnswer.Refused refused && refused.isConflict()) {
      throw new Hindered(Hindrance.NOTHING_TO_CORRECT, ExitCode.DATA_REFUSED,
          "that answer showed nothing, so there is nothing to correct; look at its number again", "");
    }
    return recorded(said, "the correction", correction.user());
  }

  /// Sets, lifts or ends the shield over a record of the agency's own, which need not be at the server yet: a shield can be there before the night that sends it.
  ///
  /// @param localId **plaintext**: the row's
  /// @param minutes of a shield that is lifted
  public Recorded shield(String localId, Shield.State state, Shield.Reason reason, String user, Optional<Integer> minutes) {
    refuse(user);
    RecordToken token = token(localId);
    if (!agency.ledger().remembered().records().contains(token) && isAbsent(localId)) {
      String id = Row.printable(Row.localId(localId));
      throw new Hindered(Hindrance.ROW_ABSENT, ExitCode.DATA_REFUSED, id
          + " stands neither in the roster nor in the ledger: is it spelled right? Upper and lower case count; nothing was shielded", id);
    }
    ServerAnswer said = server.call(Route.SHIELDS, Route.SHIELDS.path(), new Shield(token, state, reason, user, minutes).toBytes());
    if (said instanceof ServerAnswer.Refused refused && refused.isConflict()) {
      throw new Hindered(Hindrance.NOT_SHIELDED, ExitCode.DATA_REFUSED, "this record is not shielded, so there is nothing to lift or to end", "");
    }
    return recorded(said, "the shield", user);
  }

  /// That rows which wait are of people whom the agency serves.
  public Recorded confirm(Confirmation confirmation) {
    agency.directory().refuseToConfirm(confirmation.user(), agency.knownRules().today(clock));
    ServerAnswer said = server.call(Route.CONFIRMATIONS, Route.CONFIRMATIONS.path(), confirmation.toBytes());
    if (said instanceof ServerAnswer.Refused refused && refused.isConflict()) {
      throw new Hindered(Hindrance.NOTHING_WAITS, ExitCode.DATA_REFUSED, confirmation.day().map(day -> "no new rows of " + day + " wait").orElse(
          "this row does not wait because others look like it") + ": look at the notices again (tellonce agency notices --all)", "");
    }
    return recorded(said, "the confirmation", confirmation.user());
  }

  /// As [#confirm(Confirmation)], of a row that looks like others and of those.
  ///
  /// @param localId **plaintext**: the row's
  public Recorded confirmAlike(String localId, String user) {
    return confirm(Confirmation.ofAlike(token(localId), user));
  }

  /// The page for a young person who asks who looked.
  ///
  /// @param localId **plaintext**: the row's, which need not be in the roster any more
  public AccessReport report(String localId) {
    RecordToken token = token(localId);
    Ledger ledger = agency.ledger().remembered();
    if (!ledger.records().contains(token) && !ledger.withdrawn().contains(token)) {
      throw new Hindered(Hindrance.ROW_ABSENT, ExitCode.DATA_REFUSED,
          "no record of this local id was ever sent, as far as is remembered here: is it spelled right? (upper and lower case count) Nobody was asked",
          Row.printable(Row.localId(localId)));
    }
    Rules rules = agency.pinnedRules().refresh(server);
    Account account = server.call(Route.ACCOUNTS, Route.ACCOUNTS.path(), new AccountRequest(token).toBytes()).orStop("the report", Account::parse);
    LocalDate today = LocalDate.ofInstant(clock.instant(), rules.timeZone());
    return new AccessReport(account.views(), rules, rules.member(agency.config().agency()), today, ledger.withdrawn().contains(token));
  }

  /// What the server put down. That it lets the user do nothing now is told in words for them.
  private static Recorded recorded(ServerAnswer said, String doing, String user) {
    if (said instanceof ServerAnswer.Refused refused && refused.problem().code() == ProblemCode.USER_REFUSED) {
      throw new Hindered(Hindrance.USER_REFUSED, ExitCode.RULES, refused.stop(doing).line(), user);
    }
    return said.orStop(doing, Recorded::parse);
  }

  private void refuse(String user) {
    agency.directory().refuse(user, agency.knownRules().today(clock));
  }

  /// Whether the roster has no such row, or cannot be read.
  private boolean isAbsent(String localId) {
    return !(agency.roster(agency.knownRules().today(clock)) instanceof Parsed.Valid<Roster>(Roster roster)) || roster.standing(
        localId) instanceof Roster.Standing.Absent;
  }

  private RecordToken token(String localId) {
    return agency.keyring().recordKey().token(localId);
  }
}
