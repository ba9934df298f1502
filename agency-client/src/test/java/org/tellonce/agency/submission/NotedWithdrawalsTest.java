package org.tellonce.agency.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.tellonce.agency.submission.TestRecords.plan;
import static org.tellonce.agency.submission.TestRecords.roster;
import static org.tellonce.agency.submission.TestRecords.token;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotedWithdrawalsTest {
  private static final Ledger THREE = plan(roster(3), Ledger.EMPTY).next();

  @TempDir
  private Path folder;

  private final List<String> notices = new ArrayList<>();
  private LedgerFile ledger = new LedgerFile(Path.of("ledger"));

  @BeforeEach
  void name() {
    ledger = new LedgerFile(folder.resolve("ledger"));
    ledger.write(THREE);
  }

  private NotedWithdrawals noted() {
    return new NotedWithdrawals(folder.resolve("withdrawals"));
  }

  @Test
  void noted_isSeenByWhoOnlyLooks_andHoldsTokensOnly_forItsOwner() throws IOException {
    noted().note(token(1), false);
    noted().note(token(2), true);

    assertThat(ledger.remembered()).isEqualTo(THREE.withWithdrawal(token(1), false).withWithdrawal(token(2), true));
    assertThat(noted().path()).hasContent(token(1) + " agency\n" + token(2) + " all_linked\n");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(noted().path()))).isEqualTo("rw-------");
    assertThat(ledger.known()).contains(THREE);
  }

  @Test
  void openedLedger_hasWhatWasNoted_onTheDisk_andTheNotesAreEmpty() {
    noted().note(token(1), true);

    Ledger opened = ledger.open(notices::add);

    assertThat(opened.pending()).containsEntry(token(1), true).hasSize(1);
    assertThat(ledger.known()).contains(opened);
    assertThat(noted().path()).isEmptyFile();
    assertThat(ledger.open(notices::add)).isEqualTo(opened);
    assertThat(notices).isEmpty();
  }

  @Test
  void crashBeforeTheLedgerIsWritten_losesNothing_andAfterItChangesNothing() throws IOException {
    noted().note(token(1), true);
    assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> noted().moveInto(THREE, _ -> {
      throw new UncheckedIOException(new IOException("crash"));
    }, notices::add));
    byte[] notes = Files.readAllBytes(noted().path());
    Ledger once = ledger.open(notices::add);
    Files.write(noted().path(), notes);

    assertThat(ledger.open(notices::add)).isEqualTo(once);
  }

  @Test
  void lineThatWasCutOff_wasNeverNoted_andIsWrittenOver() throws IOException {
    noted().note(token(1), false);
    Files.writeString(noted().path(), token(2).toString().substring(5), StandardOpenOption.APPEND);

    noted().note(token(3), false);

    assertThat(ledger.open(notices::add).pending()).containsOnlyKeys(token(1), token(3));
    assertThat(notices).isEmpty();
  }

  @Test
  void damagedLine_isSaid_andTheOthersCount() throws IOException {
    noted().note(token(1), false);
    Files.writeString(noted().path(), "zz agency\n", StandardOpenOption.APPEND);

    assertThat(ledger.open(notices::add).pending()).containsOnlyKeys(token(1));
    assertThat(notices).singleElement().asString().contains("withdrawals, line 2: not a withdrawal", "repeat withdrawals").doesNotContain("zz");
  }
}
