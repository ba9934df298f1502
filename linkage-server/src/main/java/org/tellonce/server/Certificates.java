package org.tellonce.server;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.keys.CertificateTerm;
import org.tellonce.server.agreements.CurrentRules;
import org.tellonce.server.audit.Announcements;
import org.tellonce.server.transport.Admission;
import org.tellonce.server.transport.CallHandler;
import org.tellonce.server.transport.ClientTrust;
import org.tellonce.server.transport.OwnRenewal;
import org.tellonce.server.transport.RenewalFolder;
import org.tellonce.server.transport.RenewalHandler;
import org.tellonce.server.transport.Renewals;
import org.tellonce.server.transport.RevocationFile;
import org.tellonce.server.transport.RevocationList;
import org.tellonce.server.transport.Revocations;
import org.tellonce.server.transport.ServerIdentity;

/// The certificates of a running server: its own, renewed while it runs, and those of the agencies, let in, renewed and revoked.
final class Certificates {
  private final CurrentRules rules;
  private final ServerIdentity identity;
  private final OwnRenewal own;
  private final Revocations revocations;
  private final RenewalHandler renewals;
  private final Path revoked;
  private final Optional<Problem> passedOver;
  private final Consumer<String> tell;
  private final InstantSource clock;

  /// What lies in the server's folder.
  ///
  /// @param tell what the operator should know goes there, a line each
  /// @throws Stop if the server's key or certificate cannot be used
  Certificates(ServerConfig config, Path dir, CurrentRules rules, Consumer<String> tell, InstantSource clock, SecureRandom random) {
    this.rules = rules;
    this.tell = tell;
    this.clock = clock;
    this.identity = ServerIdentity.load(config.files().key(), config.files().certificate(), clock.instant(), random).orStop(ExitCode.KEY);
    var file = new RevocationFile(dir.resolve(RevocationFile.NAME));
    this.revoked = file.path();
    Parsed<Optional<RevocationList>> installed = file.installed(rules.authority(), clock.instant());
    this.passedOver = installed instanceof Parsed.Rejected<Optional<RevocationList>>(List<Problem> problems) ? Optional.of(problems.getFirst())
        : Optional.empty();
    this.revocations = new Revocations(file, passedOver.isPresent() ? Optional.empty() : installed.orThrow(), rules::authority, clock);
    var folder = new RenewalFolder(dir.resolve(RenewalFolder.NAME), ServerFolder::write);
    this.own = new OwnRenewal(identity, config.files().certificate(), folder, rules::authority, revocations::isRevoked, clock, random);
    this.renewals = new RenewalHandler(new Renewals(folder, rules::authority, revocations::isRevoked, tell, clock));
  }

  /// Puts down in the log what counts from now on: the revocation list and the server's certificate, a newer one if there is one.
  ///
  /// @throws Stop if the certificate is over, or a newer revocation list was taken before
  void begin(Announcements announcements) {
    long newest = announcements.newestRevocation(RevocationList.rootOf(rules.authority()));
    long held = revocations.list().map(RevocationList::number).orElse(-1L);
    if (held < newest) {
      throw new Stop(ExitCode.RULES, revoked + ": list " + newest
          + " was taken before, and is not here; enrol it again (tellonce server enrol --revoked)" + passedOver.map(problem -> "; " + problem)
              .orElse(""));
    }
    // Of a root before: none of its certificates is let in.
    passedOver.ifPresent(problem -> tell.accept("passed over, for no list below the root in the rules was ever taken: " + problem));
    revocations.list().ifPresent(list -> announcements.revocation(list.root(), list.number(), list.digest()));
    own.refresh(announcements::ownCertificate).ifPresent(tell);
    if (term().isOver(clock.instant())) {
      Optional<String> asked = own.ask();
      throw new Stop(ExitCode.KEY, "the server's certificate is over, agencies would not believe it: " + asked.orElse("ask for a new one"));
    }
    announcements.ownCertificate(identity.certificate());
  }

  /// Takes over what came since the last time.
  ///
  /// @return whether there was something to tell
  boolean refresh(Announcements announcements) {
    Optional<String> list = revocations.refresh(taken -> announcements.revocation(taken.root(), taken.number(), taken.digest()));
    Optional<String> certificate = own.refresh(announcements::ownCertificate);
    list.ifPresent(tell);
    certificate.ifPresent(tell);
    return list.isPresent() || certificate.isPresent();
  }

  /// The work of the night: asks for a new certificate, if it is time.
  void night() {
    own.ask().ifPresent(tell);
  }

  /// Who may make a call with which certificate.
  Admission admission() {
    return new Admission(rules, revocations::isRevoked, clock);
  }

  /// Whose connections TLS lets through.
  ClientTrust trust() {
    return new ClientTrust(rules, rules::authority, identity::authorities, clock);
  }

  /// What answers `POST /v1/renewals`.
  CallHandler renewals() {
    return renewals;
  }

  /// What the server shows.
  ServerIdentity identity() {
    return identity;
  }

  /// Which rules and which revocation list hold, and what lies there and does not.
  List<String> told() {
    return Stream.of(Stream.of("rules " + rules.rules().number()), revocations.list().map(list -> "revocation list " + list.number()).stream(), rules
        .notTaken().stream(), revocations.notTaken().stream()).flatMap(lines -> lines).toList();
  }

  private CertificateTerm term() {
    X509Certificate certificate = identity.certificate();
    return CertificateTerm.of(certificate);
  }
}
