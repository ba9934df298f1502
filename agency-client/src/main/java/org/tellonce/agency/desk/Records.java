package org.tellonce.agency.desk;

import java.util.Optional;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.flags.Confirmation;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.Shield;

/// What the server has in its records after an answer and about the agency's own rows.
public interface Records {

  /// What was done after an answer; told again, the later one counts.
  Told done(Disposition disposition);

  /// That the two records behind an answer are two people: they are never linked again.
  Told notTheSame(Correction correction);

  /// Sets, lifts or ends the shield over a row's record.
  ///
  /// @param localId **plaintext**: the row's
  /// @param minutes of a shield that is lifted
  Told shield(String localId, Shield.State state, Shield.Reason reason, String user, Optional<Integer> minutes);

  /// What keeps a row's record from being taken out, as far as is known here; nobody is asked.
  ///
  /// @param localId **plaintext**: the row's
  Optional<Stop> inTheWayOfTakingBack(String localId);

  /// Takes a row's record out; who was shown it is asked for first.
  ///
  /// @param localId **plaintext**: the row's
  /// @param everywhere also what other agencies hold of the same young person
  TakenBack takeBack(String localId, boolean everywhere);

  /// That rows which wait are of people whom the agency serves.
  Told confirmed(Confirmation confirmation);

  /// Who was shown the screening of a row's record.
  ///
  /// @param localId **plaintext**: the row's
  Reported report(String localId);
}
