package org.tellonce.keys;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.keys.P256;

/// A root, an issuing CA and what they issue, in memory or in a folder.
final class TestPki {
  static final AgencyId CHILD_WELFARE = new AgencyId("child_welfare");
  static final Holder AGENCY = new Holder.Agency(CHILD_WELFARE);
  static final Holder LOCALHOST = new Holder.Server(List.of("localhost"), List.of("127.0.0.1"));

  final SecureRandom random = new SecureRandom();
  final Authority root;
  final Authority issuing;

  TestPki(InstantSource clock) {
    root = Authority.root("Harbor County", clock, random);
    issuing = root.issuing();
  }

  /// A card with this TLS key.
  static AgencyCard card(AgencyId agency, PublicKey tlsKey) {
    SecureRandom random = new SecureRandom();
    byte[] witness = AgencyKeys.newEd25519Pair(random).getPublic().getEncoded();
    return AgencyCard.of(agency, tlsKey.getEncoded(), WrapKey.random(random).publicKey(), Arrays.copyOfRange(witness, 12, 44));
  }

  CertificateRequest request(Holder holder, KeyPair pair) {
    return CertificateRequest.parse(CertificateRequest.create(holder, pair, random)).orThrow();
  }

  X509Certificate issue(Holder holder, KeyPair pair) {
    return issuing.issue(request(holder, pair), Authority.LEAF_DAYS);
  }

  /// Writes agency.key, agency.pem and ca.pem.
  TlsIdentity.Files write(Path folder, Holder holder) {
    KeyPair pair = P256.newPair(random);
    new PrivateKeyFile(folder.resolve("agency.key")).create(pair.getPrivate());
    new CertificateFile(folder.resolve("agency.pem")).create(List.of(issue(holder, pair), issuing.certificate()));
    new CertificateFile(folder.resolve("ca.pem")).create(List.of(issuing.certificate(), root.certificate()));
    return new TlsIdentity.Files(folder.resolve("agency.key"), folder.resolve("agency.pem"), folder.resolve("ca.pem"));
  }
}
