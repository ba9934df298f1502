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

    assertThat(run(new EncodeCommand(InstantSource.fixed(NOW)), "--dry-run")).isZero();

    assertThat(out.toString()).contains("Epoch 7, size class 50k. Nothing was sent.", "2 records, 1 of them may be flagged, 1 screenings, ",
        "0 sealed by a court", "   1         1", "   padding ");
    assertNothingShown("Zorablix", "Quillfeather", "A1");
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
  void explain_showsOneRowAndItsPasses() {
    assertThat(run(new ExplainCommand(InstantSource.fixed(NOW)), "A1")).isZero();

    assertThat(out.toString()).startsWith("Personal data of one person, for this terminal only.").contains("given_name             Zorablix",
        "given names            zorablix", "phone                  unusable-phone", "1.0                    2009 · 0314 · zor",
        "May be flagged", "HTST, short, interview, both, no validated language, completed, child-protection").doesNotContain("Baby");
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
