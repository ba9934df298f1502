package org.tellonce.server.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.keys.CertificatePath;
import org.tellonce.protocol.keys.CertificateTerm;

/// Which certificate may take the place of another: of the same key, the same names and the same purpose, below the root, good now, not revoked, and ending later.
///
/// @param present the one that it follows
/// @param root of the rules
/// @see "transport.md, Renewal"
record Successor(X509Certificate present, X509Certificate root, Predicate<X509Certificate> revoked) {
  private static final String REMEDY = "have it issued for the request of the same name (tellonce keys renew), or take the file away";

  /// The certificates in a PEM text from the new one up to the one below the root; nothing if it does not end later; or why it is not one.
  Parsed<Optional<List<X509Certificate>>> in(String pem, Instant now) {
    List<X509Certificate> offered = certificates(pem);
    if (offered.isEmpty()) {
      return refused("not certificates in PEM");
    }
    X509Certificate own = offered.getFirst();
    if (!Arrays.equals(own.getPublicKey().getEncoded(), present.getPublicKey().getEncoded())) {
      return refused("is of another key");
    }
    if (!names(own).equals(names(present))) {
      return refused("is for another name");
    }
    if (!CertificateTerm.of(own).until().isAfter(CertificateTerm.of(present).until())) {
      return new Parsed.Valid<>(Optional.empty());
    }
    if (revoked.test(own)) {
      return refused("was revoked");
    }
    List<X509Certificate> path = path(own, offered, now);
    return path.isEmpty() ? refused("has no way to the root in the rules that holds now, or is for another purpose") : new Parsed.Valid<>(Optional.of(
        path));
  }

  private List<X509Certificate> path(X509Certificate own, List<X509Certificate> offered, Instant now) {
    var target = new X509CertSelector();
    target.setCertificate(own);
    target.setKeyUsage(new boolean[] {true});
    try {
      List<String> purposes = present.getExtendedKeyUsage();
      target.setExtendedKeyUsage(purposes == null ? Set.of() : Set.copyOf(purposes));
      return own.getBasicConstraints() >= 0 ? List.of() : CertificatePath.find(target, offered, List.of(root), now);
    } catch (IOException | CertificateParsingException e) {
      return List.of();
    }
  }

  private static List<X509Certificate> certificates(String pem) {
    try {
      return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem.getBytes(US_ASCII))).stream().map(
          X509Certificate.class::cast).toList();
    } catch (CertificateException e) {
      return List.of();
    }
  }

  private static Set<List<?>> names(X509Certificate certificate) {
    try {
      @Nullable Collection<List<?>> names = certificate.getSubjectAlternativeNames();
      return names == null ? Set.of() : new HashSet<>(names);
    } catch (CertificateParsingException e) {
      return Set.of();
    }
  }

  private static Parsed<Optional<List<X509Certificate>>> refused(String rule) {
    return new Parsed.Rejected<>(List.of(new Problem("", rule, REMEDY)));
  }
}
