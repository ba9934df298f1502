package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.Fingerprint;

class IssueCommandTest extends IssuingFolders {
  private Path target;

  @BeforeEach
  void target() {
    target = above.resolve("agency.pem");
  }

  @Test
  void issuedCertificate_isUsable_registered_andItsWordsAreTold() throws IOException {
    Asker asked = asks("child_welfare", TestPki.AGENCY);

    done(issue(asked, target, "--days", 30));

    List<X509Certificate> chain = new CertificateFile(target).read().orThrow();
    assertThat(chain).hasSize(2).endsWith(first(coordinator.resolve("issuing.pem")));
    assertThat(chain.getFirst().getNotAfter().toInstant()).isEqualTo(now.plus(Duration.ofDays(30)));
    assertThat(terminal.out()).contains("agency child_welfare", "until 2026-03-31", new CardFile(asked.card()).read().fingerprint().toString());
    String serial = String.format(java.util.Locale.ROOT, "%032x", chain.getFirst().getSerialNumber());
    assertThat(coordinator.resolve("issued").resolve(serial + ".pem")).hasSameTextualContentAs(target);
    String before = Files.readString(target);
    ends(ExitCode.DATA_REFUSED, issue(asked, target));
    assertThat(target).hasContent(before);
    assertThat(serials()).hasSize(1);
  }

  @Test
  void agencysRequest_comesWithItsOwnCard() {
    Asker asked = asks("child_welfare", TestPki.AGENCY);
    Asker again = asks("again", TestPki.AGENCY);
    Asker school = asks("school", agency(SCHOOL));

    ends(ExitCode.USAGE, "issue", asked.request(), "--dir", coordinator, "--out", target);
    assertThat(terminal.err()).contains("--card card.json");
    for (Asker other : List.of(again, school)) {
      ends(ExitCode.DATA_REFUSED, "issue", asked.request(), "--card", other.card(), "--dir", coordinator, "--out", target);
      assertThat(terminal.err()).contains(".card.json: not the card of the agency and key");
    }
    assertThat(target).doesNotExist();
    assertThat(serials()).isEmpty();
  }

  @Test
  void serversRequest_isIssuedToo() {
    Asker asked = asks("server", TestPki.LOCALHOST);

    done(issue(asked, above.resolve("server.pem")));

    assertThat(terminal.out()).contains("server localhost, 127.0.0.1", "server.csr, " + Fingerprint.of(asked.pair().getPublic().getEncoded()));
    assertThat(serials()).hasSize(1);
  }

  @Test
  void brokenRequest_isRefused_andNothingIsWritten() throws IOException {
    Path asked = Files.writeString(above.resolve("bad.csr"), "hello");

    ends(ExitCode.DATA_REFUSED, "issue", asked, "--dir", coordinator, "--out", target);
    assertThat(terminal.err()).contains("bad.csr", "not a certificate request");
    ends(ExitCode.DATA_REFUSED, "issue", above.resolve("none.csr"), "--dir", coordinator, "--out", target);
    assertThat(terminal.err()).contains("none.csr: no such file");
    assertThat(target).doesNotExist();
  }

  @Test
  void issuingKeyThatOthersCanRead_isNotThere_orAnothers_isKey() throws IOException {
    Asker asked = asks("child_welfare", TestPki.AGENCY);
    ends(ExitCode.KEY, "issue", asked.request(), "--card", asked.card(), "--dir", custodians, "--out", target);
    assertThat(terminal.err()).contains("issuing.key: no such file", "tellonce keys ca request");
    assertThat(custodians.resolve("issuing.lock")).doesNotExist();

    Path key = coordinator.resolve("issuing.key");
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString("rw-r-----"));
    ends(ExitCode.KEY, issue(asked, target));
    assertThat(terminal.err()).contains("issuing.key: open to its group or others");

    Files.delete(key);
    Files.copy(custodians.resolve("root.key"), key);
    ends(ExitCode.KEY, issue(asked, target));
    assertThat(terminal.err()).contains("not the key of");
    assertThat(target).doesNotExist();
    assertThat(serials()).isEmpty();
  }

  @Test
  void revokedKey_isRefused_andANewOneIsNot() {
    Asker asked = asks("child_welfare", TestPki.AGENCY);
    Asker server = asks("server", TestPki.LOCALHOST);
    done(issue(asked, target));
    done(issue(server, above.resolve("server.pem")));
    done(revoke(TestPki.CHILD_WELFARE));
    done("revoke", "--server", "127.0.0.1", "--dir", coordinator, "--out", revoked);

    ends(ExitCode.KEY, issue(asked, above.resolve("again.pem")));
    assertThat(terminal.err()).contains("child_welfare.csr: its key was revoked", "tellonce agency init", "new card");
    ends(ExitCode.KEY, issue(server, above.resolve("again.pem")));
    assertThat(terminal.err()).contains("server.csr: its key was revoked", "tellonce server init");
    assertThat(above.resolve("again.pem")).doesNotExist();
    assertThat(serials()).hasSize(2);

    done(issue(asks("again", TestPki.AGENCY), above.resolve("again.pem")));
  }

  @Test
  void folderInWhichAnotherCommandWorks_isLeftAlone() throws IOException {
    Asker asked = asks("child_welfare", TestPki.AGENCY);
    try (var channel = java.nio.channels.FileChannel.open(coordinator.resolve("issuing.lock"), StandardOpenOption.WRITE); var _ = channel.lock()) {
      ends(ExitCode.ALREADY_RUNNING, issue(asked, target));
    }
    assertThat(target).doesNotExist();
    done(issue(asked, target));
  }
}
