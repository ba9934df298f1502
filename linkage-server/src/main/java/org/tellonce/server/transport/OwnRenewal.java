package org.tellonce.server.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.keys.CertificateTerm;

/// The renewal of the server's own certificate: asks for a new one in good time, and takes it over while the server runs.
///
/// @see "transport.md, Renewal"
public final class OwnRenewal {
  private final ServerIdentity identity;
  private final Path certificateFile;
  private final RenewalFolder folder;
  private final Supplier<X509Certificate> root;
  private final Predicate<X509Certificate> revoked;
  private final InstantSource clock;
  private final SecureRandom random;
  private Optional<String> notTaken = Optional.empty();

  /// @param certificateFile where the present certificate lies
  /// @param root of the rules of this moment
  public OwnRenewal(ServerIdentity identity, Path certificateFile, RenewalFolder folder, Supplier<X509Certificate> root,
      Predicate<X509Certificate> revoked, InstantSource clock, SecureRandom random) {
    this.identity = identity;
    this.certificateFile = certificateFile;
    this.folder = folder;
    this.root = root;
    this.revoked = revoked;
    this.clock = clock;
    this.random = random;
  }

  /// Puts a request down, if it is time and there is none yet.
  ///
  /// @return a line for the operator while there is nothing newer
  public Optional<String> ask() {
    CertificateTerm term = CertificateTerm.of(identity.certificate());
    if (!term.isDue(clock.instant())) {
      return Optional.empty();
    }
    if (!folder.readRequest(RenewalFolder.SERVER).map(CertificationRequest::parse).filter(this::isOwn).isPresent()) {
      folder.keepRequest(RenewalFolder.SERVER, identity.requestPem(random));
    }
    return Optional.of("the server's certificate ends on " + term.lastDay() + ": a new one is asked for in " + folder.request(RenewalFolder.SERVER)
        + (term.isLate(clock.instant()) ? "; none has come yet: ring the coordinator" : ""));
  }

  private boolean isOwn(Parsed<CertificationRequest> request) {
    return request instanceof Parsed.Valid<CertificationRequest>(CertificationRequest asked) && asked.key().equals(identity.certificate()
        .getPublicKey());
  }

  /// Takes a certificate over that was issued since.
  ///
  /// @param before told of it before it is shown
  /// @return a line for the operator, once for each change
  public synchronized Optional<String> refresh(Consumer<X509Certificate> before) {
    Path file = folder.issued(RenewalFolder.SERVER);
    try {
      Optional<String> pem = folder.readIssued(RenewalFolder.SERVER);
      if (pem.isEmpty()) {
        notTaken = Optional.empty();
        return Optional.empty();
      }
      return switch (new Successor(identity.certificate(), root.get(), revoked).in(pem.get(), clock.instant()).in(file.toString())) {
        case Parsed.Valid<Optional<List<X509Certificate>>>(Optional<List<X509Certificate>> found) -> {
          notTaken = Optional.empty();
          yield found.map(chain -> take(chain, before));
        }
        case Parsed.Rejected<Optional<List<X509Certificate>>>(List<Problem> problems) -> once(problems.getFirst().toString());
      };
    } catch (UncheckedIOException e) {
      return once(file + ": cannot be read");
    }
  }

  private String take(List<X509Certificate> chain, Consumer<X509Certificate> before) {
    before.accept(chain.getFirst());
    folder.writer().accept(certificateFile, chain.stream().map(Renewals::pem).collect(Collectors.joining()).getBytes(US_ASCII));
    identity.take(chain);
    return "the server's certificate was renewed until " + CertificateTerm.of(chain.getFirst()).lastDay();
  }

  private Optional<String> once(String line) {
    Optional<String> before = notTaken;
    notTaken = Optional.of(line);
    return notTaken.filter(now -> !before.equals(Optional.of(now)));
  }
}
