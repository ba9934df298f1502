package org.tellonce.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

/// Does something once at the start, then each night at one time of the collaborative's clock, on a thread of its own.
final class NightTimer implements AutoCloseable {
  private final LocalTime at;
  private final Supplier<ZoneId> zone;
  private final InstantSource clock;
  private final Runnable work;
  private final Consumer<Throwable> mistakes;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("night").daemon(true).factory());

  /// @param zone asked anew for every night: the rules may change
  /// @param mistakes told what the work throws; the next night comes all the same
  NightTimer(LocalTime at, Supplier<ZoneId> zone, InstantSource clock, Runnable work, Consumer<Throwable> mistakes) {
    this.at = at;
    this.zone = zone;
    this.clock = clock;
    this.work = work;
    this.mistakes = mistakes;
  }

  /// Begins with the first time at once: there may have been nights without a server.
  void start() {
    thread.execute(this::night);
  }

  private void night() {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      mistakes.accept(e);
    }
    Instant now = clock.instant();
    var _ = thread.schedule(this::night, Duration.between(now, next(now, at, zone.get())).toMillis() + 1, TimeUnit.MILLISECONDS);
  }

  /// The next moment after another at which clocks of a zone show a time; where summer time leaves it out, the moment after the gap.
  static Instant next(Instant after, LocalTime at, ZoneId zone) {
    ZonedDateTime local = after.atZone(zone);
    Instant today = local.toLocalDate().atTime(at).atZone(zone).toInstant();
    return today.isAfter(after) ? today : local.toLocalDate().plusDays(1).atTime(at).atZone(zone).toInstant();
  }

  /// Waits for the work at hand, up to a minute, and ends.
  @Override
  public void close() {
    thread.shutdownNow();
    try {
      if (!thread.awaitTermination(1, TimeUnit.MINUTES)) {
        throw new IllegalStateException("the night's work does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
