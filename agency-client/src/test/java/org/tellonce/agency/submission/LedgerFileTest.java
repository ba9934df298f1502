package org.tellonce.agency.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.tellonce.agency.submission.TestRecords.token;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerFileTest {
  private static final Ledger LEDGER = Ledger.EMPTY.withWithdrawal(token(1), true);

  @TempDir
  private Path folder;

  private LedgerFile file;

  @BeforeEach
  void name() {
    file = new LedgerFile(folder.resolve("ledger"));
  }

  @Test
  void noFile_isAbsent() {
    assertThat(file.read()).isEqualTo(new LedgerFile.Read.Absent());
    assertThat(file.known()).isEmpty();
  }

  @Test
  void written_isKnown_andForItsOwnerOnly() throws IOException {
    file.write(Ledger.EMPTY);
    file.write(LEDGER);

    assertThat(file.read()).isEqualTo(new LedgerFile.Read.Known(LEDGER));
    assertThat(file.known()).contains(LEDGER);
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.path()))).isEqualTo("rw-------");
    assertThat(folder).isDirectoryNotContaining(path -> !path.equals(file.path()));
  }

  @Test
  void cutOff_isDamaged() throws IOException {
    file.write(LEDGER);
    Files.write(file.path(), java.util.Arrays.copyOf(LEDGER.toBytes(), 40));

    assertThat(file.read()).isInstanceOfSatisfying(LedgerFile.Read.Damaged.class, damaged -> assertThat(damaged.problems()).isNotEmpty());
    assertThat(file.known()).isEmpty();
  }
}
