package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.Fingerprint;
import org.tellonce.protocol.keys.P256;

class CaCommandsTest extends IssuingFolders {

  private static Map<String, String> files(Path folder) throws IOException {
    var files = new TreeMap<String, String>();
    try (var found = Files.list(folder)) {
      for (Path file : found.filter(Files::isRegularFile).toList()) {
        files.put(file.getFileName().toString(), Files.readString(file, ISO_8859_1));
      }
    }
    return files;
  }

  /// A command that ends so changes no file of the two folders.
  private void endsAndChangesNothing(ExitCode code, String told, Object... words) throws IOException {
    var before = List.of(files(custodians), files(coordinator));
    ends(code, words);
    assertThat(terminal.err()).contains(told);
    assertThat(List.of(files(custodians), files(coordinator))).isEqualTo(before);
  }

  private void nextYear() {
    done("ca", "request", "--dir", coordinator, "--name", "Harbor County");
    done("ca", "sign", coordinator.resolve("issuing.csr"), "--dir", custodians, "--out", above.resolve("next"));
  }

  @Test
  void rootAndIssuingKey_neverLieInOneFolder() throws IOException {
    String issuingKey = Files.readString(coordinator.resolve("issuing.key"));
    assertThat(files(custodians)).containsOnlyKeys("alma.key", "alma.pub", "bruno.key", "bruno.pub", "root.key", "root.pem")
        .doesNotContainValue(issuingKey);
    assertThat(files(coordinator)).containsOnlyKeys("ca.pem", "issuing.key", "issuing.lock", "issuing.pem")
        .doesNotContainValue(Files.readString(custodians.resolve("root.key")));
    assertThat(files(signed)).containsOnlyKeys("ca.pem", "issuing.pem");
    for (Path secret : List.of(custodians.resolve("root.key"), coordinator.resolve("issuing.key"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(secret))).isEqualTo("rw-------");
    }
    X509Certificate issuing = first(coordinator.resolve("issuing.pem"));
    assertThat(new CertificateFile(coordinator.resolve("ca.pem")).read().orThrow()).containsExactly(issuing, root());
    assertThat(IssuingCa.isBelow(issuing, root())).isTrue();
  }

  @Test
  void keysWords_areTheSameOnBothScreens() throws IOException {
    String root = "root, " + Fingerprint.of(root().getPublicKey().getEncoded());
    done("ca", "request", "--dir", coordinator, "--name", "Harbor County");
    String asked = terminal.out();
    done("ca", "sign", coordinator.resolve("issuing.csr"), "--dir", custodians, "--out", above.resolve("next"));
    String answered = terminal.out();
    done("ca", "install", above.resolve("next"), "--dir", coordinator);

    String words = "issuing.csr, " + Fingerprint.of(first(coordinator.resolve("issuing.pem")).getPublicKey().getEncoded());
    assertThat(asked).contains(words).contains("issuing.key goes on").doesNotContain("PRIVATE");
    assertThat(answered).contains(words, "until 2027-03-01", "offline");
    assertThat(terminal.out()).contains(root, "Harbor County", "in the place of the one before");
  }

  @Test
  void nothingIsWrittenOver() throws IOException {
    endsAndChangesNothing(ExitCode.DATA_REFUSED, "root.key: already there", "ca", "root", "--dir", custodians, "--name", "Harbor County");
    done("ca", "request", "--dir", coordinator, "--name", "Harbor County");
    endsAndChangesNothing(ExitCode.DATA_REFUSED, "issuing-next.key: already there", "ca", "request", "--dir", coordinator, "--name", "Harbor County");
    endsAndChangesNothing(ExitCode.DATA_REFUSED, "issuing.pem: already there", "ca", "sign", coordinator.resolve("issuing.csr"), "--dir", custodians,
        "--out", signed);
  }

  @Test
  void requestOfAnotherCollaborative_ofAnAgency_orForTheRootsOwnKey_isNotSigned() throws IOException {
    done("ca", "request", "--dir", above.resolve("other"), "--name", "Another County");
    Path out = above.resolve("out");
    endsAndChangesNothing(ExitCode.DATA_REFUSED, "not of the collaborative of root.pem, Harbor County", "ca", "sign",
        above.resolve("other/issuing.csr"), "--dir", custodians, "--out", out);
    Asker agency = asks("child_welfare", TestPki.AGENCY);
    endsAndChangesNothing(ExitCode.DATA_REFUSED, "asks for names", "ca", "sign", agency.request(), "--dir", custodians, "--out", out);
    var rootPair = new KeyPair(root().getPublicKey(), new PrivateKeyFile(custodians.resolve("root.key")).read("EC").orThrow());
    Path own = above.resolve("own.csr");
    new CertificateRequestFile(own).create(IssuingRequest.create("Harbor County", rootPair, random));
    endsAndChangesNothing(ExitCode.DATA_REFUSED, "root's own key", "ca", "sign", own, "--dir", custodians, "--out", out);
    assertThat(out).doesNotExist();
  }

  @Test
  void requestThatWasChanged_isNotSigned() throws IOException {
    Path request = above.resolve("changed.csr");
    String text = IssuingRequest.create("Harbor County", P256.newPair(random), random);
    int middle = text.length() / 2;
    Files.writeString(request, text.substring(0, middle) + (text.charAt(middle) == 'A' ? 'B' : 'A') + text.substring(middle + 1));

    ends(ExitCode.DATA_REFUSED, "ca", "sign", request, "--dir", custodians, "--out", above.resolve("out"));
    assertThat(terminal.err()).contains("changed.csr: ");
  }

  @Test
  void issuingRequest_isNoHoldersRequest() {
    done("ca", "request", "--dir", coordinator, "--name", "Harbor County");

    ends(ExitCode.DATA_REFUSED, "issue", coordinator.resolve("issuing.csr"), "--dir", coordinator, "--out", above.resolve("x.pem"));
    assertThat(terminal.err()).contains("has no subject alternative name");
  }

  @Test
  void signatureOfAnotherRoot_isNotInstalled() throws IOException {
    Path strangers = above.resolve("strangers");
    done("ca", "root", "--dir", strangers, "--name", "Harbor County");
    done("ca", "request", "--dir", coordinator, "--name", "Harbor County");
    Path theirs = above.resolve("theirs");
    done("ca", "sign", coordinator.resolve("issuing.csr"), "--dir", strangers, "--out", theirs);

    endsAndChangesNothing(ExitCode.KEY, "another root than the one in", "ca", "install", theirs, "--dir", coordinator);
    Files.copy(signed.resolve("ca.pem"), theirs.resolve("ca.pem"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    endsAndChangesNothing(ExitCode.KEY, "not an issuing CA signed by the root", "ca", "install", theirs, "--dir", coordinator);
  }

  @Test
  void signatureForAnotherKey_isNotInstalled() throws IOException {
    done("ca", "request", "--dir", above.resolve("other"), "--name", "Harbor County");
    done("ca", "sign", above.resolve("other/issuing.csr"), "--dir", custodians, "--out", above.resolve("theirs"));

    endsAndChangesNothing(ExitCode.KEY, "signed for another key than", "ca", "install", above.resolve("theirs"), "--dir", coordinator);
    endsAndChangesNothing(ExitCode.KEY, "not an issuing CA", "ca", "install", swapped(), "--dir", coordinator);
  }

  /// An answer whose two files are the same one: the root for an issuing CA.
  private Path swapped() throws IOException {
    Path folder = Files.createDirectory(above.resolve("swapped"));
    Files.copy(custodians.resolve("root.pem"), folder.resolve("issuing.pem"));
    Files.copy(custodians.resolve("root.pem"), folder.resolve("ca.pem"));
    return folder;
  }

  @Test
  void filesThatDoNotFit_areNamedAtTheFirstUse() throws IOException {
    Asker agency = asks("child_welfare", TestPki.AGENCY);
    Path strangers = above.resolve("strangers");
    done("ca", "root", "--dir", strangers, "--name", "Harbor County");
    Path ca = coordinator.resolve("ca.pem");
    String right = Files.readString(ca);
    Files.writeString(ca, right.substring(0, right.indexOf("-----BEGIN", 5)) + Files.readString(strangers.resolve("root.pem")));

    ends(ExitCode.KEY, issue(agency, above.resolve("a.pem")));
    assertThat(terminal.err()).contains("issuing.pem: not signed by the root in", "tellonce keys ca install");
    assertThat(above.resolve("a.pem")).doesNotExist();
  }

  @Test
  void thisYearsKey_goesOn_untilTheNextIsInstalled() throws IOException {
    Asker agency = asks("child_welfare", TestPki.AGENCY);
    X509Certificate thisYear = first(coordinator.resolve("issuing.pem"));
    days(330);
    nextYear();
    done(issue(agency, above.resolve("a.pem")));
    assertThat(terminal.err()).contains("end on 2027-03-01; the custodians have not answered issuing.csr yet");
    done("ca", "install", above.resolve("next"), "--dir", coordinator);
    done(issue(agency, above.resolve("b.pem")));

    assertThat(new CertificateFile(above.resolve("a.pem")).read().orThrow().getLast()).isEqualTo(thisYear);
    X509Certificate next = new CertificateFile(above.resolve("b.pem")).read().orThrow().getLast();
    assertThat(next.getPublicKey()).isNotEqualTo(thisYear.getPublicKey());
    assertThat(next.getSubjectX500Principal()).isEqualTo(thisYear.getSubjectX500Principal());
    assertThat(serials()).hasSize(2);
    assertThat(files(coordinator)).containsOnlyKeys("ca.pem", "issuing.key", "issuing.lock", "issuing.pem");
    endsAndChangesNothing(ExitCode.KEY, "signed for another key", "ca", "install", signed, "--dir", coordinator);
  }

  @Test
  void installationThatWasKilled_isNamed_andRunAgain() throws IOException {
    Asker agency = asks("child_welfare", TestPki.AGENCY);
    nextYear();
    for (String name : List.of("ca.pem", "issuing.pem")) {
      Files.copy(above.resolve("next").resolve(name), coordinator.resolve(name), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }
    ends(ExitCode.KEY, issue(agency, above.resolve("a.pem")));
    assertThat(terminal.err()).contains("issuing.key: not the key of", "tellonce keys ca install");

    done("ca", "install", above.resolve("next"), "--dir", coordinator);
    done("ca", "install", above.resolve("next"), "--dir", coordinator);
    done(issue(agency, above.resolve("a.pem")));
  }

  @Test
  void endOfTheYear_isToldAhead_thenNothingIsIssued() {
    Asker agency = asks("child_welfare", TestPki.AGENCY);
    done(issue(agency, above.resolve("a.pem")));
    assertThat(terminal.err()).isEmpty();
    days(310);
    done(issue(agency, above.resolve("b.pem")));
    assertThat(terminal.err()).contains("end on 2027-03-01; ask the custodians for the next one now (tellonce keys ca request)");
    days(56);
    ends(ExitCode.KEY, issue(agency, above.resolve("c.pem")));
    assertThat(terminal.err()).contains("issuing.pem: is over", "tellonce keys ca request");
    assertThat(above.resolve("c.pem")).doesNotExist();
  }

  @Test
  void rootThatIsOver_orAnotherKeys_signsNothing() throws IOException {
    done("ca", "request", "--dir", coordinator, "--name", "Harbor County");
    Object[] sign = {"ca", "sign", coordinator.resolve("issuing.csr"), "--dir", custodians, "--out", above.resolve("next")};
    days(3651);
    ends(ExitCode.KEY, sign);
    assertThat(terminal.err()).contains("root.pem: is over");
    now = TestRules.NOW;
    Files.copy(coordinator.resolve("issuing.key"), custodians.resolve("root.key"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    ends(ExitCode.KEY, sign);
    assertThat(terminal.err()).contains("root.key: not the key of");
  }
}
