package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.submission.Ledger;
import org.tellonce.agency.submission.LedgerFile;
import org.tellonce.keys.Keyring;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.RecordToken;

/// An agency's folder with a roster, and its terminal: what tests of commands that ask nobody begin with.
abstract class AgencyOnDisk {
  static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  static final TestCustodians CUSTODIANS = new TestCustodians(NOW);

  @TempDir
  Path temporary = Path.of("");

  Path folder = Path.of("");
  Terminal terminal = new Terminal(Path.of(""));

  @BeforeEach
  void agency() throws IOException {
    terminal = new Terminal(temporary);
    folder = temporary.resolve("child-welfare");
    CUSTODIANS.enrol(folder, "https://localhost:8443");
    roster("local_id,given_name,family_name,date_of_birth,phone,open_case,screening_instrument,screening_date\n" //
        + "A1,Zorablix,Quillfeather,2009-03-14,555-000-0000,yes,HTST,2025-11-17\nA2,Baby Girl,Quillfeather,1900-01-01,,no,,\n");
  }

  int run(String command, Object... more) {
    return run(NOW, command, more);
  }

  int run(Instant now, String command, Object... more) {
    Object[] all = new Object[more.length + 3];
    all[0] = command;
    all[1] = "--dir";
    all[2] = folder;
    System.arraycopy(more, 0, all, 3, more.length);
    return terminal.run(now, all);
  }

  void assertNothingShown(String... words) {
    assertThat(terminal.all()).doesNotContain(words);
  }

  void roster(String text) throws IOException {
    Files.writeString(folder.resolve("roster.csv"), text);
  }

  RecordToken token(String localId) {
    return Keyring.open(folder.resolve("keyring")).recordKey().token(localId);
  }

  void ledger(Ledger ledger) throws IOException {
    Files.createDirectories(folder.resolve("state"));
    new LedgerFile(folder.resolve("state/ledger")).write(ledger);
  }

  void rules(Rules rules) throws IOException {
    Files.createDirectories(folder.resolve("state"));
    Files.write(folder.resolve("state/collaborative.json"), CUSTODIANS.signed(rules));
  }
}
