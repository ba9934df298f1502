package org.tellonce.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class DoorTest {
  private static final long MILLI = 1_000_000;

  @Test
  void tick_isTheFirstMultipleThatIsNotOver_inWholeMilliseconds() {
    assertThat(Door.millisToTick(0)).isEqualTo(300);
    assertThat(Door.millisToTick(12 * MILLI)).isEqualTo(288);
    assertThat(Door.millisToTick(299 * MILLI)).isEqualTo(1);
    assertThat(Door.millisToTick(300 * MILLI)).isEqualTo(300);
    assertThat(Door.millisToTick(301 * MILLI)).isEqualTo(299);
  }

  @Test
  void timerThatIsRoundedUp_isNeverBeforeItsTick() {
    for (long elapsed = 1; elapsed < 900 * MILLI; elapsed += 7_654_321) {
      long sent = elapsed + Door.millisToTick(elapsed) * MILLI;
      assertThat(sent % (300 * MILLI)).isLessThan(MILLI);
    }
  }
}
