package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.Fingerprint;
import org.tellonce.protocol.agreements.SignedCard;
import org.tellonce.protocol.keys.P256;

class CommandsTest {
  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  @TempDir
  private Path above;
  private Path folder;
  private Terminal terminal;

  @BeforeEach
  void folders() {
    folder = above.resolve("custodians");
    terminal = new Terminal(above);
  }

  private void done(Object... args) {
    assertThat(terminal.run(NOW, args)).as(() -> terminal.err()).isEqualTo(ExitCode.DONE.number());
  }

  private void ends(ExitCode code, Object... args) {
    assertThat(terminal.run(NOW, args)).as(() -> terminal.err()).isEqualTo(code.number());
    assertThat(terminal.err()).doesNotContain("incident");
  }

  private static Map<String, String> modes(Path folder) throws IOException {
    var modes = new TreeMap<String, String>();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        modes.put(file.getFileName().toString(), PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
      }
    }
    return modes;
  }

  /// Runs a command again on the files it made, and sees that it ends with 3 and changes no byte.
  private void neverOverwrites(Object... args) throws IOException {
    var before = new TreeMap<Path, String>();
    try (var files = Files.list(folder)) {
      for (Path file : files.toList()) {
        before.put(file, Files.readString(file));
      }
    }
    ends(ExitCode.DATA_REFUSED, args);
    assertThat(terminal.err()).contains("already there");
    assertThat(before).isNotEmpty().allSatisfy((file, text) -> assertThat(file).hasContent(text));
    assertThat(modes(folder)).hasSameSizeAs(before.keySet());
  }

  private Path request(String name, Holder holder) {
    var pki = new TestPki(() -> NOW);
    Path file = above.resolve(name);
    KeyPair pair = P256.newPair(pki.random);
    new CertificateRequestFile(file).create(CertificateRequest.create(holder, pair, pki.random));
    if (holder instanceof Holder.Agency(AgencyId agency)) {
      AgencyCard card = TestPki.card(agency, pair.getPublic());
      new SecretFile(cardOf(file)).create(SignedCard.sign(card, pair.getPrivate()).toJson().toString());
    }
    return file;
  }

  private static Path cardOf(Path request) {
    return Path.of(request.toString().replace(".csr", ".card.json"));
  }

  @Test
  void custodian_hasASecretAndAPublicFile() throws IOException {
    done("custodian", "alice", "--dir", folder);

    assertThat(modes(folder)).isEqualTo(Map.of("alice.key", "rw-------", "alice.pub", "rw-r--r--"));
    Custodian alice = Custodian.parse(Files.readAllBytes(folder.resolve("alice.pub"))).orThrow();
    assertThat(alice.name()).isEqualTo("alice");
    assertThat(terminal.out()).contains("alice.pub", "alice, " + alice.fingerprint(), "Next:").doesNotContain("PRIVATE");
    neverOverwrites("custodian", "alice", "--dir", folder);
    Files.delete(folder.resolve("alice.key"));
    neverOverwrites("custodian", "alice", "--dir", folder);
  }

  @Test
  void nameThatLeavesTheFolder_isUsage() {
    ends(ExitCode.USAGE, "custodian", "../alice", "--dir", folder);
    ends(ExitCode.USAGE, "new", "--dir", folder, "--custodian", "alma", "--epoch", 0);
    ends(ExitCode.USAGE, "ca", "--dir", folder, "--name", "x".repeat(41));
    ends(ExitCode.USAGE, "issue", "a.csr", "--dir", folder, "--out", "a.pem", "--days", 91);
    ends(ExitCode.USAGE, "new");
    assertThat(folder).doesNotExist();
  }

  @Test
  void ca_makesRootAndIssuingCa() throws IOException {
    done("ca", "--dir", folder, "--name", "Harbor County");

    assertThat(modes(folder)).isEqualTo(Map.of("root.key", "rw-------", "root.pem", "rw-r--r--", "issuing.key", "rw-------",
        "issuing.pem", "rw-r--r--", "ca.pem", "rw-r--r--"));
    List<X509Certificate> authority = new CertificateFile(folder.resolve("ca.pem")).read().orThrow();
    assertThat(authority).containsExactly(new CertificateFile(folder.resolve("issuing.pem")).read().orThrow().getFirst(),
        new CertificateFile(folder.resolve("root.pem")).read().orThrow().getFirst());
    assertThat(terminal.out()).contains("Harbor County", "until 2027-03-01", "offline");
    neverOverwrites("ca", "--dir", folder, "--name", "Harbor County");
  }

  @Test
  void nextYearsIssuingCa_standsBelowTheSameRoot_ofTheSameCollaborative() throws IOException {
    done("ca", "--dir", folder, "--name", "Harbor County");
    String root = Files.readString(folder.resolve("root.pem"));
    String issuing = Files.readString(folder.resolve("issuing.pem"));
    for (String old : List.of("issuing.key", "issuing.pem", "ca.pem")) {
      Files.delete(folder.resolve(old));
    }

    ends(ExitCode.DATA_REFUSED, "ca", "--dir", folder, "--name", "Another County");
    done("ca", "--dir", folder, "--name", "Harbor County");

    assertThat(folder.resolve("root.pem")).hasContent(root);
    assertThat(Files.readString(folder.resolve("issuing.pem"))).isNotEqualTo(issuing);
  }

  @Test
  void issuedCertificate_isUsable_andItsWordsAreTold() throws IOException {
    done("ca", "--dir", folder, "--name", "Harbor County");
    Path target = above.resolve("agency.pem");
    Path asked = request("agency.csr", TestPki.AGENCY);

    done("issue", asked, "--card", cardOf(asked), "--dir", folder, "--out", target, "--days", 30);

    List<X509Certificate> chain = new CertificateFile(target).read().orThrow();
    assertThat(chain).hasSize(2);
    assertThat(chain.getFirst().getNotAfter().toInstant()).isEqualTo(NOW.plus(Duration.ofDays(30)));
    assertThat(terminal.out()).contains("agency child_welfare", "until 2026-03-31", new CardFile(cardOf(asked)).read().fingerprint().toString());
    neverOverwrites("issue", asked, "--card", cardOf(asked), "--dir", folder, "--out", target);
  }

  @Test
  void agencysRequest_comesWithItsOwnCard() {
    done("ca", "--dir", folder, "--name", "Harbor County");
    Path asked = request("agency.csr", TestPki.AGENCY);
    Path target = above.resolve("agency.pem");

    ends(ExitCode.USAGE, "issue", asked, "--dir", folder, "--out", target);
    assertThat(terminal.err()).contains("--card card.json");
    ends(ExitCode.DATA_REFUSED, "issue", asked, "--card", cardOf(request("again.csr", TestPki.AGENCY)), "--dir", folder, "--out", target);
    assertThat(terminal.err()).contains("again.card.json: not the card of the agency and key");
    ends(ExitCode.DATA_REFUSED, "issue", asked, "--card", cardOf(request("other.csr", new Holder.Agency(new AgencyId("school")))), "--dir", folder,
        "--out", target);
    assertThat(target).doesNotExist();
  }

  @Test
  void card_isShownWithItsWords() {
    Path file = cardOf(request("agency.csr", TestPki.AGENCY));

    done("card", file);

    AgencyCard card = new CardFile(file).read();
    assertThat(terminal.out()).contains(card.tlsKey(), card.wrapKey(), card.witnessKey(), "card of child_welfare, " + card.fingerprint());
  }

  @Test
  void alteredCard_isRefused() throws IOException {
    Path file = cardOf(request("agency.csr", TestPki.AGENCY));
    AgencyCard other = new CardFile(cardOf(request("other.csr", TestPki.AGENCY))).read();
    AgencyCard own = new CardFile(file).read();
    Files.writeString(file, Files.readString(file).replace(own.wrapKey(), other.wrapKey()));

    ends(ExitCode.DATA_REFUSED, "card", file);
    assertThat(terminal.err()).contains("agency.card.json, signature: is not by the card's TLS key");
  }

  @Test
  void requestOrAnotherFile_isNoCard() throws IOException {
    ends(ExitCode.DATA_REFUSED, "card", request("agency.csr", TestPki.AGENCY));
    assertThat(terminal.err()).contains("agency.csr: holds one of a card's three keys only", "card.json");
    Path text = Files.writeString(above.resolve("text.json"), "hello");
    ends(ExitCode.DATA_REFUSED, "card", text);
    assertThat(terminal.err()).contains("text.json");
    ends(ExitCode.DATA_REFUSED, "card", above.resolve("none.json"));
  }

  @Test
  void serversRequest_isIssuedToo() {
    done("ca", "--dir", folder, "--name", "Harbor County");

    Path asked = request("server.csr", TestPki.LOCALHOST);
    done("issue", asked, "--dir", folder, "--out", above.resolve("server.pem"));

    byte[] key = new CertificateRequestFile(asked).read().orThrow().key().getEncoded();
    assertThat(terminal.out()).contains("server localhost, 127.0.0.1", "server.csr, " + Fingerprint.of(key));
  }

  @Test
  void brokenRequest_isRefused_andNothingIsWritten() throws IOException {
    done("ca", "--dir", folder, "--name", "Harbor County");
    Path asked = above.resolve("bad.csr");
    Files.writeString(asked, "hello");
    Path target = above.resolve("bad.pem");

    ends(ExitCode.DATA_REFUSED, "issue", asked, "--dir", folder, "--out", target);
    assertThat(terminal.err()).contains("bad.csr", "not a certificate request");
    ends(ExitCode.DATA_REFUSED, "issue", above.resolve("none.csr"), "--dir", folder, "--out", target);
    assertThat(terminal.err()).contains("none.csr: no such file");
    assertThat(target).doesNotExist();
  }

  @Test
  void issuingKeyThatOthersCanRead_isNotThere_orAnothers_isKey() throws IOException {
    Path asked = request("agency.csr", TestPki.AGENCY);
    Path target = above.resolve("agency.pem");
    ends(ExitCode.KEY, "issue", asked, "--card", cardOf(asked), "--dir", folder, "--out", target);

    done("ca", "--dir", folder, "--name", "Harbor County");
    Files.setPosixFilePermissions(folder.resolve("issuing.key"), PosixFilePermissions.fromString("rw-r-----"));
    ends(ExitCode.KEY, "issue", asked, "--card", cardOf(asked), "--dir", folder, "--out", target);
    assertThat(terminal.err()).contains("issuing.key: open to its group or others");

    Files.delete(folder.resolve("issuing.key"));
    Files.copy(folder.resolve("root.key"), folder.resolve("issuing.key"));
    ends(ExitCode.KEY, "issue", asked, "--card", cardOf(asked), "--dir", folder, "--out", target);
    assertThat(terminal.err()).contains("not the key of");
    assertThat(target).doesNotExist();
  }

  @Test
  void issuingCaThatIsOver_isKey_andSaysWhatToDo() {
    done("ca", "--dir", folder, "--name", "Harbor County");

    Path asked = request("agency.csr", TestPki.AGENCY);
    int code = terminal.run(NOW.plus(Duration.ofDays(366)), "issue", asked, "--card", cardOf(asked), "--dir", folder, "--out",
        above.resolve("agency.pem"));

    assertThat(code).isEqualTo(ExitCode.KEY.number());
    assertThat(terminal.err()).contains("issuing.pem: is over", "tellonce keys ca");
  }

  @Test
  void helpAndVersion_areThereForEachCommand() {
    for (String command : List.of("new", "rotate", "combine", "wrap", "wrap-sign", "custodian", "ca", "issue", "card", "rules", "rules new",
        "rules sign",
        "rules check")) {
      done((Object[]) (command + " --help").split(" ", -1));
      assertThat(terminal.out()).contains("Usage: tellonce keys " + command);
    }
    done("new", "--version");
    assertThat(terminal.out()).contains("tellonce keys");
  }
}
