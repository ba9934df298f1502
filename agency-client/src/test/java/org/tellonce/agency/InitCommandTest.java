package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.agency.TestCustodians.NOW;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.config.AgencyConfig;
import org.tellonce.agency.config.ConfigFile;
import org.tellonce.agency.submission.AgencyFolder;
import org.tellonce.keys.CardFile;
import org.tellonce.keys.CertificateRequest;
import org.tellonce.keys.Holder;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.WrapKey;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.Custodian;

class InitCommandTest {
  private static final TestCustodians CUSTODIANS = new TestCustodians();

  @TempDir
  private Path temporary;

  private Terminal terminal = new Terminal(Path.of(""));
  private Path folder = Path.of("");
  private Path alma = Path.of("");
  private Path bruno = Path.of("");

  @BeforeEach
  void keys() throws IOException {
    terminal = new Terminal(temporary);
    folder = temporary.resolve("child-welfare");
    alma = publicKey("alma", CUSTODIANS.pinned().get(0));
    bruno = publicKey("bruno", CUSTODIANS.pinned().get(1));
  }

  private Path publicKey(String file, Custodian custodian) throws IOException {
    return Files.writeString(temporary.resolve(file + ".pub"), custodian.toJson().toString());
  }

  private int init(String agency, String server, Path... custodians) {
    List<Object> args = new ArrayList<>(List.of("init", "--dir", folder, "--agency", agency, "--server", server));
    for (Path custodian : custodians) {
      args.add("--custodian");
      args.add(custodian);
    }
    return terminal.run(NOW, args.toArray());
  }

  private void refusedAsUsage(int code, String... words) {
    assertThat(code).isEqualTo(2);
    assertThat(terminal.err()).contains(words);
    assertThat(folder).doesNotExist();
  }

  @Test
  void init_makesAFolderThatTheOtherCommandsTake() throws IOException {
    assertThat(init("child_welfare", "https://linkage.harbor.example:8443", alma, bruno)).as(terminal.all()).isZero();

    AgencyConfig config = ConfigFile.open(folder);
    assertThat(config.agency()).isEqualTo(TestCustodians.CHILD_WELFARE);
    assertThat(config.server()).hasToString("https://linkage.harbor.example:8443");
    assertThat(new AgencyFolder(folder, config).pinnedRules().custodians()).isEqualTo(CUSTODIANS.pinned());
    assertThat(Keyring.open(folder.resolve("keyring")).epochs()).isEmpty();
    assertThat(CertificateRequest.parse(Files.readString(folder.resolve("agency.csr"))).orThrow().holder()).isEqualTo(new Holder.Agency(
        TestCustodians.CHILD_WELFARE));
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("agency.key")))).isEqualTo("rw-------");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder))).isEqualTo("rwx------");
    byte[] key = CertificateRequest.parse(Files.readString(folder.resolve("agency.csr"))).orThrow().key().getEncoded();
    AgencyCard card = new CardFile(folder.resolve("card.json")).read();
    assertThat(card.spki()).isEqualTo(key);
    assertThat(WrapKey.read(folder.resolve("wrap.key")).orThrow().isOf(card)).isTrue();
    for (String secret : List.of("wrap.key", "witness.key")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve(secret)))).isEqualTo("rw-------");
    }
    assertThat(terminal.out()).contains("believes rules signed by alma, " + CUSTODIANS.pinned().get(0).fingerprint(),
        "card of child_welfare, " + card.fingerprint(), "agency.csr", "child_welfare.wrap.json",
        "tellonce agency check");
  }

  @Test
  void secondInit_changesNothing() throws IOException {
    init("child_welfare", "https://localhost:8443", alma, bruno);
    byte[] key = Files.readAllBytes(folder.resolve("keyring/record-key.json"));

    assertThat(init("child_welfare", "https://localhost:8443", alma, bruno)).isEqualTo(3);

    assertThat(terminal.err()).contains("agency.toml: already there");
    assertThat(Files.readAllBytes(folder.resolve("keyring/record-key.json"))).isEqualTo(key);
  }

  @Test
  void wrongAgencyName_isUsage() {
    refusedAsUsage(init("Child Welfare", "https://localhost:8443", alma, bruno), "--agency: ");
  }

  @Test
  void addressThatTheOtherCommandsWouldRefuse_isUsage() {
    for (String server : List.of("http://localhost", "https://localhost/v1", "https://user@localhost", "https://localhost?x", "https://[",
        "localhost",
        "https://a_b")) {
      refusedAsUsage(init("child_welfare", server, alma, bruno), "--server: not https://HOST");
    }
  }

  @Test
  void fewerThanTwoCustodians_isUsage() throws IOException {
    refusedAsUsage(init("child_welfare", "https://localhost:8443"), "--custodian");
    refusedAsUsage(init("child_welfare", "https://localhost:8443", alma), "at least two different custodians");
    refusedAsUsage(init("child_welfare", "https://localhost:8443", alma, alma), "at least two different custodians");
    Path twin = publicKey("twin", new Custodian("twin", CUSTODIANS.pinned().get(0).key()));
    refusedAsUsage(init("child_welfare", "https://localhost:8443", alma, twin), "at least two different custodians");
  }

  @Test
  void twoCustodiansOfOneName_isUsage() throws IOException {
    Path other = publicKey("other", new Custodian("alma", CUSTODIANS.pinned().get(1).key()));

    refusedAsUsage(init("child_welfare", "https://localhost:8443", alma, other), "the same name");
  }

  @Test
  void fileThatIsNoPublicKey_isRefused_unquoted() throws IOException {
    Files.writeString(bruno, "{\"name\": \"Quillon\", \"key\": \"c2VjcmV0\"}");

    assertThat(init("child_welfare", "https://localhost:8443", alma, bruno)).isEqualTo(3);
    assertThat(terminal.err()).contains("bruno.pub", "key").doesNotContain("Quillon", "c2VjcmV0");
    assertThat(init("child_welfare", "https://localhost:8443", alma, temporary.resolve("none.pub"))).isEqualTo(3);
    assertThat(terminal.err()).contains("none.pub: no such file");
    assertThat(folder).doesNotExist();
  }
}
