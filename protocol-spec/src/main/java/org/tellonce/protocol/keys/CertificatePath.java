package org.tellonce.protocol.keys;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertStore;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/// The way from a certificate up to the collaborative's root.
///
/// @see "keys.md, Certificates"
public final class CertificatePath {
  private CertificatePath() {}

  /// The certificates from the one asked for to the one below the root, each valid at a moment; empty if no root leads to it then.
  ///
  /// @param target the certificate, and what it must be good for
  /// @param known what may stand between it and a root, in any order, others too
  public static List<X509Certificate> find(X509CertSelector target, Collection<X509Certificate> known, Collection<X509Certificate> roots,
      Instant now) {
    if (roots.isEmpty()) {
      return List.of();
    }
    try {
      Set<TrustAnchor> anchors = roots.stream().map(root -> new TrustAnchor(root, null)).collect(Collectors.toSet());
      var parameters = new PKIXBuilderParameters(anchors, target);
      parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(known)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      return CertPathBuilder.getInstance("PKIX").build(parameters).getCertPath().getCertificates().stream().map(X509Certificate.class::cast).toList();
    } catch (CertPathBuilderException e) {
      return List.of();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has PKIX", e);
    }
  }
}
