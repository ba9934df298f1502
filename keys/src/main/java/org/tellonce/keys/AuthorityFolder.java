package org.tellonce.keys;

import java.nio.file.Path;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.List;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.keys.P256;

/// The custodians' folder as far as certificates go: `root.key root.pem issuing.key issuing.pem ca.pem`.
record AuthorityFolder(Path path) {

  Path rootKey() {
    return path.resolve("root.key");
  }

  Path rootCertificate() {
    return path.resolve("root.pem");
  }

  Path issuingKey() {
    return path.resolve("issuing.key");
  }

  Path issuingCertificate() {
    return path.resolve("issuing.pem");
  }

  /// Issuing CA and root, for everyone.
  Path authority() {
    return path.resolve("ca.pem");
  }

  List<Path> issuingFiles() {
    return List.of(issuingKey(), issuingCertificate(), authority());
  }

  void writeRoot(Authority root) {
    new CertificateFile(rootCertificate()).create(List.of(root.certificate()));
    new PrivateKeyFile(rootKey()).create(root.key());
  }

  void writeIssuing(Authority issuing, Authority root) {
    new CertificateFile(authority()).create(List.of(issuing.certificate(), root.certificate()));
    new CertificateFile(issuingCertificate()).create(List.of(issuing.certificate()));
    new PrivateKeyFile(issuingKey()).create(issuing.key());
  }

  Authority root(InstantSource clock, SecureRandom random) {
    return open(rootKey(), rootCertificate(), clock, random);
  }

  Authority issuing(InstantSource clock, SecureRandom random) {
    return open(issuingKey(), issuingCertificate(), clock, random);
  }

  private static Authority open(Path keyFile, Path certificateFile, InstantSource clock, SecureRandom random) {
    PrivateKey key = new PrivateKeyFile(keyFile).read("EC").orStop(ExitCode.KEY);
    X509Certificate certificate = new CertificateFile(certificateFile).read().orStop(ExitCode.KEY).getFirst();
    if (!P256.belongTogether(key, certificate.getPublicKey(), random)) {
      throw new Stop(ExitCode.KEY, keyFile + ": not the key of " + certificateFile);
    }
    if (clock.instant().isAfter(certificate.getNotAfter().toInstant())) {
      throw new Stop(ExitCode.KEY, certificateFile
          + ": is over; move issuing.key, issuing.pem and ca.pem away, then tellonce keys ca makes new ones");
    }
    return new Authority(key, certificate, clock, random);
  }
}
