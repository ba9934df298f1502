package org.tellonce.keys;

import java.net.http.HttpClient;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.keys.CertificatePath;
import org.tellonce.protocol.keys.CertificateTerm;
import org.tellonce.protocol.keys.P256;

/// Who an agency is to the server: its private key, its certificate, and the root that it trusts servers by. Signs requests and opens TLS 1.3.
///
/// @see "keys.md, Certificates"
public final class TlsIdentity {
  private static final String CLIENT_AUTH = "1.3.6.1.5.5.7.3.2";
  private static final String TLS = "TLSv1.3";
  private static final String OVER =
      "tellonce agency nightly asks for a new one; if none comes, have the coordinator issue one for agency.csr: no new card";

  private final AgencyId agency;
  private final PrivateKey key;
  private final List<X509Certificate> chain;
  private final List<X509Certificate> authority;
  private final SSLContext context;

  private TlsIdentity(AgencyId agency, PrivateKey key, List<X509Certificate> chain, List<X509Certificate> authority, SSLContext context) {
    this.agency = agency;
    this.key = key;
    this.chain = chain;
    this.authority = authority;
    this.context = context;
  }

  /// Where an identity lies.
  ///
  /// @param key the agency's private key, mode 0600
  /// @param certificate its certificate, perhaps with the issuing CA's
  /// @param authority `ca.pem`: the issuing CA's certificate and the root's
  public record Files(Path key, Path certificate, Path authority) {}

  /// The identity in these files.
  ///
  /// @throws Stop with [ExitCode#KEY] and every problem if it cannot be used now
  public static TlsIdentity open(Files files, InstantSource clock, SecureRandom random) {
    return read(files, clock, random).orStop(ExitCode.KEY);
  }

  /// The identity in these files, or all that keeps it from being used now.
  public static Parsed<TlsIdentity> read(Files files, InstantSource clock, SecureRandom random) {
    return readAlsoOver(files, clock, random).flatMap(identity -> !identity.term().isOver(clock.instant()) ? new Parsed.Valid<>(identity)
        : new Parsed.Rejected<>(List.of(new Problem(files.certificate().toString(), "expired on " + identity.term().lastDay(), OVER))));
  }

  /// The same, but the certificate may be over: then it is good for its renewal only.
  public static Parsed<TlsIdentity> readAlsoOver(Files files, InstantSource clock, SecureRandom random) {
    var problems = new ArrayList<Problem>();
    Optional<PrivateKey> key = valid(new PrivateKeyFile(files.key()).read("EC"), problems);
    Optional<List<X509Certificate>> own = valid(new CertificateFile(files.certificate()).read(), problems);
    Optional<List<X509Certificate>> authority = valid(new CertificateFile(files.authority()).read(), problems);
    if (key.isEmpty() || own.isEmpty() || authority.isEmpty()) {
      return new Parsed.Rejected<>(problems);
    }
    X509Certificate leaf = own.get().getFirst();
    Instant now = clock.instant();
    String place = files.certificate().toString();
    if (!P256.belongTogether(key.get(), leaf.getPublicKey(), random)) {
      problems.add(new Problem(place, "is not the certificate of " + files.key(), "ask for the one that answers your request (agency.csr)"));
    }
    Optional<AgencyId> agency = agency(leaf);
    if (agency.isEmpty()) {
      problems.add(new Problem(place, "is not a certificate of an agency's client", "send agency.csr to the coordinator, who issues certificates"));
    }
    List<X509Certificate> chain = List.of();
    CertificateTerm term = CertificateTerm.of(leaf);
    if (now.isBefore(term.from())) {
      problems.add(new Problem(place, "is not valid yet", "check the clock of this machine"));
    } else {
      chain = path(own.get(), authority.get(), roots(authority.get()), term.last(now));
      if (chain.isEmpty()) {
        problems.add(new Problem(place, "was not issued under the root in " + files.authority() + ", or the issuing CA is over",
            "ask the coordinator for both files again"));
      }
    }
    if (!problems.isEmpty() || agency.isEmpty()) {
      return new Parsed.Rejected<>(problems);
    }
    SSLContext context = context(key.get(), chain, new ServerTrust(roots(authority.get()), clock), random);
    return new Parsed.Valid<>(new TlsIdentity(agency.get(), key.get(), chain, authority.get(), context));
  }

  private static List<X509Certificate> path(List<X509Certificate> own, List<X509Certificate> authority, List<X509Certificate> roots, Instant when) {
    var target = new X509CertSelector();
    target.setCertificate(own.getFirst());
    return CertificatePath.find(target, Stream.concat(own.stream(), authority.stream()).toList(), roots, when);
  }

  /// The certificates with which a newer one goes into the handshake, or why it is not one of this identity.
  ///
  /// @param offered the newer one, then what may stand above it
  /// @param root of the rules, if they are known: the way must lead to it as well as to that of `ca.pem`
  public Parsed<List<X509Certificate>> successor(List<X509Certificate> offered, Optional<X509Certificate> root, Instant now) {
    X509Certificate own = offered.getFirst();
    if (!own.getPublicKey().equals(certificate().getPublicKey())) {
      return notOne("is of another key than agency.key");
    }
    if (!agency(own).equals(Optional.of(agency))) {
      return notOne("is not a certificate of this agency's client");
    }
    if (!CertificateTerm.of(own).until().isAfter(term().until())) {
      return notOne("does not end later than the one that is here");
    }
    List<X509Certificate> path = path(offered, authority, roots(authority), now);
    boolean isOfTheRules = root.isEmpty() || !path(offered, authority, List.of(root.get()), now).isEmpty();
    return path.isEmpty() || !isOfTheRules ? notOne("was not issued under the root in ca.pem and the rules, or does not hold now")
        : new Parsed.Valid<>(
            path);
  }

  private static <T> Parsed<T> notOne(String rule) {
    return new Parsed.Rejected<>(List.of(new Problem("", rule)));
  }

  private static <T> Optional<T> valid(Parsed<T> parsed, List<Problem> problems) {
    return switch (parsed) {
      case Parsed.Valid<T>(T value) -> Optional.of(value);
      case Parsed.Rejected<T>(List<Problem> found) -> {
        problems.addAll(found);
        yield Optional.empty();
      }
    };
  }

  private static Optional<AgencyId> agency(X509Certificate leaf) {
    try {
      List<String> purposes = leaf.getExtendedKeyUsage();
      return purposes != null && purposes.contains(CLIENT_AUTH) && Holder.of(leaf) instanceof Parsed.Valid<Holder>(Holder.Agency(AgencyId id))
          ? Optional.of(id)
          : Optional.empty();
    } catch (CertificateParsingException e) {
      return Optional.empty();
    }
  }

  private static List<X509Certificate> roots(List<X509Certificate> authority) {
    return authority.stream().filter(c -> c.getSubjectX500Principal().equals(c.getIssuerX500Principal())).toList();
  }

  private static SSLContext context(PrivateKey key, List<X509Certificate> chain, ServerTrust trust, SecureRandom random) {
    try {
      var context = SSLContext.getInstance(TLS);
      context.init(new KeyManager[] {new OneKey(key, chain)}, new TrustManager[] {trust}, random);
      return context;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + TLS, e);
    }
  }

  /// The start of an HTTP client that shows this identity, trusts servers below the root only, and speaks nothing older than TLS 1.3.
  public HttpClient.Builder httpClient() {
    return HttpClient.newBuilder().sslContext(context).sslParameters(sslParameters());
  }

  /// The TLS context. Its engines would also speak older versions: set [#sslParameters()] on them.
  public SSLContext sslContext() {
    return context;
  }

  /// TLS 1.3 only, host names checked.
  public SSLParameters sslParameters() {
    var parameters = new SSLParameters();
    parameters.setProtocols(new String[] {TLS});
    parameters.setEndpointIdentificationAlgorithm("HTTPS");
    return parameters;
  }

  /// The agency that the certificate names.
  public AgencyId agency() {
    return agency;
  }

  /// The key that signs requests.
  public PrivateKey signingKey() {
    return key;
  }

  /// The agency's certificate.
  public X509Certificate certificate() {
    return chain.getFirst();
  }

  /// From when to when the certificate holds.
  public CertificateTerm term() {
    return CertificateTerm.of(certificate());
  }

  @Override
  public String toString() {
    return agency + " until " + term().until();
  }
}
