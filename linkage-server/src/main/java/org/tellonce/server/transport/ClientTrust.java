package org.tellonce.server.transport;

import java.io.IOException;
import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509CertSelector;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.tellonce.protocol.keys.CertificatePath;
import org.tellonce.protocol.keys.CertificateTerm;
import org.tellonce.protocol.keys.P256;

/// Which client certificates TLS lets through: with a P-256 key, for client authentication, below the root of the rules of this moment, and valid now; or over, and of
/// the key on a member's card, for the [Door] to answer.
///
/// @see "transport.md, Connection"
public final class ClientTrust extends X509ExtendedTrustManager {
  private static final String CLIENT_AUTHENTICATION = "1.3.6.1.5.5.7.3.2";

  private final Members members;
  private final Supplier<X509Certificate> root;
  private final Supplier<List<X509Certificate>> known;
  private final InstantSource clock;

  /// @param members whose certificates may be over
  /// @param root what the rules name
  /// @param known certificates that may stand between a client's and the root, beside those that the client sends
  public ClientTrust(Members members, Supplier<X509Certificate> root, Supplier<List<X509Certificate>> known, InstantSource clock) {
    this.members = members;
    this.root = root;
    this.known = known;
    this.clock = clock;
  }

  private void check(X509Certificate[] chain) throws CertificateException {
    if (chain.length == 0 || !P256.holds(chain[0].getPublicKey()) || chain[0].getBasicConstraints() >= 0) {
      throw new CertificateException("not the certificate of a client");
    }
    var between = new ArrayList<>(known.get());
    between.addAll(List.of(chain));
    Instant now = clock.instant();
    CertificateTerm term = CertificateTerm.of(chain[0]);
    if (CertificatePath.find(client(chain[0]), between, List.of(root.get()), term.last(now)).isEmpty()) {
      throw new CertificateException("no way from the certificate to the collaborative's root");
    }
    if (term.isOver(now) && members.agencyOf(chain[0]).isEmpty()) {
      throw new CertificateException("over, and of no member");
    }
  }

  private static X509CertSelector client(X509Certificate certificate) throws CertificateException {
    var target = new X509CertSelector();
    target.setCertificate(certificate);
    target.setKeyUsage(new boolean[] {true});
    try {
      target.setExtendedKeyUsage(Set.of(CLIENT_AUTHENTICATION));
    } catch (IOException e) {
      throw new CertificateException(e);
    }
    return target;
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
