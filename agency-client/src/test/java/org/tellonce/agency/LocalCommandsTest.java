package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.tellonce.agency.submission.Ledger;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.Rules;

/// `agency check` and `agency encode --dry-run`, which ask no server.
class LocalCommandsTest extends AgencyOnDisk {
  @Test
  void check_tellsCountsAndWarningsAndNoCell_andWritesNothing() {
    assertThat(run("check")).as(terminal.all()).isZero();

    assertThat(terminal.out()).isEqualToNormalizingNewlines("""
      agency.toml: agency child_welfare, server https://localhost:8443
      agency.pem: certificate of child_welfare until 2026-05-30T12:00:00Z
      keyring: record key, and the linkage secret of epoch 1
      card.json: the card of child_welfare, and its three keys belong to it
      roster.csv: 2 rows can be used, 1 of them may be flagged (open case and legal basis), 1 screening
      Cells that cannot be used, their rows can:
        date_of_birth: placeholder-date, 1 row (line 3)
        given_name: placeholder-name, 1 row (line 3)
        phone: unusable-phone, 1 row (line 2)
      To look at:
        no rules are here yet: the first night fetches them; until then the limits of a new collaborative hold, and this machine's time zone
      Nothing is wrong here. What a night would send: tellonce agency encode --dry-run
      """);
    assertNothingShown("Zorablix", "Quillfeather", "555", "A1");
    assertThat(folder.resolve("state")).doesNotExist();
  }

  @Test
  void checkFreshFromInit_tellsAllThatIsMissing_andWhatBringsIt() throws IOException {
    for (String file : List.of("agency.pem", "ca.pem", "keyring/linkage-secret-1.json", "roster.csv")) {
      Files.delete(folder.resolve(file));
    }

    assertThat(run("check")).isEqualTo(5);

    assertThat(terminal.out()).contains(
        "agency.pem: no such file (send agency.csr to the coordinator, who issues certificates; put what comes back here",
        "ca.pem: no such file (send agency.csr", "keyring: no linkage secret in it (the custodians send child_welfare.wrap.json",
        "roster.csv: no such file (");
    assertThat(terminal.err()).contains("nothing would be sent: 4 things to mend");
  }

  @Test
  void check_readsKeysAndCustodiansAsANightDoes_allAtOnce() throws IOException {
    Files.setPosixFilePermissions(folder.resolve("agency.key"), PosixFilePermissions.fromString("rw-r--r--"));
    Files.setPosixFilePermissions(folder.resolve("keyring/record-key.json"), PosixFilePermissions.fromString("rw-r--r--"));
    Files.delete(folder.resolve("custodians/alma.pub"));
    Files.writeString(folder.resolve("custodians/bruno.pub"), "{}");

    assertThat(run("check")).isEqualTo(5);

    assertThat(terminal.out()).contains("agency.key: open to its group or others", "record-key.json: open to its group or others",
        "alma.pub: no such file", "bruno.pub, name: ");
  }

  @Test
  void check_namesAKeyThatIsNotThatOfTheCard_andACardThatTheRulesDoNotName() throws IOException {
    Path other = folder.resolveSibling("other");
    new TestCustodians().enrol(other, "https://localhost:8443");
    Files.copy(other.resolve("wrap.key"), folder.resolve("wrap.key"), StandardCopyOption.REPLACE_EXISTING);
    Files.copy(other.resolve("witness.key"), folder.resolve("witness.key"), StandardCopyOption.REPLACE_EXISTING);
    assertThat(run("check")).isEqualTo(5);
    assertThat(terminal.out()).contains("wrap.key: is not the key of card.json", "witness.key: is not the key of card.json");

    for (String file : List.of("agency.key", "card.json", "agency.pem")) {
      Files.copy(other.resolve(file), folder.resolve(file), StandardCopyOption.REPLACE_EXISTING);
    }
    rules(CUSTODIANS.rules());
    assertThat(run("check")).isEqualTo(5);
    assertThat(terminal.out()).contains("card.json: not the card that rules number 3 have of this agency");
  }

  @Test
  void datesOfBirthInAnotherForm_refuseTheRoster() throws IOException {
    String header = "local_id,given_name,date_of_birth\n";
    roster(header + "A1,Zorablix,2009-03-14\n" + "A2,Zorablix,3/14/2009\nA3,Zorablix,2009-02-30\nA4,Zorablix,\nA5,Zorablix,2009-13-01\n");

    assertThat(run("encode", "--dry-run")).isEqualTo(3);
    assertThat(terminal.all()).contains("line 3, date_of_birth: 3 of 4 dates cannot be read, more than 20 %", "yyyy-MM-dd");
    assertNothingShown("Zorablix", "2009-02-30");
    roster(header + "A1,Zorablix,2009-03-14\nA2,Zorablix,2009-03-15\nA3,Zorablix,2009-03\nA4,Zorablix,3/14/2009\n");
    assertThat(run("encode", "--dry-run")).isZero();
  }

  @Test
  void checkWithBadRowsOnly_endsWithThree() throws IOException {
    roster("local_id,given_name,open_case\nA1,Zorablix,perhaps\nA1,Zorablix,yes\n");

    assertThat(run("check")).isEqualTo(3);

    assertThat(terminal.out()).contains("roster.csv, line 3, local_id: the same as in line 2", "roster.csv, line 2, open_case: neither yes nor no");
    assertThat(terminal.err()).contains("nothing would be sent");
    assertNothingShown("Zorablix");
  }

  @Test
  void checkOfARefusedConfig_endsWithThree() throws IOException {
    TestCustodians.edit(folder, "[columns]", "[columns]\n\"DOB\" = \"birthday\"");

    assertThat(run("check")).isEqualTo(3);
    assertThat(terminal.out()).startsWith("agency.toml, line ").contains("columns.DOB: not a column of ours");
  }

  @Test
  void check_takesLimitsAndEpochFromTheRulesHere() throws IOException {
    rules(CUSTODIANS.rules(4, TestCustodians.tables(), 2, Agreement.Kind.MOU, AgencyClass.CHILD_WELFARE));

    assertThat(run("check")).isEqualTo(5);

    assertThat(terminal.out()).contains("rules: number 4 of Harbor County, America/Los_Angeles", "linkage-secret-2.json: not there");
  }

  @Test
  void checkOfAnAgencyThatTheRulesLeaveOut_endsWithFour() throws IOException {
    rules(CUSTODIANS.rules(4, TestCustodians.tables(), 1, Agreement.Kind.MOU, AgencyClass.VICTIM_SERVICE_PROVIDER));

    assertThat(run("check")).isEqualTo(4);
    assertThat(terminal.out()).contains("rules number 4: the agency's disclosure profile does not allow it");
  }

  @Test
  void checkWithDamagedRules_saysHowTheyComeAgain_andWhatToCompare() throws IOException {
    rules(CUSTODIANS.rules());
    Path file = folder.resolve("state/collaborative.json");
    Files.writeString(file, "{");

    assertThat(run("check")).isEqualTo(4);
    assertThat(terminal.out()).contains("delete " + file + "; it is fetched again", "Ask the coordinator for the number of today's rules");
  }

  @Test
  void check_warnsBeforeTheCertificateEnds_andBeforeTheContactIsStale() throws IOException {
    Rules rules = CUSTODIANS.rules();
    rules(rules);

    assertThat(run(NOW.plusSeconds(72L * 86_400), "check")).as(terminal.all()).isZero();

    LocalDate verified = rules.members().getFirst().contact().verifiedOn();
    assertThat(terminal.out()).contains("agency.pem: ends on 2026-05-30; each night asks for a new one", "our contact was last verified on "
        + verified, "before " + verified.plusDays(91));
  }

  @Test
  void dryRun_tellsInNumbersWhatANightWouldSend() {
    assertThat(run("encode", "--dry-run")).as(terminal.all()).isZero();

    assertThat(terminal.out()).contains("Epoch 1, size class 50k. Nothing was sent.", "2 records, 1 of them may be flagged, 1 screening\n",
        "A night would send 2 new or changed, 0 gone and 30 fillers, ", "Not sent: 0 withdrawn, of these 0 sealed by a court tonight; ",
        "   1         1",
        "   padding ");
    assertNothingShown("Zorablix", "Quillfeather", "A1");
  }

  @Test
  void dryRun_leavesOutWithdrawnRows_andSaysHowMany() throws IOException {
    ledger(Ledger.EMPTY.withWithdrawal(token("A1"), false));

    assertThat(run("encode", "--dry-run")).isZero();

    assertThat(terminal.out()).contains("1 record, 0 of them may be flagged", "A night would send 1 new or changed", "Not sent: 1 withdrawn");
  }

  @Test
  void dryRun_ofAClassThatNeedsConsent_leavesOutWhoGaveNone() throws IOException {
    rules(CUSTODIANS.rules(4, TestCustodians.tables(), 1, Agreement.Kind.MOU, AgencyClass.RUNAWAY_HOMELESS_YOUTH));

    assertThat(run("encode", "--dry-run")).isZero();

    assertThat(terminal.out()).contains("0 records", "2 without a valid consent");
  }

  @Test
  void encodeWithoutDryRun_isAUsageError_andHelpSaysThatItMustBeSaid() {
    assertThat(run("encode")).isEqualTo(2);
    assertThat(terminal.err()).contains("--dry-run");
    assertThat(run("encode", "--dry-run=false")).isEqualTo(2);
    assertThat(terminal.err()).contains("encode needs --dry-run");

    terminal.run(NOW, "encode", "--help");
    assertThat(terminal.out()).contains(" --dry-run ").doesNotContain("[--dry-run]");
  }

  @Test
  void dryRunWithoutKeyring_endsWithFive() throws IOException {
    Files.delete(folder.resolve("keyring/record-key.json"));

    assertThat(run("encode", "--dry-run")).isEqualTo(5);
  }

  @Test
  void dryRunOfAnotherEpoch_endsWithFive() {
    assertThat(run("encode", "--dry-run", "--epoch", "8")).isEqualTo(5);
    assertThat(terminal.err()).contains("no linkage secret of epoch 8");
  }

  @Test
  void dryRunWithAKeyFileOpenToOthers_endsWithFive() throws IOException {
    Files.setPosixFilePermissions(folder.resolve("keyring/record-key.json"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(run("encode", "--dry-run")).isEqualTo(5);
    assertThat(terminal.err()).contains("record-key.json: open to its group or others");
  }
}
