package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class WorkTimerTest {
  private static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

  private static String next(String after, String at) {
    return WorkTimer.next(Instant.parse(after), LocalTime.parse(at), ZONE).toString();
  }

  @Test
  void nextNight_isByTheClockOfTheCollaborative() {
    assertThat(next("2026-01-10T07:00:00Z", "00:05")).isEqualTo("2026-01-10T08:05:00Z");
    assertThat(next("2026-01-10T08:05:00Z", "00:05")).isEqualTo("2026-01-11T08:05:00Z");
    assertThat(next("2026-07-10T08:00:00Z", "00:05")).isEqualTo("2026-07-11T07:05:00Z");
  }

  @Test
  void nextNight_comesWhereSummerTimeLeavesTheHourOut() {
    assertThat(next("2026-03-08T09:00:00Z", "02:30")).isEqualTo("2026-03-08T10:30:00Z");
  }

  @Test
  void work_isDoneAtTheStart_andAgainAtTheNextTime_evenIfItFails() throws InterruptedException {
    var twice = new CountDownLatch(2);
    var failed = new AtomicReference<Throwable>();
    var reads = new AtomicInteger();
    // The clock stands a few milliseconds before midnight once, then after it.
    Instant midnight = Instant.parse("2026-01-10T08:05:00Z");
    try (var timer = new WorkTimer(WorkTimer.nightly(LocalTime.of(0, 5), () -> ZONE), () -> reads.getAndIncrement() == 0 ? midnight.minusMillis(20)
        : midnight, () -> {
          twice.countDown();
          throw new IllegalStateException("tonight");
        }, failed::set)) {
      var _ = timer.start();
      assertThat(twice.await(20, TimeUnit.SECONDS)).isTrue();
    }
    assertThat(failed.get()).hasMessage("tonight");
  }
}
