package org.tellonce.agency.transport;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Coordinator;
import org.tellonce.protocol.keys.CertificateTerm;

/// What a person is told of the certificate's renewal, and what to do when it does not come.
///
/// @param certificate `agency.pem`
/// @param coordinator whom to ring, if the rules are known
public record RenewalReport(AgencyId agency, Path certificate, Optional<Coordinator> coordinator) {

  /// The line of a night.
  ///
  /// @throws Stop with [ExitCode#KEY] if the certificate is over and there is no new one
  public Optional<String> line(Renewal.Outcome outcome, Instant now) {
    return switch (outcome) {
      case Renewal.Outcome.NotDue _ -> Optional.empty();
      case Renewal.Outcome.Renewed(CertificateTerm term) -> Optional.of("certificate: renewed until " + term.lastDay());
      case Renewal.Outcome.Waiting(CertificateTerm term, Optional<String> reason) when term.isOver(now) -> throw over(term, reason.orElse(
          "it was asked for, and is not issued yet"));
      case Renewal.Outcome.Waiting(CertificateTerm term, Optional<String> reason) -> Optional.of("certificate: ends on " + term.lastDay() + "; "
          + reason
              .map(why -> "no new one: " + why).orElse("a new one was asked for, and is not issued yet") + ring(term, now));
    };
  }

  /// The line for who looks at the folder without asking the server.
  public Optional<String> notice(CertificateTerm term, Instant now) {
    return term.isDue(now) ? Optional.of(name() + ": ends on " + term.lastDay() + "; each night asks for a new one" + ring(term, now)) : Optional
        .empty();
  }

  /// The end of a command that has no certificate any more.
  private Stop over(CertificateTerm term, String reason) {
    return new Stop(ExitCode.KEY, certificate + ": expired on " + term.lastDay() + ", and there is no new one (" + reason + "): send agency.csr to "
        + who() + ", who issues one for the same key (tellonce keys issue), and put it here as " + name() + "; no new card is needed");
  }

  private String ring(CertificateTerm term, Instant now) {
    return term.isLate(now) ? "; ring " + who() + " and say: the certificate of " + agency + " ends on " + term.lastDay()
        + ", its request lies in the server's renewals/requests/" : "";
  }

  private String who() {
    return coordinator.map(Coordinator::line).orElse("the coordinator");
  }

  private String name() {
    return String.valueOf(certificate.getFileName());
  }
}
