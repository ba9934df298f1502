package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.keys.P256;
import org.tellonce.protocol.keys.Pem;

class RenewCommandTest extends IssuingFolders {
  private Asker member;
  private Path renewed;

  @BeforeEach
  void member() throws IOException {
    member = asks("child_welfare", TestPki.AGENCY);
    renewed = issued.resolve("child_welfare.pem");
    rules(member);
  }

  private void renews(String summary) {
    done(renew());
    assertThat(terminal.out()).contains("Renewals: " + summary);
    assertThat(terminal.err()).isEmpty();
  }

  private void refuses(String... told) {
    ends(ExitCode.DATA_REFUSED, renew());
    assertThat(terminal.err()).contains(told);
    assertThat(terminal.err().lines()).as("one line for each, and one at the end").hasSize(2);
  }

  @Test
  void member_getsACertificateOfItsKey_registered_andOneOnlyInTwoNights() throws Exception {
    renews("1 issued, 0 hold long enough, 0 refused.");
    assertThat(terminal.out()).contains("child_welfare: certificate until 2026-05-30.");
    X509Certificate certificate = first(renewed);
    assertThat(certificate.getPublicKey()).isEqualTo(member.pair().getPublic());
    assertThat(certificate.getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(90)));
    assertThat(certificate.getSubjectAlternativeNames()).containsExactly(List.of(6, "tellonce:agency:child_welfare"));
    assertThat(new CertificateFile(renewed).read().orThrow()).endsWith(first(coordinator.resolve("issuing.pem")));
    assertThat(serials()).containsExactly(certificate.getSerialNumber());

    days(1);
    renews("0 issued, 1 hold long enough, 0 refused.");
    assertThat(terminal.out()).doesNotContain("certificate until");
    assertThat(first(renewed)).isEqualTo(certificate);
    assertThat(serials()).hasSize(1);
  }

  @Test
  void nextOne_comesThirtyDaysBeforeTheEnd() {
    renews("1 issued, 0 hold");
    X509Certificate before = first(renewed);
    days(59);
    renews("0 issued, 1 hold");
    days(1);
    renews("1 issued, 0 hold");
    assertThat(first(renewed).getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(90)));
    assertThat(serials()).hasSize(2).contains(before.getSerialNumber());
  }

  @Test
  void memberThatWasOffForMonths_isRenewed() {
    renews("1 issued, 0 hold");
    days(150);
    renews("1 issued, 0 hold");
    assertThat(first(renewed).getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(90)));
  }

  @Test
  void certificateIssuedByHand_counts() {
    done(issue(member, above.resolve("agency.pem")));
    renews("0 issued, 1 hold");
    assertThat(renewed).hasSameTextualContentAs(above.resolve("agency.pem"));
  }

  @Test
  void runKilledBetweenRegisterAndHandOut_isMendedByTheNext() throws IOException {
    renews("1 issued, 0 hold");
    String handedOut = Files.readString(renewed);
    Files.delete(renewed);
    renews("0 issued, 1 hold");
    assertThat(renewed).hasContent(handedOut);

    Files.writeString(renewed, "half of a");
    renews("0 issued, 1 hold");
    assertThat(renewed).hasContent(handedOut);
    assertThat(serials()).hasSize(1);
  }

  @Test
  void lastMonthOfTheIssuingCa_hasNoCertificateEachNight() throws IOException {
    days(340);
    done(renew());
    assertThat(terminal.out()).contains("1 issued");
    assertThat(terminal.err()).contains("end on 2027-03-01; ask the custodians");
    days(1);
    done(renew());
    assertThat(terminal.out()).contains("0 issued, 1 hold");
    assertThat(serials()).hasSize(1);

    done("ca", "request", "--dir", coordinator, "--name", "Harbor County");
    done("ca", "sign", coordinator.resolve("issuing.csr"), "--dir", custodians, "--out", above.resolve("next"));
    done("ca", "install", above.resolve("next"), "--dir", coordinator);
    renews("1 issued, 0 hold");
    assertThat(first(renewed).getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(90)));
  }

  @Test
  void strangersAreRefused_eachByName_andTheMemberIsRenewedAllTheSame() throws IOException {
    asks("school", agency(SCHOOL));
    KeyPair server = P256.newPair(random);
    asks("server", TestPki.LOCALHOST, server);
    asks("court", TestPki.LOCALHOST);
    asks("clinic", TestPki.AGENCY, member.pair());
    Files.writeString(requests.resolve("shelter.csr"), "hello");
    Files.writeString(requests.resolve("child\u001b[31m.csr"), "hello");
    Files.writeString(requests.resolve("notes.txt"), "hello");

    ends(ExitCode.DATA_REFUSED, renew());

    assertThat(terminal.err()).contains("school.csr: no member of rules 3 (", "server.csr: no certificate was ever issued for this key",
        "court.csr: the request of a server in an agency's place", "clinic.csr: the request of another agency, child_welfare",
        "shelter.csr: not a certificate request", "child?[31m.csr: not a certificate request", "6 requests were refused")
        .doesNotContain("\u001b", "notes.txt");
    assertThat(terminal.err().lines()).hasSize(7);
    assertThat(terminal.out()).contains("Renewals: 1 issued, 0 hold long enough, 6 refused.");
    assertThat(issued).isDirectoryContaining("glob:**/child_welfare.pem");
    assertThat(serials()).hasSize(1);
    try (var files = Files.list(issued)) {
      assertThat(files).hasSize(1);
    }
  }

  @Test
  void otherKeyThanTheCards_isRefused() throws IOException {
    Files.delete(member.request());
    asks("child_welfare", TestPki.AGENCY, P256.newPair(random));

    refuses("child_welfare.csr: not the key of its card in rules 3", "its new card goes into new rules");
    assertThat(serials()).isEmpty();
  }

  @Test
  void flippedBit_isRefused() throws IOException {
    byte[] der = Base64.getMimeDecoder().decode(Files.readString(member.request()).replaceAll("-----.*-----", ""));
    der[der.length - 5] ^= 1;
    Files.writeString(member.request(), Pem.block("CERTIFICATE REQUEST", der));

    refuses("child_welfare.csr: its signature does not fit its key");
    assertThat(issued).doesNotExist();
  }

  @Test
  void revokedKey_isRefused_alsoOfACertificateThatIsOver() {
    done(issue(member, above.resolve("agency.pem")));
    days(100);
    done(revoke(TestPki.CHILD_WELFARE));

    refuses("child_welfare.csr: its key was revoked, for good", "new card goes into new rules");
    assertThat(serials()).hasSize(1);
    assertThat(issued).doesNotExist();
  }

  @Test
  void keyRevokedLastYear_isRefusedThisYear() {
    done(issue(member, above.resolve("agency.pem")));
    done(revoke(TestPki.CHILD_WELFARE));
    days(330);
    done("ca", "request", "--dir", coordinator, "--name", "Harbor County");
    done("ca", "sign", coordinator.resolve("issuing.csr"), "--dir", custodians, "--out", above.resolve("next"));
    done("ca", "install", above.resolve("next"), "--dir", coordinator);
    days(60);

    refuses("child_welfare.csr: its key was revoked");
  }

  @Test
  void server_isRenewedForItsKeyAndNamesOnly() throws Exception {
    Asker server = asks("server", TestPki.LOCALHOST);
    done(issue(server, above.resolve("server.pem")));
    days(75);
    done(renew());
    assertThat(terminal.out()).contains("Renewals: 2 issued");
    X509Certificate certificate = first(issued.resolve("server.pem"));
    assertThat(certificate.getPublicKey()).isEqualTo(server.pair().getPublic());
    assertThat(certificate.getExtendedKeyUsage()).containsExactly("1.3.6.1.5.5.7.3.1");

    Files.delete(server.request());
    asks("server", new Holder.Server(List.of("localhost", "harbor.example"), List.of("127.0.0.1")), server.pair());
    refuses("server.csr: no certificate was ever issued for this key and these names", "tellonce keys issue");
    assertThat(first(issued.resolve("server.pem"))).isEqualTo(certificate);

    Files.delete(server.request());
    asks("server", new Holder.Server(List.of("localhost"), List.of()), server.pair());
    refuses("server.csr: no certificate was ever issued for this key and these names");
  }

  @Test
  void agencyThatIsCalledServer_isRefused() throws IOException {
    Asker agency = asks("server", agency(new AgencyId("server")));
    rules(member, agency);

    refuses("server.csr: the server's place, but the request of agency server", "tellonce keys issue");
    done(issue(agency, above.resolve("agency.pem")));
  }

  @Test
  void rulesThatFewerThanTwoSigned_renewNobody() throws IOException {
    unsigned(member);
    ends(ExitCode.RULES, renew());
    done("rules", "sign", rulesFile, "--key", custodians.resolve("alma.key"));
    ends(ExitCode.RULES, renew());
    assertThat(terminal.err()).contains("collaborative.json", "1 good of 2");
    assertThat(serials()).isEmpty();
    assertThat(issued).doesNotExist();
  }

  @Test
  void rulesWithAnotherRoot_renewNobody() throws IOException {
    done("ca", "root", "--dir", above.resolve("strangers"), "--name", "Harbor County");
    Files.copy(above.resolve("strangers/root.pem"), custodians.resolve("root.pem"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    rules(member);

    ends(ExitCode.KEY, renew());
    assertThat(terminal.err()).contains("another root than that of the rules");
    assertThat(serials()).isEmpty();
  }

  @Test
  void register_isNotTakenForTheOperatorsFolder() {
    issued = coordinator.resolve("../coordinator/issued");
    ends(ExitCode.USAGE, renew());
    assertThat(terminal.err()).contains("--out is the folder for the operator");
    assertThat(serials()).isEmpty();
  }

  @Test
  void folderThatIsNotThere_isSaid() throws IOException {
    Files.delete(member.request());
    renews("0 issued, 0 hold long enough, 0 refused.");
    Files.delete(requests);
    ends(ExitCode.DATA_REFUSED, renew());
    assertThat(terminal.err()).contains("requests: no such folder");
  }
}
