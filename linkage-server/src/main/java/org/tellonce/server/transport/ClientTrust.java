package org.tellonce.server.transport;

import java.io.IOException;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.CertPathBuilder;
import java.security.cert.CertStore;
import java.security.cert.CertificateException;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.tellonce.protocol.transport.RequestSignature;

/// Which client certificates TLS lets through: with a P-256 key, for client authentication, valid now, below the root of the rules of this moment.
///
/// @see "transport.md, Connection"
public final class ClientTrust extends X509ExtendedTrustManager {
  private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

  private final Supplier<X509Certificate> root;
  private final List<X509Certificate> known;
  private final InstantSource clock;

  /// @param root what the rules name
  /// @param known certificates that may stand between a client's and the root, beside those that the client sends
  public ClientTrust(Supplier<X509Certificate> root, List<X509Certificate> known, InstantSource clock) {
    this.root = root;
    this.known = List.copyOf(known);
    this.clock = clock;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain.length == 0 || !RequestSignature.isP256(chain[0].getPublicKey()) || chain[0].getBasicConstraints() >= 0) {
      throw new CertificateException("not the certificate of a client");
    }
    try {
      var target = new X509CertSelector();
      target.setCertificate(chain[0]);
      target.setExtendedKeyUsage(Set.of(CLIENT_AUTHENTICATION));
      target.setKeyUsage(new boolean[] {true});
      var parameters = new PKIXBuilderParameters(Set.of(new TrustAnchor(root.get(), null)), target);
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(clock.instant()));
      var between = new ArrayList<>(known);
      between.addAll(List.of(chain));
      parameters.addCertStore(CertStore.getInstance("Collection", new CollectionCertStoreParameters(between)));
      CertPathBuilder.getInstance("PKIX").build(parameters);
    } catch (GeneralSecurityException | IOException e) {
      throw new CertificateException("no way from the certificate to the collaborative's root", e);
    }
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
    check(chain);
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket) throws CertificateException {
    throw new CertificateException("this is a server");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine) throws CertificateException {
    throw new CertificateException("this is a server");
  }

  @Override
  public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
    throw new CertificateException("this is a server");
  }

  /// None: a client has one certificate for this server, and strangers need not learn whom we trust.
  @Override
  public X509Certificate[] getAcceptedIssuers() {
    return new X509Certificate[0];
  }
}
