package org.tellonce.server.transport;

import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.keys.Pem;
import org.tellonce.protocol.transport.RenewalRequest;

/// The rules of renewals: an agency's request is kept for the coordinator, and what came back for it is handed out, if it is what was asked for. For any thread.
///
/// @see "transport.md, Renewal"
public final class Renewals {
  /// The URI before the agency's id in a request.
  private static final String AGENCY_URI = "tellonce:agency:";

  /// What became of a request.
  public sealed interface Outcome {
    /// Nothing newer was issued yet.
    record Waiting() implements Outcome {}

    /// There is a newer one.
    ///
    /// @param certificates in PEM, the agency's own first
    record Issued(String certificates) implements Outcome {}

    /// It cannot be read, or is not signed by its own key.
    record Malformed(List<Problem> problems) implements Outcome {}

    /// It is a request of somebody else.
    record NotTheCallers(Problem problem) implements Outcome {}
  }

  private final RenewalFolder folder;
  private final Supplier<X509Certificate> root;
  private final Predicate<X509Certificate> revoked;
  private final Consumer<String> tell;
  private final InstantSource clock;
  private final Map<AgencyId, String> told = new ConcurrentHashMap<>();

  /// @param root of the rules of this moment
  /// @param revoked whether a certificate stands in the revocation list
  /// @param tell what the operator should know goes there, a line each
  public Renewals(RenewalFolder folder, Supplier<X509Certificate> root, Predicate<X509Certificate> revoked, Consumer<String> tell,
      InstantSource clock) {
    this.folder = folder;
    this.root = root;
    this.revoked = revoked;
    this.tell = tell;
    this.clock = clock;
  }

  /// Keeps a request and looks what there is for it.
  ///
  /// @param present the certificate of the call; its key is that of the agency's card
  public Outcome ask(AgencyId agency, X509Certificate present, RenewalRequest request) {
    return switch (CertificationRequest.parse(request.pem())) {
      case Parsed.Rejected<CertificationRequest>(List<Problem> problems) -> new Outcome.Malformed(problems);
      case Parsed.Valid<CertificationRequest>(CertificationRequest asked) -> {
        Optional<String> wrong = wrong(agency, present, asked);
        if (wrong.isPresent()) {
          yield new Outcome.NotTheCallers(new Problem("request", wrong.get()));
        }
        folder.keepRequest(agency.value(), asked.pem());
        yield issued(agency, present);
      }
    };
  }

  private static Optional<String> wrong(AgencyId agency, X509Certificate present, CertificationRequest asked) {
    if (agency.value().equals(RenewalFolder.SERVER)) {
      return Optional.of("an agency of this name cannot renew by itself: the name is the server's own; have the coordinator issue a certificate");
    }
    if (!asked.uris().equals(List.of(AGENCY_URI + agency)) || asked.others() > 0) {
      return Optional.of("does not name exactly " + AGENCY_URI + agency);
    }
    return Arrays.equals(asked.key().getEncoded(), present.getPublicKey().getEncoded()) ? Optional.empty()
        : Optional.of("is of another key than the agency's card");
  }

  private Outcome issued(AgencyId agency, X509Certificate present) {
    Path file = folder.issued(agency.value());
    try {
      Optional<String> pem = folder.readIssued(agency.value());
      if (pem.isEmpty()) {
        return new Outcome.Waiting();
      }
      return switch (new Successor(present, root.get(), revoked).in(pem.get(), clock.instant()).in(file.toString())) {
        case Parsed.Valid<Optional<List<X509Certificate>>>(Optional<List<X509Certificate>> found) -> found.<Outcome>map(chain -> new Outcome.Issued(
            pem(chain))).orElseGet(Outcome.Waiting::new);
        case Parsed.Rejected<Optional<List<X509Certificate>>>(List<Problem> problems) -> notIssued(agency, problems.getFirst().toString());
      };
    } catch (UncheckedIOException e) {
      return notIssued(agency, file + ": cannot be read");
    }
  }

  /// The operator hears of it once, not each night.
  private Outcome notIssued(AgencyId agency, String line) {
    if (!line.equals(told.put(agency, line))) {
      tell.accept(line);
    }
    return new Outcome.Waiting();
  }

  private static String pem(List<X509Certificate> chain) {
    return chain.stream().map(Renewals::pem).collect(Collectors.joining());
  }

  /// A certificate in PEM.
  static String pem(X509Certificate certificate) {
    try {
      return Pem.block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate that was read can be written", e);
    }
  }
}
