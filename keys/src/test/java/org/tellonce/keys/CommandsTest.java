package org.tellonce.keys;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
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
    ends(ExitCode.USAGE, "ca", "root", "--dir", folder, "--name", "x".repeat(41));
    ends(ExitCode.USAGE, "ca", "request", "--dir", folder, "--name", "two\nlines");
    ends(ExitCode.USAGE, "ca");
    ends(ExitCode.USAGE, "revoke", "--dir", folder, "--out", "revoked.pem");
    ends(ExitCode.USAGE, "revoke", "--dir", folder, "--out", "revoked.pem", "--agency", "../a");
    ends(ExitCode.USAGE, "issue", "a.csr", "--dir", folder, "--out", "a.pem", "--days", 91);
    ends(ExitCode.USAGE, "new");
    assertThat(folder).doesNotExist();
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
  void helpAndVersion_areThereForEachCommand() {
    for (String command : List.of("new", "rotate", "combine", "wrap", "wrap-sign", "custodian", "ca", "ca root", "ca request", "ca sign",
        "ca install",
        "issue", "renew", "revoke", "card", "rules", "rules new", "rules sign",
        "rules check")) {
      done((Object[]) (command + " --help").split(" ", -1));
      assertThat(terminal.out()).contains("Usage: tellonce keys " + command);
    }
    done("new", "--version");
    assertThat(terminal.out()).contains("tellonce keys");
  }
}
