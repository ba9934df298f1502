package org.tellonce.server.flags;

import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.util.function.Supplier;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Rules;

/// When something is decided, and by which rules. What writes takes it in the writer's transaction: a call may have waited for the writer, over midnight or while new
/// rules were taken, and is answered by what holds then.
///
/// @param at gives the day in the collaborative
record Moment(Rules rules, Instant at) {

  /// This one.
  ///
  /// @param rules those that hold whenever it is asked
  static Moment now(Supplier<Rules> rules, InstantSource clock) {
    return new Moment(rules.get(), clock.instant());
  }

  /// The day in the collaborative's time zone.
  LocalDate today() {
    return LocalDate.ofInstant(at, rules.timeZone());
  }

  /// What each agency may do on that day.
  Eligibility eligibility() {
    return new Eligibility(rules, today());
  }
}
