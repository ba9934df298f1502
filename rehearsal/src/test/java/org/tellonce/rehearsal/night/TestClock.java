package org.tellonce.rehearsal.night;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// The clock on the wall, or one that the test sets and that runs on from there.
final class TestClock implements InstantSource {
  static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

  private final boolean isReal;
  private volatile Duration ahead = Duration.ZERO;
  private volatile @Nullable Instant still;

  private TestClock(boolean isReal) {
    this.isReal = isReal;
  }

  /// The real time: what other processes see too.
  static TestClock real() {
    return new TestClock(true);
  }

  /// Begins at a time of a day in the collaborative.
  static TestClock at(String date, String time) {
    var clock = new TestClock(false);
    clock.set(date, time);
    return clock;
  }

  /// Begins at a moment.
  static TestClock at(Instant moment) {
    var clock = new TestClock(false);
    clock.set(moment);
    return clock;
  }

  /// Goes on from a time of a day in the collaborative.
  void set(String date, String time) {
    set(LocalDate.parse(date).atTime(LocalTime.parse(time)).atZone(ZONE).toInstant());
  }

  /// Goes on from a moment.
  void set(Instant moment) {
    ahead = Duration.between(InstantSource.system().instant(), moment);
  }

  /// Stands still at the next full second while something is done, and goes on from there. A server that starts waits for a full second, for signatures are
  /// dated in seconds: so it has one. The real time does not stand still.
  <T> T stillWhile(Supplier<T> done) {
    if (isReal) {
      return done.get();
    }
    Instant second = instant().plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS);
    still = second;
    try {
      return done.get();
    } finally {
      set(second);
      still = null;
    }
  }

  /// Today, in the collaborative.
  LocalDate today() {
    return LocalDate.ofInstant(instant(), ZONE);
  }

  @Override
  public Instant instant() {
    Instant standing = still;
    return standing == null ? InstantSource.system().instant().plus(ahead) : standing;
  }
}
