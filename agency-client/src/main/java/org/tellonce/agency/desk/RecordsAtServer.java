package org.tellonce.agency.desk;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.tellonce.agency.flags.AccessReport;
import org.tellonce.agency.flags.FollowUp;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.submission.Withdrawing;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.flags.Confirmation;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.Recorded;
import org.tellonce.protocol.flags.Shield;

/// Tells the collaborative's server what became of an answer and what was taken back, and asks it who looked.
///
/// @param notice takes a line for whoever looks after this client
record RecordsAtServer(AgencyFolder agency, InstantSource clock, SecureRandom random, Consumer<String> notice) implements Records {

  @Override
  public Told done(Disposition disposition) {
    return told(followUp -> followUp.done(disposition));
  }

  @Override
  public Told notTheSame(Correction correction) {
    return told(followUp -> followUp.correct(correction));
  }

  @Override
  public Told shield(String localId, Shield.State state, Shield.Reason reason, String user, Optional<Integer> minutes) {
    return told(followUp -> followUp.shield(localId, state, reason, user, minutes));
  }

  @Override
  public Told confirmed(Confirmation confirmation) {
    return told(followUp -> followUp.confirm(confirmation));
  }

  @Override
  public Reported report(String localId) {
    try (ServerClient server = agency.connect(clock, random)) {
      return new Reported.Found(new FollowUp(agency, server, clock).report(localId));
    } catch (Stop stop) {
      return stop.code() == ExitCode.NETWORK ? new Reported.Unreached() : new Reported.Refused(stop);
    }
  }

  @Override
  public Optional<Stop> inTheWayOfTakingBack(String localId) {
    try {
      withdrawing().check(localId);
      return Optional.empty();
    } catch (Stop stop) {
      return Optional.of(stop);
    }
  }

  private Withdrawing<AccessReport> withdrawing() {
    return new Withdrawing<>(agency, clock, random, FollowUp.pastViewers(clock));
  }

  /// One at a time: the second of two that come at once would take the first for a night at work, and be told of tomorrow.
  @Override
  public synchronized TakenBack takeBack(String localId, boolean everywhere) {
    try {
      return new TakenBack.Done(withdrawing().withdraw(new Withdrawing.Wish(localId,
          everywhere, true), notice));
    } catch (Stop stop) {
      return new TakenBack.Refused(stop);
    }
  }

  private Told told(Function<FollowUp, Recorded> step) {
    try (ServerClient server = agency.connect(clock, random)) {
      return new Told.Recorded(step.apply(new FollowUp(agency, server, clock)).on());
    } catch (Stop stop) {
      return stop.code() == ExitCode.NETWORK ? new Told.Unreached() : new Told.Refused(stop);
    }
  }
}
