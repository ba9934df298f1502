package org.tellonce.agency.desk;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import org.tellonce.agency.flags.FlaggedRow;
import org.tellonce.agency.flags.FlaggedRows;
import org.tellonce.agency.flags.FlagsCsv;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// The list as it lies in `flags.csv`, whoever fetched it: the timer's run in the morning, or somebody at the desk.
record FlagsAtServer(AgencyFolder agency, InstantSource clock, SecureRandom random) implements Flags {

  @Override
  public Optional<Listed> listed() {
    Optional<List<FlaggedRow>> rows = new FlagsCsv(agency.flagsFile()).read();
    return rows.map(list -> new Listed(list, written()));
  }

  private Instant written() {
    try {
      return Files.getLastModifiedTime(agency.flagsFile()).toInstant();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public Told refresh() {
    try (ServerClient server = agency.connect(clock, random)) {
      new FlaggedRows(agency, clock).refresh(server);
      return new Told.Recorded(agency.knownRules().today(clock));
    } catch (Stop stop) {
      return stop.code() == ExitCode.NETWORK ? new Told.Unreached() : new Told.Refused(stop);
    }
  }
}
