package org.tellonce.server.transport;

import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.keys.CertificateTerm;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

/// With which certificate somebody may make a call, at this moment: the handshake may be hours old.
///
/// @param members whose certificate it is
/// @param revoked whether a certificate stands in the revocation list
/// @see "transport.md, Connection"
public record Admission(Members members, Predicate<X509Certificate> revoked, InstantSource clock) {
  private static final String WHERE = "certificate";

  /// The client's certificate of a connection.
  static Optional<X509Certificate> certificate(SSLSession session) {
    try {
      return session.getPeerCertificates()[0] instanceof X509Certificate certificate ? Optional.of(certificate) : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  /// The member whose certificate it is.
  Optional<AgencyId> agencyOf(X509Certificate certificate) {
    return members.agencyOf(certificate);
  }

  /// Why a call may not be made with a certificate.
  Optional<Answer> refusal(X509Certificate certificate, @Nullable Route route) {
    if (revoked.test(certificate)) {
      return Optional.of(Answer.refused(ProblemCode.CERTIFICATE_REVOKED, List.of(new Problem(WHERE, "was revoked",
          "ring the coordinator: with its key it is of no use any more"))));
    }
    CertificateTerm term = CertificateTerm.of(certificate);
    Instant now = clock.instant();
    if (agencyOf(certificate).isEmpty() || now.isBefore(term.from())) {
      return Optional.of(Answer.refused(ProblemCode.NOT_A_MEMBER));
    }
    if (term.isOver(now) && route != Route.RENEWALS) {
      return Optional.of(Answer.refused(ProblemCode.CERTIFICATE_EXPIRED, List.of(new Problem(WHERE, "ended on " + term.lastDay(),
          "ask for a new one: " + Route.RENEWALS.method() + " " + Route.RENEWALS.template()))));
    }
    return Optional.empty();
  }
}
