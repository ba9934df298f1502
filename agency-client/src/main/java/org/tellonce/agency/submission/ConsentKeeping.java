package org.tellonce.agency.submission;

import java.util.Optional;
import org.tellonce.agency.agreements.Hindered;
import org.tellonce.agency.agreements.Hindrance;
import org.tellonce.agency.roster.Consents;
import org.tellonce.agency.roster.Roster;
import org.tellonce.agency.roster.Row;
import org.tellonce.protocol.ExitCode;

/// Keeping a consent that somebody recorded, for the terminal and the desk.
///
/// @see "submission.md, Consent"
public record ConsentKeeping(AgencyFolder agency) {

  /// Keeps it; the next night takes it.
  ///
  /// @return what still keeps the row from being sent, if something does: `without the written consent of …`
  /// @throws Hindered with [ExitCode#DATA_REFUSED] if the roster has no such row: the right one would be left without its consent, and nobody would know
  public Optional<String> keep(Consents.Recorded recorded) {
    if (agency.roster(recorded.on()).orStop(ExitCode.DATA_REFUSED).standing(recorded.localId()) instanceof Roster.Standing.Absent) {
      String id = Row.printable(recorded.localId());
      throw new Hindered(Hindrance.ROW_ABSENT, ExitCode.DATA_REFUSED, id
          + " does not stand in the roster: is it spelled right? Upper and lower case count; nothing was recorded", id);
    }
    agency.record(recorded);
    return agency.knownRules().objection(agency.config().agency(), Optional.empty(), Optional.of(recorded.consent()));
  }
}
