package org.tellonce.agency.flags;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Failure;

class FlagsCsvTest {
  private static final LocalDate DAY = LocalDate.of(2026, 3, 1);

  @TempDir
  private Path folder;

  private FlagsCsv file = new FlagsCsv(Path.of("flags.csv"));

  @BeforeEach
  void name() {
    file = new FlagsCsv(folder.resolve("flags.csv"));
  }

  @Test
  void rows_areWrittenInTheirOrder_forTheOwnerOnly() throws IOException {
    file.write(List.of(new FlaggedRow("R-2", DAY), new FlaggedRow("R-1, \"old\"", DAY.minusDays(1))));

    assertThat(file.path()).hasContent("""
      local_id,ask_first,since
      R-2,yes,2026-03-01
      "R-1, ""old\""",yes,2026-02-28
      """);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path()))).isEqualTo("rw-------");
  }

  @Test
  void noRows_areAHeaderLine() {
    file.write(List.of(new FlaggedRow("R-2", DAY)));
    file.write(List.of());

    assertThat(file.path()).hasContent("local_id,ask_first,since\n");
  }

  @Test
  void fileThatCannotBeReplaced_staysWhole() throws IOException {
    Files.createDirectories(file.path().resolve("in the way"));

    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> file.write(List.of()));
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file.path()));
  }

  /// Another process writes more than it may: half a file is on the disk when the operating system says no, as when the disk is full.
  @Test
  void diskFull_leavesTheOldFileWhole_andNothingBesideIt() throws IOException, InterruptedException {
    file.write(List.of(new FlaggedRow("R-2", DAY)));
    byte[] before = Files.readAllBytes(file.path());
    Path java = Path.of(System.getProperty("java.home"), "bin", "java");
    Process process = new ProcessBuilder("sh", "-c", "ulimit -f 4; exec \"$@\"", "sh", java.toString(), "-XX:-UsePerfData", "-Xshare:auto", "-cp",
        System.getProperty("java.class.path"), Writing.class.getName(), file.path().toString()).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();

    assertThat(process.exitValue()).as(said).isEqualTo(ExitCode.DATA_REFUSED.number());
    assertThat(said).contains("flags.csv: the file system refused").doesNotContain("Quillon");
    assertThat(Files.readAllBytes(file.path())).isEqualTo(before);
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file.path()));
  }

  /// Writes many rows, and ends as `Main` would.
  static final class Writing {
    private Writing() {}

    public static void main(String[] args) {
      try {
        new FlagsCsv(Path.of(args[0])).write(IntStream.range(0, 10_000).mapToObj(i -> new FlaggedRow("Quillon-" + i, DAY)).toList());
      } catch (UncheckedIOException e) {
        Failure failure = Failure.of("tellonce agency", "0.1.0", DAY.atStartOfDay().toInstant(java.time.ZoneOffset.UTC), e);
        System.out.println(failure.line());
        System.exit(failure.code().number());
      }
    }
  }
}
