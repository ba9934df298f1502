package org.tellonce.agency.flags;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FlagsCsvTest {
  @TempDir
  private Path folder;

  @Test
  void flags_lieInTheFileWhenItIsWritten() throws IOException {
    Path file = folder.resolve("flags.csv");
    LocalDate since = LocalDate.of(2026, 11, 24);

    new FlagsCsv(file).write(List.of(new FlaggedRow("JJ00000001", since), new FlaggedRow("=1+1,\"x\"", since)));

    assertThat(Files.readString(file)).isEqualTo("local_id,ask_first,since\nJJ00000001,yes,2026-11-24\n\"=1+1,\"\"x\"\"\",yes,2026-11-24\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
  }

  @Test
  void noFlag_leavesTheHeaderLine() throws IOException {
    Path file = folder.resolve("flags.csv");
    new FlagsCsv(file).write(List.of(new FlaggedRow("JJ00000001", LocalDate.of(2026, 11, 24))));

    new FlagsCsv(file).write(List.of());

    assertThat(Files.readString(file)).isEqualTo("local_id,ask_first,since\n");
  }
}
