package org.tellonce.agency.desk;

import java.time.InstantSource;
import java.util.List;
import org.tellonce.agency.roster.Consents;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.submission.ConsentKeeping;
import org.tellonce.protocol.Stop;

/// The consents as they lie in the agency's folder. Nobody else is asked or told; the night takes them.
record PapersHere(AgencyFolder agency, InstantSource clock) implements Papers {

  private static final int SOON_DAYS = 30;

  @Override
  public Kept keep(Consents.Recorded recorded) {
    try {
      return new Kept.Recorded(new ConsentKeeping(agency).keep(recorded));
    } catch (Stop stop) {
      return new Kept.Refused(stop);
    }
  }

  @Override
  public List<Consents.Recorded> runningOut() {
    return agency.consents().runningOut(agency.knownRules().today(clock), SOON_DAYS);
  }
}
