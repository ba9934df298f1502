package org.tellonce.agency.audit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.TestCustodians;
import org.tellonce.agency.transport.FakeLog;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.audit.EpochEvent;
import org.tellonce.protocol.audit.SignedCheckpoint;

class WitnessReportTest {
  @TempDir
  private Path folder;

  @Test
  void nightWithoutAFinding_isOneLine() {
    assertThat(new WitnessReport(folder).line(new Witness.Outcome.Cosigned(41, 7), TestCustodians.NOW)).isEqualTo(
        "log: 41 leaves, 7 of them new, checked and cosigned");
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void finding_endsTheCommandWithOneLine_andAFileWithBothCheckpoints() throws IOException {
    for (Finding.Kind kind : Finding.Kind.values()) {
      var log = new FakeLog();
      SignedCheckpoint held = log.add(new EpochEvent(TestCustodians.NOW, 1, true)).checkpoint();
      SignedCheckpoint offered = log.add(new EpochEvent(TestCustodians.NOW, 2, true)).checkpoint();
      var finding = new Finding(kind, "leaf 12", Optional.of(held), Optional.of(offered));
      assertThatThrownBy(() -> new WitnessReport(folder).line(new Witness.Outcome.Contradicted(finding), TestCustodians.NOW)).isInstanceOfSatisfying(
          Stop.class, stop -> {
            assertThat(stop.code()).isEqualTo(ExitCode.LOG_CONTRADICTS);
            assertThat(stop.getMessage()).contains(kind.wording(), "leaf 12", "not cosigned", "Tell the privacy officer and two custodians",
                "incident-20260301-200000.txt").doesNotContain("\n");
          });
      Path file = folder.resolve("incident-20260301-200000.txt");
      assertThat(Files.readString(file)).contains(kind + ": " + kind.wording(), "leaf 12", new String(held.toBytes(),
          java.nio.charset.StandardCharsets.UTF_8), new String(offered.toBytes(), java.nio.charset.StandardCharsets.UTF_8),
          "What was submitted stays submitted", "Do not delete state/log");
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
    }
  }

  @Test
  void findingOfAFirstNight_saysThatThereIsNoCheckpoint() throws IOException {
    var finding = new Finding(Finding.Kind.FORGED, "no checkpoint at all", Optional.empty(), Optional.empty());
    assertThatThrownBy(() -> new WitnessReport(folder).line(new Witness.Outcome.Contradicted(finding), TestCustodians.NOW)).isInstanceOf(Stop.class);
    assertThat(Files.readString(folder.resolve("incident-20260301-200000.txt"))).contains("cosigned:\n\nnone\n", "none that can be read");
  }
}
