package org.tellonce.agency.desk;

import java.security.SecureRandom;
import java.time.InstantSource;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.transport.Route;

/// Tells the collaborative's server what became of an answer.
record RecordsAtServer(AgencyFolder agency, InstantSource clock, SecureRandom random) implements Records {

  @Override
  public Told done(Disposition disposition) {
    return told(Route.DISPOSITIONS, disposition.toBytes(), "the disposition");
  }

  @Override
  public Told notTheSame(Correction correction) {
    return told(Route.CORRECTIONS, correction.toBytes(), "the correction");
  }

  private Told told(Route route, byte[] body, String doing) {
    try (ServerClient server = agency.connect(clock, random)) {
      return new Told.Recorded(server.call(route, route.path(), body).orStop(doing, Recorded::parse).on());
    } catch (Stop stop) {
      return stop.code() == ExitCode.NETWORK ? new Told.Unreached() : new Told.Refused(stop.line());
    }
  }
}
