package org.tellonce.agency.desk;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;
import org.tellonce.agency.flags.Asked;
import org.tellonce.agency.flags.Asking;
import org.tellonce.agency.flags.Question;
import org.tellonce.agency.flags.TypedPerson;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.submission.Consent;

/// Asks the collaborative's server, over a new line for each question: the certificate may have been renewed since the last.
record AskingAtServer(AgencyFolder agency, InstantSource clock, SecureRandom random) implements Asks {

  @Override
  public Asked open(String localId, Question question) {
    return asked(asking -> asking.open(localId, question));
  }

  @Override
  public Asked lookUp(TypedPerson typed, Question question, Optional<Consent> consent) {
    return asked(asking -> asking.lookUp(typed, question, consent));
  }

  private Asked asked(Function<Asking, Asked> step) {
    try (ServerClient server = agency.connect(clock, random)) {
      return step.apply(new Asking(agency, server, clock, random));
    } catch (Stop stop) {
      return stop.code() == ExitCode.NETWORK ? new Asked.Unreached(stop.line(), Optional.empty()) : new Asked.Refused(stop);
    }
  }
}
