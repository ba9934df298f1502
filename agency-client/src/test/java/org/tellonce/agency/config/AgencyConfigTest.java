package org.tellonce.agency.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.roster.DefaultConsent;
import org.tellonce.agency.roster.Defaults;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.submission.Consent;
import org.tellonce.protocol.submission.Form;
import org.tellonce.protocol.submission.Instrument;

class AgencyConfigTest {

  private static final String SAMPLE = AgencyConfig.sample(new AgencyId("child_welfare"), URI.create("https://link.example:8443"), List.of("A.pub",
      "a \"b\".pub"));

  @ParameterizedTest
  @ValueSource(strings = {"https://link.example:0", "https://link.example:65536", "https://link.example:99999999999", "https://link.example:-1"})
  void portThatNoServerHas_isRefused(String url) {
    assertThat(AgencyConfig.server(url)).isInstanceOf(Parsed.Rejected.class);
    assertThat(AgencyConfig.server("https://link.example:65535")).isInstanceOf(Parsed.Valid.class);
  }

  @Test
  void sample_isReadAsItStands() {
    AgencyConfig config = AgencyConfig.parse(SAMPLE).orThrow();

    assertThat(config.agency()).isEqualTo(new AgencyId("child_welfare"));
    assertThat(config.server()).isEqualTo(URI.create("https://link.example:8443"));
    assertThat(config.custodians()).containsExactly(Path.of("A.pub"), Path.of("a \"b\".pub"));
    assertThat(config.keyring()).isEqualTo(Path.of("keyring"));
    assertThat(config.roster().file()).isEqualTo(Path.of("roster.csv"));
    assertThat(config.roster().screenings()).isEmpty();
    assertThat(config.roster().columns()).isEmpty();
    assertThat(config.roster().defaults()).isEqualTo(Defaults.NONE);
    assertThat(SAMPLE).doesNotContain("@");
  }

  @Test
  void everyOptionalSettingOfTheSample_isReadToo() {
    String all = SAMPLE.lines().map(line -> line.matches("#[a-z\"].*") ? line.substring(1) : line).collect(Collectors.joining("\n"));
    AgencyConfig config = AgencyConfig.parse(all).orThrow();

    assertThat(config.roster().screenings()).contains(Path.of("screenings.csv"));
    assertThat(config.roster().ignored()).containsExactlyInAnyOrder("worker", "unit");
    assertThat(config.roster().columns()).isEqualTo(Map.of("Client ID", Column.LOCAL_ID, "DOB", Column.DATE_OF_BIRTH));
    assertThat(config.roster().defaults()).isEqualTo(new Defaults(true, Optional.of(LegalBasis.CHILD_PROTECTION), new DefaultConsent(Optional.of(
        "form-12"), Optional.of(LocalDate.of(2029, 7, 1)), Optional.of(LocalDate.of(2030, 6, 30)), Consent.Signer.BOTH, true, List.of(
            Consent.Scope.MATCH,
            Consent.Scope.SHOW_AGENCY))));
    var meaning = config.roster().instruments().of("safety screen", "spanish").orElseThrow();
    assertThat(meaning.instrument()).isEqualTo(Instrument.TVIT);
    assertThat(meaning.form()).isEqualTo(Form.SHORT);
    assertThat(meaning.language()).contains("es");
    assertThat(meaning.validated()).contains("es");
  }

  @Test
  void unknownKeys_areRefusedWithTheirLines() {
    String text = SAMPLE.replace("[server]", "colour = \"blue\"\n[server]\nprot = 1").replace("[defaults]", "[defaults]\nopen_cases = true")
        + "\n[max]\n";

    assertThat(problems(text)).containsExactlyInAnyOrder(
        "line " + lineOf(text, "colour") + ", colour: unknown key (see the sample that tellonce agency init writes)",
        "line " + lineOf(text, "prot =") + ", server.prot: unknown key (see the sample that tellonce agency init writes)",
        "line " + lineOf(text, "open_cases") + ", defaults.open_cases: unknown key (see the sample that tellonce agency init writes)",
        "line " + lineOf(text, "[max]") + ", max: unknown key (see the sample that tellonce agency init writes)");
  }

  @Test
  void everythingWrong_isToldAtOnce() {
    String text = """
      agency = "Child Welfare"
      [server]
      url = "http://link.example"
      [rules]
      custodians = ["A.pub", "A.pub"]
      [files]
      keyring = 7
      certificate = ""
      key = "k"
      [roster]
      ignored = "worker"
      [columns]
      "Client ID" = "localid"
      "A" = "phone"
      "B" = "phone"
      [defaults]
      open_case = "yes"
      legal_basis = "because"
      consent_reference = "a b"
      consent_until = "2030-06-30"
      [instruments]
      "X" = { form = "tall" }
      "Y" = { instrument = "tvit", version = "20250101", size = 3 }
      "Z" = "tvit"
      """;

    assertThat(problems(text)).extracting(line -> line.replaceAll("(of ours, which are|none of) .*", "$1 …").replaceAll(" \\(.*\\)", ""))
        .containsExactly(
            "line 1, agency: an agency id is a lower-case letter, then up to 39 lower-case letters, digits or _", //
            "line 3, server.url: not https://HOST or https://HOST:PORT", //
            "line 5, rules.custodians: fewer than two files: rules need the signatures of two custodians whom this agency trusts", //
            "line 7, files.keyring: not a text in quotes", //
            "line 8, files.certificate: blank", //
            "files.ca: missing", //
            "roster.file: missing", //
            "line 11, roster.ignored: not a list of texts: [\"…\", \"…\"]", //
            "line 15, columns.B: a second column for phone", //
            "line 13, columns.\"Client ID\": not a column of ours, which are …", //
            "line 17, defaults.open_case: neither true nor false", //
            "line 18, defaults.legal_basis: none of …", //
            "line 19, defaults.consent_reference: not a letter or digit, then up to 39 letters, digits, '.', '_', '/' or '-'", //
            "line 20, defaults.consent_until: not a date", //
            "instruments.X.instrument: missing", //
            "line 22, instruments.X.form: none of …", //
            "line 23, instruments.Y.version: not up to 12 of a-z, 0-9, '.', '-' without four digits in a row", //
            "line 23, instruments.Y.size: unknown key", //
            "line 24, instruments.Z: not a table", //
            "instruments.Z.instrument: missing");
  }

  @Test
  void textThatIsNotToml_isRefusedWithItsLine() {
    assertThat(problems("agency = \"a\"\nserver = = 1\n")).containsExactly(
        "line 2: not TOML (see toml.io; a path with \\ stands in 'single quotes')");
  }

  @Test
  void windowsPathInDoubleQuotes_isToldApart() {
    assertThat(problems(SAMPLE.replace("\"roster.csv\"", "\"C:\\new\\tonight.csv\""))).singleElement().asString().contains(
        "roster.file: holds control characters (write / or 'single quotes')");
    assertThat(AgencyConfig.parse(SAMPLE.replace("\"roster.csv\"", "'C:\\new\\tonight.csv'")).orThrow().roster().file()).isEqualTo(Path.of(
        "C:\\new\\tonight.csv"));
  }

  @Test
  void keyTwice_isRefused() {
    assertThat(problems(SAMPLE.replace("[server]", "agency = \"b\"\n[server]"))).isNotEmpty().allMatch(line -> line.contains("line "));
  }

  @Test
  void file_isReadFromItsFolder(@TempDir Path folder) throws IOException {
    ConfigFile.create(folder, new AgencyId("school"), URI.create("https://localhost:8443"), List.of("A.pub", "/keys/B.pub"));

    AgencyConfig config = ConfigFile.open(folder);

    assertThat(config.keyring()).isEqualTo(folder.resolve("keyring"));
    assertThat(config.custodians()).containsExactly(folder.resolve("A.pub"), Path.of("/keys/B.pub"));
    assertThat(config.roster().file()).isEqualTo(folder.resolve("roster.csv"));
    assertThatThrownBy(() -> ConfigFile.create(folder, new AgencyId("school"), URI.create("https://localhost"), List.of())).isInstanceOf(
        UncheckedIOException.class);
  }

  @Test
  void fileThatIsRefused_endsWithThree(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve(ConfigFile.NAME), SAMPLE + "\n[max]\n");
    assertThatThrownBy(() -> ConfigFile.open(folder)).isInstanceOfSatisfying(Stop.class, stop -> {
      assertThat(stop.code()).isEqualTo(ExitCode.DATA_REFUSED);
      assertThat(stop.line()).startsWith("agency.toml, line ").contains("max: unknown key");
    });
    Files.write(folder.resolve(ConfigFile.NAME), "agency = \"Zoë\"".getBytes(StandardCharsets.ISO_8859_1));
    assertThatThrownBy(() -> ConfigFile.open(folder)).isInstanceOf(Stop.class).hasMessageContaining("agency.toml: not UTF-8");
  }

  private static int lineOf(String text, String start) {
    return (int) text.lines().takeWhile(line -> !line.startsWith(start)).count() + 1;
  }

  private static List<String> problems(String text) {
    Parsed<AgencyConfig> parsed = AgencyConfig.parse(text);
    assertThat(parsed).isInstanceOf(Parsed.Rejected.class);
    return ((Parsed.Rejected<AgencyConfig>) parsed).problems().stream().map(Problem::toString).toList();
  }
}
