package org.tellonce.server.transport;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.tellonce.protocol.json.CanonicalJson;

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
  void bodies_areFilledUpToOneLength_andReadAsBefore() {
    byte[] body = "{\"kind\":\"nothing\"}".getBytes(UTF_8);

    assertThat(Door.filled(body)).hasSize(4_096).startsWith(body);
    assertThat(CanonicalJson.parse(Door.filled(body), 4_096)).isEqualTo(CanonicalJson.parse(body, 4_096));
    assertThat(Door.filled(new byte[4_096])).hasSize(4_096);
    assertThat(Door.filled(new byte[4_097])).hasSize(8_192);
  }

  @Test
  void timerThatIsRoundedUp_isNeverBeforeItsTick() {
    for (long elapsed = 1; elapsed < 900 * MILLI; elapsed += 7_654_321) {
      long sent = elapsed + Door.millisToTick(elapsed) * MILLI;
      assertThat(sent % (300 * MILLI)).isLessThan(MILLI);
    }
  }
}
