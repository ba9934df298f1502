package org.tellonce.protocol.audit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;

class RestartTest {
  @Test
  void restart_isOver_fourteenDaysAfterItsDate_inEveryTimeZone() {
    var restart = new Restart("tellonce/county", 0, MerkleTree.EMPTY_ROOT, 5, LocalDate.of(2026, 6, 1), "The disk failed");

    assertThat(restart.isOver(Instant.parse("2026-06-16T23:59:59Z"))).isFalse();
    assertThat(restart.isOver(Instant.parse("2026-06-17T00:00:01Z"))).isTrue();
  }
}
