package org.tellonce.agency;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.transport.FakeServer;
import org.tellonce.agency.transport.LoopbackServer;
import org.tellonce.protocol.transport.Route;

/// What an agency may get wrong. Each time: file, line, column and rule, the exit code, nothing sent, and no cell in what is shown.
class BadInputTest {
  private static final Instant NOW = Instant.now();
  private static final TestCustodians CUSTODIANS = new TestCustodians(NOW);
  private static final String HEADER = "local_id,given_name,family_name,date_of_birth,open_case\n";

  @TempDir
  private static Path temporary = Path.of("");

  private static Path folder = Path.of("");
  private static FakeServer server = new FakeServer(new byte[0]);
  private static Optional<LoopbackServer> running = Optional.empty();
  private static String toml = "";

  private Terminal terminal = new Terminal(temporary);

  @BeforeAll
  static void start() throws IOException, GeneralSecurityException {
    server = new FakeServer(CUSTODIANS.signed(CUSTODIANS.rules()));
    LoopbackServer loopback = LoopbackServer.start(server, CUSTODIANS);
    running = Optional.of(loopback);
    folder = temporary.resolve("child-welfare");
    CUSTODIANS.enrol(folder, loopback.url());
    toml = Files.readString(folder.resolve("agency.toml"));
  }

  @AfterAll
  static void stop() {
    running.ifPresent(LoopbackServer::close);
  }

  @BeforeEach
  void begin() throws IOException {
    terminal = new Terminal(temporary);
    Files.writeString(folder.resolve("agency.toml"), toml);
    roster(HEADER + rows(1, 10));
    server.calls.clear();
  }

  private static String rows(int from, int to) {
    return IntStream.rangeClosed(from, to).mapToObj(i -> "QQ-" + i + ",Zebulon,Quillonix,2009-04-0" + (1 + i % 9) + ",yes\n").collect(Collectors
        .joining());
  }

  private static void roster(String text) throws IOException {
    Files.writeString(folder.resolve("roster.csv"), text);
  }

  /// `check` and the night say the same, end with the same code, and send nothing.
  private void refused(int code, String... words) {
    for (String command : List.of("check", "nightly")) {
      assertThat(terminal.run(NOW, command, "--dir", folder)).as("%s: %s", command, terminal.all()).isEqualTo(code);
      assertThat(terminal.all()).as(command).contains(words);
      assertNothingSentNorShown();
    }
  }

  private void assertNothingSentNorShown() {
    assertThat(server.calls).doesNotContain(Route.SUBMISSIONS, Route.PART, Route.COMMIT, Route.WITHDRAW);
    assertThat(terminal.all().toLowerCase(Locale.ROOT)).doesNotContain("zebulon", "quillonix", "2009-04", "qq-");
    assertThat(folder.resolve("state/outbox")).doesNotExist();
    assertThat(temporary).isDirectoryNotContaining("glob:**incident-*");
  }

  @Test
  void missingRequiredColumn() throws IOException {
    roster("given_name,family_name\nZebulon,Quillonix\n");

    refused(3, "roster.csv: required column missing: local_id", "[columns]");
  }

  @Test
  void unknownColumn() throws IOException {
    roster("local_id,given_name,shoe_size\nQQ-1,Zebulon,44\n");

    refused(3, "roster.csv, column 3 (shoe_size): unknown column", "roster.ignored");
  }

  @Test
  void missingHeaderLine_isNotShown() throws IOException {
    roster(rows(1, 3));

    refused(3, "roster.csv, line 1: no column of it is known", "is the header line missing?");
  }

  @Test
  void duplicateLocalId() throws IOException {
    roster(HEADER + rows(1, 40) + " QQ-7 ,Zebulon,Quillonix,,yes\n");

    refused(3, "roster.csv, line 42, local_id: the same as in line 8");
  }

  @Test
  void brokenUtf8() throws IOException {
    Files.write(folder.resolve("roster.csv"), (HEADER + rows(1, 3) + "QQ-4,Zebulón,Quillonix,,yes\n").getBytes(ISO_8859_1));

    refused(3, "roster.csv, line 5: not UTF-8");
  }

  @Test
  void byteOrderMark_isAccepted() throws IOException {
    roster("\uFEFF" + HEADER + rows(1, 10));

    assertThat(terminal.run(NOW, "check", "--dir", folder)).as(terminal.all()).isZero();
    assertThat(terminal.out()).contains("roster.csv: 10 rows can be used");
    assertNothingSentNorShown();
  }

  @Test
  void quoteNeverClosed() throws IOException {
    roster(HEADER + rows(1, 3) + "QQ-4,\"Zebulon,Quillonix,2009-04-01,yes\n" + rows(5, 9));

    refused(3, "roster.csv, line 5: a quote is opened in this row and never closed");
  }

  @Test
  void emptyRoster() throws IOException {
    roster(HEADER);
    refused(3, "roster.csv: no row below the header line", "never sent");

    roster("");
    refused(3, "roster.csv: empty, without even a header line");
  }

  @Test
  void missingRoster() throws IOException {
    Files.delete(folder.resolve("roster.csv"));

    refused(3, "roster.csv: no such file");
  }

  @Test
  void thirtyPercentRejected() throws IOException {
    roster(HEADER + rows(1, 7) + "QQ-8,Zebulon,Quillonix,,perhaps\n" + "QQ-9,Zebulon,Quillonix\n" + ",Zebulon,Quillonix,,yes\n");

    refused(3, "3 of 10 rows rejected, more than 2 %", "roster.csv, line 9, open_case: neither yes nor no",
        "roster.csv, line 10: 3 cells, but the header line has 5", "roster.csv, line 11, local_id: missing");
  }

  @Test
  void configWithUnknownKey() throws IOException {
    TestCustodians.edit(folder, "file = \"roster.csv\"", "file = \"roster.csv\"\nZebulon_key = \"Quillonix\"");
    assertThat(terminal.run(NOW, "nightly", "--dir", folder)).isEqualTo(3);
    assertThat(terminal.err()).contains("agency.toml, line ", "roster.Zebulon_key: unknown key").doesNotContain("Quillonix");

    assertThat(terminal.run(NOW, "check", "--dir", folder)).isEqualTo(3);
    assertThat(terminal.all()).contains("roster.Zebulon_key: unknown key");
    assertThat(server.calls).isEmpty();
  }

  @Test
  void everyProblemOfTheConfig_atOnce() throws IOException {
    TestCustodians.edit(folder, "agency = \"child_welfare\"", "agency = \"Child Welfare\"");
    TestCustodians.edit(folder, "key = \"agency.key\"\n", "");

    refused(3, "agency.toml, line ", "agency: ", "files.key: missing");
  }

  @Test
  void configThatIsNotToml() throws IOException {
    Files.writeString(folder.resolve("agency.toml"), "agency = Zebulon\n");

    refused(3, "agency.toml, line 1: not TOML");
  }

  @Test
  void folderInTheFilesPlace() throws IOException {
    for (String file : List.of("agency.toml", "custodians/alma.pub", "state/collaborative.json", "state/ledger")) {
      Path path = folder.resolve(file);
      Path aside = folder.resolve("aside");
      boolean there = Files.exists(path);
      if (there) {
        Files.move(path, aside);
      }
      Files.createDirectories(path);
      try {
        refused(3, path + ": is a folder, not a file");
      } finally {
        Files.delete(path);
        if (there) {
          Files.move(aside, path);
        }
      }
    }
  }

  @Test
  void folderWithoutConfig() {
    assertThat(terminal.run(NOW, "nightly", "--dir", temporary.resolve("nowhere"))).isEqualTo(3);
    assertThat(terminal.err()).contains("agency.toml: no such file");
    assertThat(temporary.resolve("nowhere")).doesNotExist();
  }

  @Test
  void keyFilesReadableByOthers() throws IOException {
    for (String file : List.of("keyring/linkage-secret-1.json", "keyring/record-key.json", "agency.key")) {
      Path path = folder.resolve(file);
      Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-r-----"));
      try {
        assertThat(terminal.run(NOW, "nightly", "--dir", folder)).as(file).isEqualTo(5);
        assertThat(terminal.err()).contains(path.toString(), "open to its group or others", "chmod 600").doesNotContain(Files.readString(path));
        assertNothingSentNorShown();
      } finally {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rw-------"));
      }
    }
  }

  @Test
  void damagedLinkageSecret() throws IOException {
    Path path = folder.resolve("keyring/linkage-secret-1.json");
    String before = Files.readString(path);
    String secret = before.replaceAll("(?s).*\"secret\": ?\"([^\"]+)\".*", "$1");
    try {
      Files.writeString(path, before.replace(secret, secret.substring(1) + "A"));

      assertThat(terminal.run(NOW, "nightly", "--dir", folder)).as(terminal.all()).isEqualTo(5);
      assertThat(terminal.err()).contains("linkage-secret-1.json").doesNotContain(secret.substring(1, 12));
      assertNothingSentNorShown();
    } finally {
      Files.writeString(path, before);
    }
  }

  @Test
  void certificateThatIsOver_orOfAnotherKey() throws IOException {
    assertThat(terminal.run(NOW.plusSeconds(91L * 86_400), "nightly", "--dir", folder)).isEqualTo(5);
    assertThat(terminal.err()).contains("agency.pem: expired on", "agency.csr");
    assertNothingSentNorShown();

    Path other = temporary.resolve("other");
    new TestCustodians(NOW).enrol(other, running.orElseThrow().url());
    byte[] before = Files.readAllBytes(folder.resolve("agency.pem"));
    try {
      Files.copy(other.resolve("agency.pem"), folder.resolve("agency.pem"), java.nio.file.StandardCopyOption.REPLACE_EXISTING);
      assertThat(terminal.run(NOW, "nightly", "--dir", folder)).isEqualTo(5);
      assertThat(terminal.err()).contains("agency.pem: is not the certificate of");
      assertNothingSentNorShown();
    } finally {
      Files.write(folder.resolve("agency.pem"), before);
    }
  }

  @Test
  void screeningsBeside_areNamedByTheirOwnFile() throws IOException {
    TestCustodians.edit(folder, "#screenings", "screenings");
    Files.writeString(folder.resolve("screenings.csv"), "local_id,instrument,form,date\n" + IntStream.rangeClosed(1, 3).mapToObj(
        i -> "QQ-" + i + ",Zebulon,Quillonix,31.12.2025\n").collect(Collectors.joining()), UTF_8);

    refused(3, "screenings.csv, line 2, date: not a date (yyyy-MM-dd)", "roster.csv: 3 of 10 rows rejected");
  }
}
