package org.tellonce.rehearsal.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.Stop;

class DemoStateTest {
  private static final LocalDate MONDAY = LocalDate.of(2026, 11, 23);

  @TempDir
  private Path folder;

  @Test
  void state_isReadAsItWasWritten() {
    var state = new DemoState(2_000, 3, 8_443, List.of(MONDAY, MONDAY.plusDays(1)), 1);
    Path file = folder.resolve("demo.properties");

    state.write(file);

    assertThat(DemoState.read(file)).isEqualTo(state);
  }

  @Test
  void nightCutOff_isPlayedAgainOnItsEvening() {
    var cut = new DemoState(2_000, 3, 8_443, List.of(MONDAY, MONDAY), 1);

    assertThat(cut.night()).isEqualTo(2);
    assertThat(cut.begun(MONDAY.plusDays(5))).isEqualTo(cut);
    assertThat(cut.ended().begun(MONDAY.plusDays(5)).evenings()).containsExactly(MONDAY, MONDAY, MONDAY.plusDays(5));
    assertThat(cut.ended().begun(MONDAY.plusDays(5)).night()).isEqualTo(3);
  }

  @Test
  void clockSetBack_givesNoEveningInThePast() {
    var state = new DemoState(10, 1, 8_443, List.of(MONDAY), 1);

    assertThat(state.begun(MONDAY.minusDays(2)).evenings()).containsExactly(MONDAY, MONDAY);
  }

  @Test
  void fileOfSomethingElse_isRefused() throws IOException {
    Path file = folder.resolve("demo.properties");
    Files.writeString(file, "evenings=yesterday\n");

    assertThatThrownBy(() -> DemoState.read(file)).isInstanceOf(Stop.class).hasMessageContaining("demo.properties");
  }
}
