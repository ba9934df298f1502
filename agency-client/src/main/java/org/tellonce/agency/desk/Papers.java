package org.tellonce.agency.desk;

import java.util.List;
import java.util.Optional;
import org.tellonce.agency.roster.Consents;
import org.tellonce.protocol.Stop;

/// The written consents that the agency holds.
public interface Papers {

  /// Keeps a consent.
  Kept keep(Consents.Recorded recorded);

  /// Those that run out soon, the first to end first.
  List<Consents.Recorded> runningOut();

  /// How it ended to keep one.
  sealed interface Kept {
    /// @param inTheWay what still keeps the row from being sent, if something does
    record Recorded(Optional<String> inTheWay) implements Kept {}

    /// It was not.
    record Refused(Stop why) implements Kept {}
  }
}
