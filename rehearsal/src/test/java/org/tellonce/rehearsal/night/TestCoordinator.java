package org.tellonce.rehearsal.night;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import org.bouncycastle.asn1.x509.CRLNumber;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509v2CRLBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.tellonce.keys.Authority;
import org.tellonce.keys.CertificateFile;
import org.tellonce.keys.CertificateRequest;
import org.tellonce.keys.CertificateRequestFile;
import org.tellonce.keys.Holder;
import org.tellonce.keys.PrivateKeyFile;
import org.tellonce.protocol.keys.P256;
import org.tellonce.protocol.keys.Pem;

/// The coordinator of a [TestCollaborative], with the issuing CA: answers what lies in the server's `renewals/`, and makes revocation lists, the wrong ones too.
final class TestCoordinator {
  private static final int DAYS = 90;

  private final Path server;
  private final InstantSource clock;
  private final X509Certificate root;
  private final X509Certificate certificate;
  private final PrivateKey key;

  private TestCoordinator(Path server, InstantSource clock, X509Certificate root, X509Certificate certificate, PrivateKey key) {
    this.server = server;
    this.clock = clock;
    this.root = root;
    this.certificate = certificate;
    this.key = key;
  }

  /// The coordinator of this collaborative.
  static TestCoordinator of(TestCollaborative harbor, InstantSource clock) {
    PrivateKey key = new PrivateKeyFile(find(harbor, "issuing.key")).read("EC").orThrow();
    return new TestCoordinator(harbor.serverFolder(), clock, read(find(harbor, "root.pem")), read(find(harbor, "issuing.pem")), key);
  }

  /// A file of the CA, wherever the collaborative keeps it.
  private static Path find(TestCollaborative harbor, String name) {
    return TestCollaborative.files(harbor.folder()).stream().filter(file -> file.endsWith(name)).findFirst().orElseThrow();
  }

  /// Somebody who signs with a key of their own, under the issuing CA's certificate.
  TestCoordinator forger() {
    return new TestCoordinator(server, clock, root, certificate, P256.newPair(TestCollaborative.RANDOM).getPrivate());
  }

  static X509Certificate read(Path file) {
    return new CertificateFile(file).read().orThrow().getFirst();
  }

  private Path issued(String name) {
    return server.resolve("renewals").resolve("issued").resolve(name + ".pem");
  }

  Path request(String name) {
    return server.resolve("renewals").resolve("requests").resolve(name + ".csr");
  }

  /// Issues a certificate for the request of this name, in the place of an earlier one.
  ///
  /// @return the certificate
  X509Certificate answers(String name) {
    return issues(name, new CertificateRequestFile(request(name)).read().orThrow());
  }

  /// Issues a certificate for what somebody asked for, under this name.
  X509Certificate issues(String name, CertificateRequest request) {
    return issues(name, new Authority(key, certificate, clock, TestCollaborative.RANDOM), request, certificate);
  }

  /// A certificate of somebody else's CA, under this name.
  void smuggles(String name, CertificateRequest request) {
    Authority issuing = Authority.root("Harbor County", clock, TestCollaborative.RANDOM).issuing();
    issues(name, issuing, request, issuing.certificate());
  }

  private X509Certificate issues(String name, Authority authority, CertificateRequest request, X509Certificate above) {
    X509Certificate made = authority.issue(request, DAYS);
    try {
      Files.createDirectories(issued(name).getParent());
      Files.deleteIfExists(issued(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    new CertificateFile(issued(name)).create(List.of(made, above));
    return made;
  }

  /// A request of an agency's own form with another key.
  static CertificateRequest withAnotherKey(Holder holder) {
    return CertificateRequest.parse(CertificateRequest.create(holder, P256.newPair(TestCollaborative.RANDOM), TestCollaborative.RANDOM)).orThrow();
  }

  /// A revocation list of these certificates.
  Path revokes(long number, Collection<X509Certificate> certificates) {
    try {
      var builder = new JcaX509v2CRLBuilder(certificate, Date.from(clock.instant()));
      builder.setNextUpdate(certificate.getNotAfter());
      certificates.forEach(each -> builder.addCRLEntry(each.getSerialNumber(), Date.from(clock.instant()), 0));
      builder.addExtension(Extension.cRLNumber, false, new CRLNumber(java.math.BigInteger.valueOf(number)));
      byte[] list = builder.build(new JcaContentSignerBuilder(P256.SIGNATURE).build(key)).getEncoded();
      Path file = Files.createTempFile(server.getParent(), "revoked-" + number + "-", ".pem");
      Files.writeString(file, Pem.block("X509 CRL", list) + Pem.block("CERTIFICATE", certificate.getEncoded()) + Pem.block("CERTIFICATE", root
          .getEncoded()));
      return file;
    } catch (CertIOException | OperatorCreationException | GeneralSecurityException e) {
      throw new AssertionError(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
