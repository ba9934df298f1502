package org.tellonce.rehearsal.night;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.LocalTime;
import java.time.ZoneId;

/// The clock on the wall, or one that the test sets and that runs on from there.
final class TestClock implements InstantSource {
  static final ZoneId ZONE = ZoneId.of("America/Los_Angeles");

  private volatile Duration ahead = Duration.ZERO;

  /// The real time: what other processes see too.
  static TestClock real() {
    return new TestClock();
  }

  /// Begins at a time of a day in the collaborative.
  static TestClock at(String date, String time) {
    var clock = new TestClock();
    clock.set(date, time);
    return clock;
  }

  /// Goes on from a time of a day in the collaborative.
  void set(String date, String time) {
    Instant moment = LocalDate.parse(date).atTime(LocalTime.parse(time)).atZone(ZONE).toInstant();
    ahead = Duration.between(InstantSource.system().instant(), moment);
  }

  /// Today, in the collaborative.
  LocalDate today() {
    return LocalDate.ofInstant(instant(), ZONE);
  }

  @Override
  public Instant instant() {
    return InstantSource.system().instant().plus(ahead);
  }
}
