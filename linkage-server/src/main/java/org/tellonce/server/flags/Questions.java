package org.tellonce.server.flags;

import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.flags.OpeningRequest;
import org.tellonce.server.agreements.Users;

/// Whether an opening or a look-up is answered at all: why, who asks, and how often. Nothing here looks at what the answer would be.
///
/// @see "flags.md, Who asks, Guards"
public final class Questions {
  private final Users users;
  private final Asks asks;

  /// Over who may ask, and how often they did.
  public Questions(Users users, Asks asks) {
    this.users = users;
    this.asks = asks;
  }

  /// Why a question would not be answered at a moment; nothing is written.
  Optional<FlagsOutcome.OfOpening> objection(Handle handle, AgencyId agency, OpeningRequest asked, Moment moment) {
    return refusal(handle, agency, asked, moment, asks::isLeft);
  }

  /// Why a question is not answered; nothing if it is, and then it is counted.
  Optional<FlagsOutcome.OfOpening> refusal(Handle handle, AgencyId agency, OpeningRequest asked, Moment moment) {
    return refusal(handle, agency, asked, moment, asks::count);
  }

  /// What allows one question more, or does not.
  private interface Budget {
    boolean allows(Handle handle, AgencyId agency, String user, LocalDate today, Limits limits);
  }

  private Optional<FlagsOutcome.OfOpening> refusal(Handle handle, AgencyId agency, OpeningRequest asked, Moment moment, Budget budget) {
    LocalDate today = moment.today();
    Rules rules = moment.rules();
    List<Problem> outside = rules.member(agency).map(member -> asked.objections(member.agreement())).orElse(List.of());
    if (!outside.isEmpty()) {
      return Optional.of(new FlagsOutcome.OutsideAgreement(outside));
    }
    Optional<String> refused = users.refusal(handle, agency, asked.user(), today);
    if (refused.isPresent()) {
      return refused.map(FlagsOutcome.UserRefused::new);
    }
    if (!budget.allows(handle, agency, asked.user(), today, rules.limits())) {
      Duration left = Duration.between(moment.at(), today.plusDays(1).atStartOfDay(rules.timeZone()));
      return Optional.of(new FlagsOutcome.TooMany((int) left.plusSeconds(1).minusNanos(1).toSeconds()));
    }
    return Optional.empty();
  }

  /// Locks a user who asked after one young person again and again.
  FlagsOutcome.UserRefused lock(Handle handle, AgencyId agency, String user, LocalDate today) {
    return new FlagsOutcome.UserRefused(users.lock(handle, agency, user, today));
  }
}
