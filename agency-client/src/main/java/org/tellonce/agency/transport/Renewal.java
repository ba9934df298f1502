package org.tellonce.agency.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tellonce.keys.CertificateFile;
import org.tellonce.keys.TlsIdentity;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.keys.CertificateTerm;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.RenewalAnswer;
import org.tellonce.protocol.transport.Route;

/// The renewal of the agency's certificate, with the same key: asked for each night from when two thirds of its term are over, also when it is over. What comes is
/// believed only if it is this agency's own.
///
/// @see "transport.md, Renewal"
public final class Renewal {
  private static final String DOING = "the renewal of the certificate";

  private final TlsIdentity identity;
  private final Server server;
  private final CertificateFolder folder;
  private final Optional<X509Certificate> root;
  private final SecureRandom random;

  /// What became of it.
  public sealed interface Outcome {
    /// It is not time yet.
    record NotDue() implements Outcome {}

    /// A new certificate lies there.
    record Renewed(CertificateTerm term) implements Outcome {}

    /// There is none yet.
    ///
    /// @param term of the present one
    /// @param reason why, if it does not simply wait for the coordinator
    record Waiting(CertificateTerm term, Optional<String> reason) implements Outcome {}
  }

  /// @param identity perhaps over
  /// @param root of the rules, if they are known
  public Renewal(TlsIdentity identity, Server server, CertificateFolder folder, Optional<X509Certificate> root, SecureRandom random) {
    this.identity = identity;
    this.server = server;
    this.folder = folder;
    this.root = root;
    this.random = random;
  }

  /// Asks, and installs what comes.
  ///
  /// @throws Stop if the certificate was revoked
  public Outcome run(Instant now) {
    if (!identity.term().isDue(now)) {
      return new Outcome.NotDue();
    }
    byte[] request = folder.request(identity, random).toBytes();
    ServerAnswer answer;
    try {
      answer = server.call(Route.RENEWALS, Route.RENEWALS.path(), request);
    } catch (Stop stop) {
      return waiting(stop.line());
    }
    return switch (answer) {
      case ServerAnswer.Refused refused when refused.problem().code() == ProblemCode.CERTIFICATE_REVOKED -> throw refused.stop(DOING);
      case ServerAnswer.Refused refused -> waiting(refused.stop(DOING).line());
      case ServerAnswer.Done done -> switch (RenewalAnswer.parse(done.body())) {
        case Parsed.Rejected<RenewalAnswer> _ -> waiting("the server's answer to " + DOING + " cannot be read");
        case Parsed.Valid<RenewalAnswer>(RenewalAnswer.Waiting _) -> new Outcome.Waiting(identity.term(), Optional.empty());
        case Parsed.Valid<RenewalAnswer>(RenewalAnswer.Issued(String certificates)) -> take(certificates, now);
      };
    };
  }

  private Outcome take(String certificates, Instant now) {
    return switch (CertificateFile.parse(certificates.getBytes(US_ASCII)).flatMap(offered -> identity.successor(offered, root, now))) {
      case Parsed.Rejected<List<X509Certificate>>(List<Problem> problems) -> waiting("the certificate that the server sent " + problems.getFirst()
          + " and was not taken");
      case Parsed.Valid<List<X509Certificate>>(List<X509Certificate> newer) -> {
        folder.install(identity, newer);
        yield new Outcome.Renewed(CertificateTerm.of(newer.getFirst()));
      }
    };
  }

  private Outcome waiting(String reason) {
    return new Outcome.Waiting(identity.term(), Optional.of(reason));
  }
}
