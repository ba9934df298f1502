package org.tellonce.server;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/// Does something once at the start, then again and again at its times, on a thread of its own.
final class WorkTimer implements AutoCloseable {
  private final UnaryOperator<Instant> next;
  private final InstantSource clock;
  private final Runnable work;
  private final Consumer<Throwable> mistakes;
  private final ScheduledExecutorService thread =
      Executors.newSingleThreadScheduledExecutor(Thread.ofPlatform().name("timed-work").daemon(true).factory());

  /// @param next the next time after another; asked anew for every time
  /// @param mistakes told what the work throws; the next time comes all the same
  WorkTimer(UnaryOperator<Instant> next, InstantSource clock, Runnable work, Consumer<Throwable> mistakes) {
    this.next = next;
    this.clock = clock;
    this.work = work;
    this.mistakes = mistakes;
  }

  /// Begins with the first time at once: there may have been times without a server.
  ///
  /// @return done when the first time is over
  CompletableFuture<Void> start() {
    return CompletableFuture.runAsync(this::once, thread);
  }

  private void once() {
    try {
      work.run();
    } catch (RuntimeException | Error e) {
      mistakes.accept(e);
    }
    Instant now = clock.instant();
    var _ = thread.schedule(this::once, Duration.between(now, next.apply(now)).toMillis() + 1, TimeUnit.MILLISECONDS);
  }

  /// Each night at one time of a zone's clock.
  ///
  /// @param zone asked anew for every night: the rules may change
  static UnaryOperator<Instant> nightly(LocalTime at, Supplier<ZoneId> zone) {
    return after -> next(after, at, zone.get());
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
        throw new IllegalStateException("the work does not end");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
