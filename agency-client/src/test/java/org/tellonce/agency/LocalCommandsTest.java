package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.submission.Ledger;
import org.tellonce.agency.submission.LedgerFile;
import org.tellonce.keys.Keyring;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.Agreement;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.RecordToken;

/// The commands that ask no server: `check`, `encode --dry-run`, `explain` in an agency's folder.
class LocalCommandsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final TestCustodians CUSTODIANS = new TestCustodians(NOW);

  @TempDir
  private Path temporary = Path.of("");

  private Path folder = Path.of("");
  private Terminal terminal = new Terminal(Path.of(""));

  @BeforeEach
  void agency() throws IOException {
    terminal = new Terminal(temporary);
    folder = temporary.resolve("child-welfare");
    CUSTODIANS.enrol(folder, "https://localhost:8443");
    roster("local_id,given_name,family_name,date_of_birth,phone,open_case,screening_instrument,screening_date\n" //
        + "A1,Zorablix,Quillfeather,2009-03-14,555-000-0000,yes,HTST,2025-11-17\nA2,Baby Girl,Quillfeather,1900-01-01,,no,,\n");
  }

  private int run(String command, Object... more) {
    return run(NOW, command, more);
  }

  private int run(Instant now, String command, Object... more) {
    Object[] all = new Object[more.length + 3];
    all[0] = command;
    all[1] = "--dir";
    all[2] = folder;
    System.arraycopy(more, 0, all, 3, more.length);
    return terminal.run(now, all);
  }

  private void assertNothingShown(String... words) {
    assertThat(terminal.all()).doesNotContain(words);
  }

  private void roster(String text) throws IOException {
    Files.writeString(folder.resolve("roster.csv"), text);
  }

  private RecordToken token(String localId) {
    return Keyring.open(folder.resolve("keyring")).recordKey().token(localId);
  }

  private void ledger(Ledger ledger) throws IOException {
    Files.createDirectories(folder.resolve("state"));
    new LedgerFile(folder.resolve("state/ledger")).write(ledger);
  }

  private void rules(Rules rules) throws IOException {
    Files.createDirectories(folder.resolve("state"));
    Files.write(folder.resolve("state/collaborative.json"), CUSTODIANS.signed(rules));
  }

  @Test
  void check_tellsCountsAndWarningsAndNoCell_andWritesNothing() {
    assertThat(run("check")).as(terminal.all()).isZero();

    assertThat(terminal.out()).isEqualToNormalizingNewlines("""
      agency.toml: agency child_welfare, server https://localhost:8443
      agency.pem: certificate of child_welfare until 2026-05-30T12:00:00Z
      keyring: record key, and the linkage secret of epoch 1
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
        "agency.pem: no such file (send agency.csr to the custodian who issues certificates; put what comes back here",
        "ca.pem: no such file (send agency.csr", "keyring: no linkage secret in it (ask a key custodian", "roster.csv: no such file (");
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
    assertThat(terminal.out()).contains("rules number 4: an agency of this class may not submit records");
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
    assertThat(terminal.out()).contains("agency.pem: expires on ", "our contact was last verified on " + verified, "before " + verified.plusDays(91));
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

  @Test
  void explain_showsOneRowAndItsPasses() throws IOException {
    roster(
        """
          local_id,given_name,middle_name,family_name,preferred_name,date_of_birth,address,zip,phone,guardian_name,ssn_last4,school_id,open_case,screening_instrument,\
          screening_form,screening_date
          A1,Zorablix Wex,Ottoline,Quillfeather-Umbergast,Zora,2009-03-14,12 Harbor Way,90012,555-000-0000,Marta Quillfeather,4821,HX20931,yes,CSE-IT,v2.0,2025-11-17
          """);

    assertThat(run("explain", "A1")).isZero();

    assertThat(terminal.out()).isEqualToNormalizingNewlines("""
      Personal data of one person, for this terminal only. Nothing is sent, nothing is logged.

      As it stands in line 2:
        local_id               A1
        given_name             Zorablix Wex
        middle_name            Ottoline
        family_name            Quillfeather-Umbergast
        preferred_name         Zora
        date_of_birth          2009-03-14
        address                12 Harbor Way
        zip                    90012
        phone                  555-000-0000
        guardian_name          Marta Quillfeather
        ssn_last4              4821
        school_id              HX20931
        screening_instrument   CSE-IT
        screening_form         v2.0
        screening_date         2025-11-17
        open_case              yes

      Normalised:
        given names            zorablixwex, zorablix, zora
        surnames               quillfeatherumbergast, quillfeather, umbergast
        whole given            zorablixwex
        second given           zorablix
        whole surname          quillfeatherumbergast
        surname part           quillfeather
        middle name            ottoline
        middle initial         o
        year                   2009
        month, day             03-14
        address line           12 harbor 90012
        ZIP                    90012
        phone                  missing
        ssn4                   4821
        school id              hx20931
        guardian               marta, quillfeather

      Not used, or only in part:
        phone                  unusable-phone

      Passes (pass.alternative, what has to be equal for two records to be compared): 16, and 0 rows of padding
        1.0                    2009 · 0314 · zor
        2.0                    2009 · 0314 · q413
        3.0                    q413 · z614 · 0314
        4.0                    quillfeatherumbergast · zorablixwex
        5.0                    zor · quillfeatherumbergast
        6.0                    zor · qui · 0314
        7.0                    zo · quillfeatherumbergast · 0314
        8.0                    z614 · 12 · har
        9.0                    2009 · 12 · har
        12.0                   0314 · m630 · q413
        13.0                   4821 · q413
        14.0                   hx20931
        15.0                   q50720609081094036 · z5090170505
        16.0                   zo · qui · o · 2009
        2.1                    2009 · 0314 · u516
        3.1                    u516 · z614 · 0314

      May be flagged: there is an open case and a legal basis.
      Screenings, as they are sent:
        2025-11                CSE-IT 2.0, long, information-integration, sex, no validated language, completed, child-protection
      """);
  }

  @Test
  void explainOfALocalIdAlone_showsThatTheRestIsMissing() throws IOException {
    roster("local_id,given_name,open_case\nA1,Zorablix,\nA2,,no\n");

    assertThat(run("explain", "A2")).isZero();

    assertThat(terminal.out()).isEqualToNormalizingNewlines("""
      Personal data of one person, for this terminal only. Nothing is sent, nothing is logged.

      As it stands in line 3:
        local_id               A2
        open_case              no

      Normalised:
        given names            missing
        surnames               missing
        whole given            missing
        second given           missing
        whole surname          missing
        surname part           missing
        middle name            missing
        middle initial         missing
        year                   missing
        month, day             missing
        address line           missing
        ZIP                    missing
        phone                  missing
        ssn4                   missing
        school id              missing
        guardian               missing

      Passes (pass.alternative, what has to be equal for two records to be compared): 0, and 16 rows of padding

      Is never flagged: there is no open case or no legal basis.
      """);
  }

  @Test
  void explainOfASealedRow_saysThatItIsWithdrawn() throws IOException {
    roster("local_id,court_seal,open_case\nA1,yes,yes\n");

    assertThat(run("explain", "A1")).isZero();
    assertThat(terminal.out()).contains("Sealed by a court: withdrawn, never sent.").doesNotContain("flagged");
  }

  @Test
  void explainOfAControlCharacter_sendsNoneToTheTerminal() throws IOException {
    roster("local_id,given_name\nA1,Zora\u001b[2Jblix\n");

    assertThat(run("explain", "A1")).isZero();
    assertThat(terminal.out()).contains("given_name             Zora\ufffd[2Jblix").doesNotContain("\u001b");
  }

  @Test
  void explainOfAWithdrawnRow_saysThatItIsNeverSent() throws IOException {
    ledger(Ledger.EMPTY.withWithdrawal(token("A1"), false));

    assertThat(run("explain", "A1")).isZero();

    assertThat(terminal.out()).contains("zorablix", "Withdrawn: never sent.").doesNotContain("May be flagged", "as they are sent");
  }

  @Test
  void explainOfARowThatIsNotSent_saysWhy() throws IOException {
    roster("local_id,given_name,legal_basis\nA1,Zorablix,consent\nA2,Zorablix,\nA3,Zorablix,because\n");

    assertThat(run("explain", "A1")).isEqualTo(3);
    assertThat(terminal.err()).contains("legal basis is consent and there is none, or it is over: not sent");
    assertThat(run("explain", "a2")).isEqualTo(3);
    assertThat(terminal.err()).contains("no such local id in roster.csv (upper and lower case count)");
    assertThat(run("explain", "A3")).isEqualTo(3);
    assertThat(terminal.err()).contains("this row is rejected");
    assertNothingShown("Zorablix");
  }
}
