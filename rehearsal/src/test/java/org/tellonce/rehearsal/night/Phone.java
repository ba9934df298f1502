package org.tellonce.rehearsal.night;

import java.time.Duration;
import org.tellonce.pages.testing.Authenticator;

/// The app on a caseworker's phone, set up with the secret that was shown once.
record Phone(String secret, TestClock clock) {
  private static final Duration STEP = Duration.ofSeconds(30);

  /// The next six digits that were not shown before: half a minute passes.
  String digits() {
    clock.set(clock.instant().plus(STEP));
    return Authenticator.code(secret, clock.instant());
  }

  @Override
  public String toString() {
    return "Phone[redacted]";
  }
}
