package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.keys.CardFile;
import org.tellonce.keys.Custody;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.PrivateKeyFile;
import org.tellonce.keys.Prompt;
import org.tellonce.protocol.agreements.AgencyCard;

/// `tellonce agency unwrap`, from what the custodians' own commands have made.
class UnwrapCommandTest {
  private static final TestCustodians CUSTODIANS = new TestCustodians();

  @TempDir
  private Path temporary;
  private Path folder;
  private Path hand;
  private Terminal terminal;

  @BeforeEach
  void agencyWithoutASecret() throws IOException {
    folder = temporary.resolve("agency");
    hand = Files.createDirectory(temporary.resolve("hand"));
    terminal = new Terminal(temporary);
    CUSTODIANS.enrol(folder, "https://localhost:8443");
    Files.delete(folder.resolve("keyring/linkage-secret-1.json"));
    AgencyCard card = new CardFile(folder.resolve("card.json")).read();
    Files.write(hand.resolve("rules.json"), CUSTODIANS.signed(CUSTODIANS.rules(card)));
    for (var custodian : CUSTODIANS.pinned()) {
      Files.writeString(hand.resolve(custodian.name() + ".pub"), custodian.toJson().toString());
    }
    new PrivateKeyFile(hand.resolve("alma.key")).create(CUSTODIANS.alma.getPrivate());
    new PrivateKeyFile(hand.resolve("bruno.key")).create(CUSTODIANS.bruno.getPrivate());
    Files.createDirectory(hand.resolve("certificates"));
    Files.copy(folder.resolve("agency.pem"), hand.resolve("certificates/child_welfare.pem"));
    Path passphrase = Files.writeString(hand.resolve("pass"), "a passphrase for both shares");
    Files.setPosixFilePermissions(passphrase, PosixFilePermissions.fromString("rw-------"));
    keys(List.of("new", "--dir", hand, "--custodian", "alma", "--custodian", "bruno", "--needed", 2, "--of", 2, "--passphrase", "alma=" + passphrase,
        "--passphrase", "bruno=" + passphrase));
    List<Object> wrap = new ArrayList<>(List.of("wrap", "--ceremony", hand.resolve("ceremony-1.json"), "--out", hand.resolve("wraps"), "--share", hand
        .resolve("share-1-alma.json"), "--share", hand.resolve("share-1-bruno.json"), "--passphrase", "alma=" + passphrase, "--passphrase", "bruno="
            + passphrase));
    wrap.addAll(checks("alma"));
    keys(wrap);
  }

  private List<Object> checks(String signer) {
    return List.of("--rules", hand.resolve("rules.json"), "--custodian", hand.resolve("alma.pub"), "--custodian", hand.resolve("bruno.pub"),
        "--certificates", hand.resolve("certificates"), "--compared", "child_welfare", "--key", hand.resolve(signer + ".key"));
  }

  private void second() {
    List<Object> sign = new ArrayList<>(List.of("wrap-sign", hand.resolve("wraps"), "--ceremony", hand.resolve("ceremony-1.json")));
    sign.addAll(checks("bruno"));
    keys(sign);
  }

  private void keys(List<Object> words) {
    var said = new StringWriter();
    var out = new PrintWriter(said, true);
    assertThat(org.tellonce.keys.Main.run(words.stream().map(Object::toString).toArray(String[]::new), () -> TestCustodians.NOW, CUSTODIANS.random,
        out,
        out, hand, Custody.cheap(Prompt.NOBODY))).as(said.toString()).isZero();
  }

  private int unwrap() {
    return terminal.run(TestCustodians.NOW, "unwrap", hand.resolve("wraps/child_welfare.wrap.json"), "--dir", folder);
  }

  @Test
  void wrapThatTwoHaveSigned_comesIntoTheKeyring() throws IOException {
    second();

    assertThat(unwrap()).as(terminal.all()).isZero();
    assertThat(Keyring.open(folder.resolve("keyring")).epochs()).containsExactly(1L);
    for (String file : List.of("linkage-secret-1.json", "transcript-1.json")) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(folder.resolve("keyring").resolve(file)))).isEqualTo("rw-------");
    }
    assertThat(unwrap()).isZero();
    assertThat(terminal.out()).contains("has the linkage secret of epoch 1 already, the same");
  }

  @Test
  void wrapThatOneHasSigned_orFromAnyOtherFile_endsWithFive_andTheKeyringStaysAsItWas() throws IOException {
    assertThat(unwrap()).isEqualTo(5);
    assertThat(terminal.err()).contains("the wrap is refused", "1 good of 2 different pinned custodians");
    Files.writeString(hand.resolve("wraps/child_welfare.wrap.json"), "{}");
    assertThat(unwrap()).isEqualTo(5);
    assertThat(terminal.err()).contains("child_welfare.wrap.json");
    Files.delete(folder.resolve("wrap.key"));
    assertThat(unwrap()).isEqualTo(5);
    assertThat(terminal.err()).contains("wrap.key: no such file");
    assertThat(Keyring.open(folder.resolve("keyring")).epochs()).isEmpty();
  }
}
