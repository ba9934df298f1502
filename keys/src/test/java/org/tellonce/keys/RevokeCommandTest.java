package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.ExitCode;

class RevokeCommandTest extends IssuingFolders {
  private Asker childWelfare;
  private Asker school;

  @BeforeEach
  void certificates() {
    childWelfare = asks("child_welfare", TestPki.AGENCY);
    school = asks("school", agency(SCHOOL));
    done(issue(childWelfare, above.resolve("child_welfare.pem")));
    done(issue(school, above.resolve("school.pem")));
  }

  /// The list as the JDK reads it, its signature checked up to the root.
  private X509CRL list() throws Exception {
    String text = Files.readString(revoked, US_ASCII);
    assertThat(text.lines().filter(line -> line.startsWith("-----BEGIN"))).containsExactly("-----BEGIN X509 CRL-----", "-----BEGIN CERTIFICATE-----",
        "-----BEGIN CERTIFICATE-----");
    var factory = CertificateFactory.getInstance("X.509");
    var crl = (X509CRL) factory.generateCRL(new ByteArrayInputStream(text.getBytes(US_ASCII)));
    byte[] rest = text.substring(text.indexOf("-----BEGIN CERTIFICATE")).getBytes(US_ASCII);
    List<X509Certificate> path = factory.generateCertificates(new ByteArrayInputStream(rest)).stream().map(X509Certificate.class::cast).toList();
    assertThat(path.getLast()).isEqualTo(root());
    path.getFirst().verify(root().getPublicKey());
    crl.verify(path.getFirst().getPublicKey());
    assertThat(crl.getIssuerX500Principal()).isEqualTo(path.getFirst().getSubjectX500Principal());
    assertThat(crl.getNextUpdate()).isEqualTo(path.getFirst().getNotAfter());
    assertThat(crl.getVersion()).isEqualTo(2);
    return crl;
  }

  /// The number of a list whose number has one byte: an OCTET STRING around an INTEGER.
  private static void hasNumber(X509CRL crl, int number) {
    assertThat(crl.getExtensionValue("2.5.29.20")).isEqualTo(HexFormat.of().parseHex("0403" + "0201" + HexFormat.of().toHexDigits((byte) number)));
  }

  @Test
  void list_namesEveryCertificateOfTheAgency_andNoOther() throws Exception {
    done(issue(childWelfare, above.resolve("second.pem"), "--days", 10));
    days(20);

    done(revoke(TestPki.CHILD_WELFARE));

    assertThat(terminal.out()).contains("agency child_welfare: revoked 2 certificates, 1 of them not over.", "list 1 with 2.",
        "tellonce server enrol --revoked", "new card");
    X509CRL crl = list();
    hasNumber(crl, 1);
    assertThat(crl.isRevoked(first(above.resolve("child_welfare.pem")))).isTrue();
    assertThat(crl.isRevoked(first(above.resolve("second.pem")))).as("one that is over might still ask for a renewal").isTrue();
    assertThat(crl.isRevoked(first(above.resolve("school.pem")))).isFalse();
    assertThat(crl.getThisUpdate().toInstant()).isEqualTo(now);
    assertThat(coordinator.resolve("revoked.pem")).hasSameBinaryContentAs(revoked);
  }

  @Test
  void numbersRise_andEarlierSerialsStay_withTheirDay() throws Exception {
    Instant firstDay = now;
    done(revoke(TestPki.CHILD_WELFARE));
    byte[] one = Files.readAllBytes(revoked);
    done(revoke(TestPki.CHILD_WELFARE));
    assertThat(terminal.out()).contains("all its certificates were revoked before", "list 1 with 1.");
    assertThat(revoked).hasBinaryContent(one);
    days(1);
    done(revoke(SCHOOL));

    X509CRL crl = list();
    hasNumber(crl, 2);
    assertThat(crl.getRevokedCertificates()).hasSize(2);
    assertThat(crl.getRevokedCertificate(first(above.resolve("child_welfare.pem"))).getRevocationDate().toInstant()).isEqualTo(firstDay);
    assertThat(crl.getRevokedCertificate(first(above.resolve("school.pem"))).getRevocationDate().toInstant()).isEqualTo(now);
  }

  @Test
  void runKilledBeforeTheListWasHandedOut_isRunAgain() throws Exception {
    done(revoke(TestPki.CHILD_WELFARE));
    Files.delete(revoked);
    done(revoke(TestPki.CHILD_WELFARE));
    hasNumber(list(), 1);
  }

  @Test
  void nextYearsKey_signsTheListAnew_andRevokesWhatThisYearsIssued() throws Exception {
    done(revoke(TestPki.CHILD_WELFARE));
    X509Certificate thisYear = first(coordinator.resolve("issuing.pem"));
    days(320);
    done(issue(school, above.resolve("late.pem")));
    done("ca", "request", "--dir", coordinator, "--name", "Harbor County");
    done("ca", "sign", coordinator.resolve("issuing.csr"), "--dir", custodians, "--out", above.resolve("next"));
    done("ca", "install", above.resolve("next"), "--dir", coordinator);
    assertThat(terminal.out()).contains("revoked.pem: list 2, signed anew; bring it to the operator");
    done("ca", "install", above.resolve("next"), "--dir", coordinator);
    assertThat(terminal.out()).doesNotContain("signed anew");

    done(revoke(SCHOOL));

    X509CRL crl = list();
    hasNumber(crl, 3);
    assertThat(crl.getNextUpdate()).isAfter(thisYear.getNotAfter());
    assertThat(crl.isRevoked(first(above.resolve("late.pem")))).isTrue();
    assertThat(crl.isRevoked(first(above.resolve("child_welfare.pem")))).isTrue();
  }

  @Test
  void server_isRevokedByOneOfItsNames() throws Exception {
    Asker server = asks("server", TestPki.LOCALHOST);
    done(issue(server, above.resolve("server.pem")));

    done("revoke", "--server", "localhost", "--dir", coordinator, "--out", revoked);

    assertThat(terminal.out()).contains("server localhost: revoked 1 certificate, 1 of them not over.");
    assertThat(list().isRevoked(first(above.resolve("server.pem")))).isTrue();
  }

  @Test
  void holderWithoutACertificate_orBothAtOnce_revokesNothing() {
    ends(ExitCode.DATA_REFUSED, "revoke", "--agency", "court", "--dir", coordinator, "--out", revoked);
    assertThat(terminal.err()).contains("agency court: has no certificate in", "nothing was revoked");
    ends(ExitCode.DATA_REFUSED, "revoke", "--server", "school", "--dir", coordinator, "--out", revoked);
    assertThat(terminal.err()).contains("server school: has no certificate in");
    ends(ExitCode.USAGE, "revoke", "--agency", "school", "--server", "localhost", "--dir", coordinator, "--out", revoked);
    assertThat(revoked).doesNotExist();
    assertThat(coordinator.resolve("revoked.pem")).doesNotExist();
  }

  @Test
  void fileThatIsNoList_isNotWrittenOver() throws IOException {
    Files.writeString(revoked, "a letter");
    ends(ExitCode.DATA_REFUSED, revoke(SCHOOL));
    assertThat(terminal.err()).contains("revoked.pem: already there, and no revocation list");
    assertThat(revoked).hasContent("a letter");
    assertThat(coordinator.resolve("revoked.pem")).doesNotExist();
  }

  @Test
  void listOfAnotherRoot_damagedList_orDamagedRegister_isNamed_andNothingIsSigned() throws IOException {
    var stranger = new TestPki(() -> now);
    var list = new RevocationList(BigInteger.TEN, new java.util.TreeMap<>()).signedBy(stranger.issuing, now, random);
    Path own = coordinator.resolve("revoked.pem");
    Files.write(own, RevocationFile.text(list, stranger.issuing.certificate(), stranger.root.certificate()));
    ends(ExitCode.DATA_REFUSED, revoke(SCHOOL));
    assertThat(terminal.err()).contains("revoked.pem: damaged, or not signed by an issuing CA below the root", "backup");

    Files.writeString(own, "hello");
    ends(ExitCode.DATA_REFUSED, revoke(SCHOOL));
    assertThat(terminal.err()).contains("revoked.pem: not a revocation list");
    Files.delete(own);

    Path registered = coordinator.resolve("issued").resolve("00.pem");
    Files.writeString(registered, "hello");
    ends(ExitCode.DATA_REFUSED, revoke(SCHOOL));
    assertThat(terminal.err()).contains("00.pem: ");
    Files.copy(coordinator.resolve("issuing.pem"), registered, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    ends(ExitCode.DATA_REFUSED, revoke(SCHOOL));
    assertThat(terminal.err()).contains("00.pem: not a certificate and its issuing CA's");
    assertThat(revoked).doesNotExist();
  }
}
