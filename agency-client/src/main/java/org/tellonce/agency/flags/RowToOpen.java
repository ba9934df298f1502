package org.tellonce.agency.flags;

import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tellonce.agency.agreements.Hindered;
import org.tellonce.agency.agreements.Hindrance;
import org.tellonce.agency.agreements.KnownRules;
import org.tellonce.agency.roster.Entry;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.Row;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.submission.Ledger;
import org.tellonce.keys.RecordKey;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.Consent;

/// A row behind which there may be a pointer. Whatever this agency knows to be in the way is said here, before the server is asked about it: there it would all be the
/// empty answer, which reassures. **Plaintext**.
///
/// @param localId as it was typed
/// @param token the server's name for it
/// @param entry what the roster says of it
/// @param sent whether this client remembers that the server has its record
public record RowToOpen(String localId, RecordToken token, Entry entry, boolean sent) {

  /// The row of a local id as the roster has it now.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if nothing behind it can be opened, or the roster cannot be read as a whole
  public static RowToOpen find(String localId, AgencyFolder agency, InstantSource clock) {
    return find(localId, agency, roster(agency, agency.knownRules(), clock), agency.keyring().recordKey());
  }

  /// The row of a local id.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if nothing behind it can be opened
  static RowToOpen find(String localId, AgencyFolder agency, Roster roster, RecordKey key) {
    RecordToken token = key.token(localId);
    Ledger ledger = agency.ledger().remembered();
    if (ledger.withdrawn().contains(token)) {
      throw refused(Hindrance.ROW_WITHDRAWN, localId, "was withdrawn; nothing is asked about it");
    }
    Entry entry = switch (roster.standing(localId)) {
      case Roster.Standing.Usable(Entry found) -> found;
      case Roster.Standing.WithoutConsent _ -> throw refused(Hindrance.ROW_WITHOUT_CONSENT, localId,
          "legal basis is consent and there is none, or it has not begun or is over; nothing was asked");
      case Roster.Standing.Unreadable _ -> throw refused(Hindrance.ROW_UNREADABLE, localId,
          "this row is rejected, tellonce agency check tells why; nothing was asked");
      case Roster.Standing.Absent _ ->
          throw refused(Hindrance.ROW_ABSENT, localId, "no such local id in " + agency.rosterName()
              + "; nothing was asked (upper and lower case count)");
    };
    if (entry.sealed()) {
      throw refused(Hindrance.ROW_SEALED, localId, "sealed by a court; nothing is asked about it");
    }
    if (!entry.asks()) {
      throw refused(Hindrance.ROW_WITHOUT_CASE, localId, "no open case or no legal basis in the roster; a pointer cannot be opened");
    }
    return new RowToOpen(localId, token, entry, ledger.records().contains(token));
  }

  /// The roster that rows are looked up in.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if it cannot be read as a whole
  static Roster roster(AgencyFolder agency, KnownRules rules, InstantSource clock) {
    return switch (agency.roster(rules.today(clock))) {
      case Parsed.Valid<Roster>(Roster roster) -> roster;
      case Parsed.Rejected<Roster>(List<Problem> problems) -> throw new Hindered(Hindrance.ROSTER_UNREADABLE, ExitCode.DATA_REFUSED,
          "the roster cannot be read, so nothing was asked; tellonce agency check names all of it: " + problems.getFirst(), "");
    };
  }

  /// The row's legal basis, which [Entry#asks] has made sure of.
  LegalBasis basis() {
    return entry.basis().orElseThrow();
  }

  /// Refuses a row that an agency of this class asks nothing about, or that the server cannot know of.
  ///
  /// @param rules of today
  /// @throws Stop with [ExitCode#DATA_REFUSED]
  void refuseUnder(KnownRules rules, AgencyId agency) {
    refuseUnlawful(rules, agency);
    if (!sent) {
      throw refused(Hindrance.ROW_NOT_SENT, localId,
          "not sent yet, as far as is remembered here, so nobody can have compared it; nothing was asked (tellonce agency nightly sends it)");
    }
  }

  /// Refuses a row that the agency's class or agreement lets nobody ask about.
  ///
  /// @param rules of today
  /// @throws Stop with [ExitCode#DATA_REFUSED]
  void refuseUnlawful(KnownRules rules, AgencyId agency) {
    rules.objection(agency, entry.basis(), entry.consent()).ifPresent(objection -> {
      throw refused(Hindrance.AGENCY_MAY_NOT, localId, objection + "; nothing was asked");
    });
  }

  /// The written consent that the row stands on, if there is one.
  Optional<Consent> consent() {
    return entry.consent();
  }

  private static Hindered refused(Hindrance why, String localId, String line) {
    String id = Row.printable(Row.localId(localId));
    return new Hindered(why, ExitCode.DATA_REFUSED, id + ": " + line, id);
  }

  @Override
  public String toString() {
    return "RowToOpen[redacted]";
  }
}
