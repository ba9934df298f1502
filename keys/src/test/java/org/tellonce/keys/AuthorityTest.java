package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.keys.P256;

class AuthorityTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private final TestPki pki = new TestPki(() -> NOW);

  private static void signedBy(X509Certificate certificate, X509Certificate issuer) throws GeneralSecurityException {
    certificate.verify(issuer.getPublicKey());
    assertThat(certificate.getIssuerX500Principal()).isEqualTo(issuer.getSubjectX500Principal());
  }

  @Test
  void root_signsItself_andMayHaveOneCaBelow() throws GeneralSecurityException {
    X509Certificate root = pki.root.certificate();

    signedBy(root, root);
    assertThat(root.getBasicConstraints()).isEqualTo(1);
    assertThat(root.getSubjectX500Principal().getName()).contains("O=Harbor County");
    assertThat(pki.root.collaborative()).isEqualTo("Harbor County");
  }

  @Test
  void issuingCa_livesAYear_andHasNoCaBelow() throws GeneralSecurityException {
    X509Certificate issuing = pki.issuing.certificate();

    signedBy(issuing, pki.root.certificate());
    assertThat(issuing.getBasicConstraints()).isZero();
    assertThat(issuing.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(365)));
    assertThat(issuing.getKeyUsage()).containsExactly(false, false, false, false, false, true, true, false, false);
    assertThat(issuing.getCriticalExtensionOIDs()).containsExactlyInAnyOrder("2.5.29.15", "2.5.29.19");
  }

  @Test
  void agencysCertificate_isForClients_namesTheAgency_andHolds90Days() throws GeneralSecurityException {
    var pair = P256.newPair(pki.random);

    X509Certificate leaf = pki.issue(TestPki.AGENCY, pair);

    signedBy(leaf, pki.issuing.certificate());
    assertThat(leaf.getPublicKey()).isEqualTo(pair.getPublic());
    assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(6, "tellonce:agency:child_welfare"));
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.2");
    assertThat(leaf.getKeyUsage()).containsExactly(true, false, false, false, false, false, false, false, false);
    assertThat(leaf.getBasicConstraints()).isEqualTo(-1);
    assertThat(leaf.getNotBefore().toInstant()).isEqualTo(NOW.minus(Duration.ofMinutes(5)));
    assertThat(leaf.getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(90)));
    assertThat(leaf.getSigAlgName()).isEqualTo("SHA256withECDSA");
  }

  @Test
  void serversCertificate_isForServers_andHasTheRequestsNames() throws GeneralSecurityException {
    var holder = new Holder.Server(List.of("link.harbor.example", "localhost"), List.of("127.0.0.1", "0:0:0:0:0:0:0:1"));

    X509Certificate leaf = pki.issue(holder, P256.newPair(pki.random));

    assertThat(leaf.getSubjectAlternativeNames()).containsExactly(List.of(2, "link.harbor.example"), List.of(2, "localhost"),
        List.of(7, "127.0.0.1"), List.of(7, "0:0:0:0:0:0:0:1"));
    assertThat(leaf.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");
  }

  @Test
  void certificate_endsWithItsIssuer() {
    var later = new Authority(pki.issuing.key(), pki.issuing.certificate(), () -> NOW.plus(Duration.ofDays(350)), pki.random);

    X509Certificate leaf = later.issue(pki.request(TestPki.AGENCY, P256.newPair(pki.random)), 90);

    assertThat(leaf.getNotAfter()).isEqualTo(pki.issuing.certificate().getNotAfter());
  }

  @Test
  void serials_areLongAndDiffer() {
    var request = pki.request(TestPki.AGENCY, P256.newPair(pki.random));
    var a = pki.issuing.issue(request, 90).getSerialNumber();
    var b = pki.issuing.issue(request, 90).getSerialNumber();

    assertThat(a).isNotEqualTo(b).isPositive();
    assertThat(a.bitLength()).isGreaterThan(64);
  }

  @Test
  void moreThan90Days_orStraightFromTheRoot_isRefused() {
    var request = pki.request(TestPki.AGENCY, P256.newPair(pki.random));

    assertThatIllegalArgumentException().isThrownBy(() -> pki.issuing.issue(request, 91));
    assertThatIllegalArgumentException().isThrownBy(() -> pki.issuing.issue(request, 0));
    assertThatIllegalArgumentException().isThrownBy(() -> pki.root.issue(request, 90));
  }

  @Test
  void keyOfAnotherCertificate_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new Authority(pki.root.key(), pki.issuing.certificate(), () -> NOW, pki.random));
  }
}
