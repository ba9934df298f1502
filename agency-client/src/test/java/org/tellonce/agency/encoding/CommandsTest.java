package org.tellonce.agency.encoding;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.config.ConfigFile;
import org.tellonce.keys.KeyFile;
import org.tellonce.keys.Keyring;
import org.tellonce.keys.LinkageSecret;
import org.tellonce.keys.Secret;
import org.tellonce.protocol.Failure;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.keys.Epoch;
import picocli.CommandLine;

/// The terminal: `check`, `encode --dry-run`, `explain` in an agency's folder.
class CommandsTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
  private static final SecureRandom RANDOM = new SecureRandom();

  @TempDir
  private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @BeforeEach
  void agency() throws IOException {
    ConfigFile.create(folder, new AgencyId("school"), URI.create("https://localhost:8443"), List.of("A.pub", "B.pub"));
    set("#legal_basis", "legal_basis");
    roster("local_id,given_name,family_name,date_of_birth,phone,open_case,screening_instrument,screening_date\n" //
        + "A1,Zorablix,Quillfeather,2009-03-14,555-000-0000,yes,HTST,2025-11-17\nA2,Baby Girl,Quillfeather,1900-01-01,,no,,\n");
  }

  @Test
  void check_tellsCountsAndWarningsAndNoCell() {
    assertThat(run(new CheckCommand(InstantSource.fixed(NOW)))).isZero();

    assertThat(out.toString()).isEqualToNormalizingNewlines("""
      agency.toml: agency school, server https://localhost:8443
      roster.csv: 2 rows can be used, 1 of them may be flagged (open case and legal basis), 1 screenings
      Cells that cannot be used, their rows can:
        date_of_birth: placeholder-date, 1 row (line 3)
        given_name: placeholder-name, 1 row (line 3)
        phone: unusable-phone, 1 row (line 2)
      """);
    assertNothingShown("Zorablix", "Quillfeather", "555", "A1");
  }

  @Test
  void datesOfBirthInAnotherForm_refuseTheRoster() throws IOException {
    keyring();
    String header = "local_id,given_name,date_of_birth\n";
    roster(header + "A1,Zorablix,2009-03-14\n".repeat(1) + "A2,Zorablix,3/14/2009\nA3,Zorablix,2009-02-30\nA4,Zorablix,\nA5,Zorablix,2009-13-01\n");

    assertThat(run(new EncodeCommand(InstantSource.fixed(NOW)), "--dry-run")).isEqualTo(3);
    assertThat(err.toString() + out).contains("line 3, date_of_birth: 3 of 4 dates cannot be read, more than 20 %", "yyyy-MM-dd");
    assertNothingShown("Zorablix", "2009-02-30");
    roster(header + "A1,Zorablix,2009-03-14\nA2,Zorablix,2009-03-15\nA3,Zorablix,2009-03\nA4,Zorablix,3/14/2009\n");
    assertThat(run(new EncodeCommand(InstantSource.fixed(NOW)), "--dry-run")).isZero();
  }

  @Test
  void checkOfAMixedRoster_tellsWhatIsSealedRejectedAndToBeLookedAt() throws IOException {
    roster(IntStream.range(0, 97).mapToObj(i -> "A" + i + ",,,,\n").collect(Collectors.joining("",
        "local_id,court_seal,open_case,screening_instrument,screening_date\n", "S1,yes,,,\nX1,,perhaps,,\nN1,,,Homemade,2025-11-17\n")));

    assertThat(run(new CheckCommand(InstantSource.fixed(NOW)))).isZero();

    assertThat(out.toString()).isEqualToNormalizingNewlines("""
      agency.toml: agency school, server https://localhost:8443
      roster.csv: 99 rows can be used, 0 of them may be flagged (open case and legal basis), 1 screenings
      Sealed by a court, to be withdrawn:
        line 99
      Rejected, while at most 2 % of the rows are:
        roster.csv, line 100, open_case: neither yes nor no
      To look at:
        roster.csv, line 101, screening_instrument: unknown instrument or form (sent as local/other; name it under [instruments] in agency.toml)
      """);
    assertNothingShown("perhaps", "Homemade");
  }

  @Test
  void checkOfARefusedRoster_tellsEveryProblemAndEndsWithThree() throws IOException {
    roster("local_id,given_name,open_case\nA1,Zorablix,perhaps\nA1,Zorablix,yes\n");

    assertThat(run(new CheckCommand(InstantSource.fixed(NOW)))).isEqualTo(3);

    assertThat(out.toString()).contains("roster.csv, line 3, local_id: the same as in line 2", "roster.csv, line 2, open_case: neither yes nor no");
    assertThat(err.toString()).contains("the roster is refused");
    assertNothingShown("Zorablix");
  }

  @Test
  void checkOfARefusedConfig_endsWithThree() throws IOException {
    set("[columns]", "[columns]\n\"DOB\" = \"birthday\"");

    assertThat(run(new CheckCommand(InstantSource.fixed(NOW)))).isEqualTo(3);
    assertThat(out.toString()).startsWith("agency.toml, line ").contains("columns.DOB: not a column of ours");
  }

  @Test
  void checkWithoutARoster_endsWithThree() throws IOException {
    Files.delete(folder.resolve("roster.csv"));

    assertThat(run(new CheckCommand(InstantSource.fixed(NOW)))).isEqualTo(3);
    assertThat(err.toString()).contains("roster.csv: no such file");
  }

  @Test
  void dryRun_tellsInNumbersWhatWouldBeSent() throws IOException {
    keyring();
    roster("""
      local_id,given_name,family_name,date_of_birth,open_case,court_seal,screening_instrument,screening_date
      A1,Zorablix,Quillfeather,2009-03-14,yes,,HTST,2025-11-17
      A2,Zorablix,Quillfeather,,yes,,,
      A3,,,,no,,,
      S1,,,,yes,yes,,
      """);

    assertThat(run(new EncodeCommand(InstantSource.fixed(NOW)), "--dry-run")).isZero();

    assertThat(out.toString()).isEqualToNormalizingNewlines("""
      Epoch 7, size class 50k. Nothing was sent.
      3 records, 2 of them may be flagged, 1 screenings, 4904 bytes
      1 sealed by a court, 0 rows that cannot be read keep what was sent before
      Rows by pass:
         1         1
         2         1
         3         2
         4         2
         5         1
         6         2
         7         1
         8         0
         9         0
        10         0
        11         0
        12         0
        13         0
        14         0
        15         0
        16         0
         padding 38 of 48 rows
      """);
    assertThat(err.toString()).isEqualToNormalizingNewlines("3 of 3 records encoded\n");
    assertNothingShown("Zorablix", "Quillfeather", "A1");
  }

  @Test
  void dryRunOfARefusedRoster_tellsEveryProblemAndEndsWithThree() throws IOException {
    keyring();
    roster("local_id,given_name\nA1,Zorablix\nA1,Zorablix\n");

    assertThat(run(new EncodeCommand(InstantSource.fixed(NOW)), "--dry-run")).isEqualTo(3);

    assertThat(err.toString()).contains("roster.csv, line 3, local_id: the same as in line 2", "the roster is refused");
    assertNothingShown("Zorablix", "A1");
  }

  @Test
  void progress_isToldOnceATenth() {
    EncodeCommand.Tenths tenths = new EncodeCommand.Tenths(new PrintWriter(err, true));

    for (int done : List.of(2, 3, 5, 6, 30)) {
      tenths.encoded(done, 30);
    }

    assertThat(err.toString()).isEqualToNormalizingNewlines("""
      3 of 30 records encoded
      6 of 30 records encoded
      30 of 30 records encoded
      """);
  }

  @Test
  void encodeWithoutDryRun_isAUsageError() throws IOException {
    keyring();

    assertThat(run(new EncodeCommand(InstantSource.fixed(NOW)))).isEqualTo(2);
    assertThat(err.toString()).contains("encode needs --dry-run");
  }

  @Test
  void dryRunWithoutKeyring_endsWithFive() {
    assertThat(run(new EncodeCommand(InstantSource.fixed(NOW)), "--dry-run")).isEqualTo(5);
  }

  @Test
  void dryRunOfAnotherEpoch_endsWithFive() throws IOException {
    keyring();

    assertThat(run(new EncodeCommand(InstantSource.fixed(NOW)), "--dry-run", "--epoch", "8")).isEqualTo(5);
    assertThat(err.toString()).contains("no linkage secret of epoch 8");
  }

  @Test
  void dryRunWithAKeyFileOpenToOthers_endsWithFive() throws IOException {
    keyring();
    Files.setPosixFilePermissions(folder.resolve("keyring/record-key.json"), PosixFilePermissions.fromString("rw-r--r--"));

    assertThat(run(new EncodeCommand(InstantSource.fixed(NOW)), "--dry-run")).isEqualTo(5);
    assertThat(err.toString()).contains("record-key.json: open to its group or others");
  }

  @Test
  void explain_showsOneRowAndItsPasses() throws IOException {
    roster(
        """
          local_id,given_name,middle_name,family_name,preferred_name,date_of_birth,address,zip,phone,guardian_name,ssn_last4,school_id,open_case,screening_instrument,\
          screening_form,screening_date
          A1,Zorablix Wex,Ottoline,Quillfeather-Umbergast,Zora,2009-03-14,12 Harbor Way,90012,555-000-0000,Marta Quillfeather,4821,HX20931,yes,CSE-IT,v2.0,2025-11-17
          """);

    assertThat(run(new ExplainCommand(InstantSource.fixed(NOW)), "A1")).isZero();

    assertThat(out.toString()).isEqualToNormalizingNewlines("""
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
        phone                  missing
        ssn4                   4821
        school id              hx20931
        guardian               marta, quillfeather

      Not used, or only in part:
        phone                  unusable-phone

      Passes (pass.alternative, what has to be equal for two records to be compared): 16, and 0 rows of padding
        1.0                    2009 · 0314 · zor
        2.0                    2009 · 0314 · q413
        3.0                    quillfeatherumbergast · zorablixwex
        4.0                    q50720609081094036 · z5090170505
        5.0                    q413 · z614 · 0314
        6.0                    zor · quillfeatherumbergast
        7.0                    zor · quillfeatherumbergast · 2009
        8.0                    z614 · 12 · har
        9.0                    2009 · 12 · har
        13.0                   2009 · marta · quillfeather
        14.0                   z614 · m630 · q413
        15.0                   4821 · z614
        16.0                   hx20931
        2.1                    2009 · 0314 · u516
        3.1                    quillfeather · zorablixwex
        4.1                    q50720609 · z5090170505

      May be flagged: there is an open case and a legal basis.
      Screenings, as they are sent:
        2025-11                CSE-IT 2.0, long, information-integration, sex, no validated language, completed, child-protection
      """);
  }

  @Test
  void explainOfALocalIdAlone_showsThatTheRestIsMissing() throws IOException {
    roster("local_id,given_name\nA1,Zorablix\nA2,\n");

    assertThat(run(new ExplainCommand(InstantSource.fixed(NOW)), "A2")).isZero();

    assertThat(out.toString()).isEqualToNormalizingNewlines("""
      Personal data of one person, for this terminal only. Nothing is sent, nothing is logged.

      As it stands in line 3:
        local_id               A2

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

    assertThat(run(new ExplainCommand(InstantSource.fixed(NOW)), "A1")).isZero();
    assertThat(out.toString()).contains("Sealed by a court: it is withdrawn.").doesNotContain("flagged");
  }

  @Test
  void explainOfAControlCharacter_sendsNoneToTheTerminal() throws IOException {
    roster("local_id,given_name\nA1,Zora\u001b[2Jblix\n");

    assertThat(run(new ExplainCommand(InstantSource.fixed(NOW)), "A1")).isZero();
    assertThat(out.toString()).contains("given_name             Zora\ufffd[2Jblix").doesNotContain("\u001b");
  }

  @Test
  void explainOfNobody_endsWithThree() {
    assertThat(run(new ExplainCommand(InstantSource.fixed(NOW)), "Zorablix")).isEqualTo(3);
    assertThat(err.toString()).contains("no such row").doesNotContain("Zorablix");
  }

  private void assertNothingShown(String... words) {
    assertThat(out + " " + err).doesNotContain(words);
  }

  private int run(Object command, String... more) {
    CommandLine line = new CommandLine(command).setOut(new PrintWriter(out, true)).setErr(new PrintWriter(err, true));
    line.setExecutionExceptionHandler((thrown, _, _) -> {
      Failure failure = Failure.of("test", null, NOW, thrown);
      err.append(failure.line());
      return failure.code().number();
    });
    List<String> args = new ArrayList<>(List.of("--dir", folder.toString()));
    args.addAll(List.of(more));
    return line.execute(args.toArray(String[]::new));
  }

  private void keyring() {
    Keyring.create(folder.resolve("keyring"), RANDOM);
    new KeyFile.OfLinkageSecret(new LinkageSecret(new Epoch(7, SizeClass.UP_TO_50_000), Secret.random(RANDOM))).createIn(folder.resolve("keyring"));
  }

  private void roster(String text) throws IOException {
    Files.writeString(folder.resolve("roster.csv"), text);
  }

  private void set(String old, String replacement) throws IOException {
    Path file = folder.resolve(ConfigFile.NAME);
    Files.writeString(file, Files.readString(file).replace(old, replacement));
  }
}
