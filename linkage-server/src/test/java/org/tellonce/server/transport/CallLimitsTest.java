package org.tellonce.server.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.agreements.AgencyId;

class CallLimitsTest {
  private static final AgencyId SCHOOL = new AgencyId("school");
  private static final AgencyId SHELTER = new AgencyId("shelter");

  private final AtomicReference<Instant> now = new AtomicReference<>(Instant.EPOCH);

  private CallLimits limits(int atOnce, int atOncePerAgency, int perMinute) {
    return new CallLimits(new CallLimits.Bounds(atOnce, atOncePerAgency, perMinute, 2), now::get);
  }

  private static CallLimits.Slot slot(CallLimits.Entry entry) {
    assertThat(entry).isInstanceOf(CallLimits.Slot.class);
    return (CallLimits.Slot) entry;
  }

  @Test
  void callsAtOnce_areBounded_forOneAgencyAndForAll() {
    var limits = limits(3, 2, 100);
    var first = slot(limits.enter(SCHOOL, false));
    slot(limits.enter(SCHOOL, false));
    assertThat(limits.enter(SCHOOL, false)).isEqualTo(new CallLimits.Wait(1));
    slot(limits.enter(SHELTER, false));
    assertThat(limits.enter(SHELTER, false)).isEqualTo(new CallLimits.Wait(1));

    first.close();
    first.close();

    assertThat(limits.running()).isEqualTo(2);
    slot(limits.enter(SCHOOL, false));
  }

  @Test
  void callsPerMinute_areBounded_andTheWaitIsTold() {
    var limits = limits(10, 10, 2);
    slot(limits.enter(SCHOOL, false)).close();
    slot(limits.enter(SCHOOL, false)).close();

    assertThat(limits.enter(SCHOOL, false)).isEqualTo(new CallLimits.Wait(30));
    now.set(now.get().plusSeconds(10));
    assertThat(limits.enter(SCHOOL, false)).isEqualTo(new CallLimits.Wait(20));
    slot(limits.enter(SHELTER, false)).close();
    now.set(now.get().plusSeconds(20));
    slot(limits.enter(SCHOOL, false)).close();
    assertThat(limits.enter(SCHOOL, false)).isInstanceOf(CallLimits.Wait.class);
  }

  @Test
  void clockThatGoesBack_doesNoHarm() {
    var limits = limits(10, 10, 2);
    slot(limits.enter(SCHOOL, false)).close();
    now.set(now.get().minusSeconds(3600));
    slot(limits.enter(SCHOOL, false)).close();
    assertThat(limits.enter(SCHOOL, false)).isInstanceOf(CallLimits.Wait.class);
  }

  @Test
  void callsThatBecomeEvents_areBoundedByTheDay_andTheOthersGoOn() {
    var limits = limits(3, 3, 100);
    slot(limits.enter(SCHOOL, true)).close();
    slot(limits.enter(SCHOOL, true)).close();

    assertThat(limits.enter(SCHOOL, true)).isEqualTo(new CallLimits.Wait(43_200));
    slot(limits.enter(SCHOOL, false)).close();
    slot(limits.enter(SHELTER, true)).close();
    now.set(now.get().plus(Duration.ofHours(12)));
    slot(limits.enter(SCHOOL, true)).close();
    assertThat(limits.enter(SCHOOL, true)).isInstanceOf(CallLimits.Wait.class);
  }

  @Test
  void idle_isWaitedFor() throws Exception {
    var limits = limits(3, 2, 100);
    assertThat(limits.awaitIdle(Duration.ZERO)).isTrue();
    var running = slot(limits.enter(SCHOOL, false));
    assertThat(limits.awaitIdle(Duration.ofMillis(5))).isFalse();
    var idle = CompletableFuture.supplyAsync(() -> {
      try {
        return limits.awaitIdle(Duration.ofSeconds(20));
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    });
    running.close();
    assertThat(idle.get(20, TimeUnit.SECONDS)).isTrue();
  }
}
