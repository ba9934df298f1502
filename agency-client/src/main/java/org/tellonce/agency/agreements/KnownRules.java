package org.tellonce.agency.agreements;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.SizeClass;

/// What holds for a command that asks no server: the rules seen last, or, before the first night, what a collaborative begins with.
///
/// @param rules none before the first night
public record KnownRules(Optional<Rules> rules) {

  /// Which day it is: in the collaborative's time zone, or this machine's.
  public LocalDate today(InstantSource clock) {
    return LocalDate.ofInstant(clock.instant(), rules.map(Rules::timeZone).orElseGet(ZoneId::systemDefault));
  }

  /// The size class.
  public SizeClass sizeClass() {
    return rules.map(Rules::sizeClass).orElse(SizeClass.UP_TO_50_000);
  }

  /// The limits.
  public Limits limits() {
    return rules.map(Rules::limits).orElse(Limits.DEFAULT);
  }

  /// Whether nothing of this agency may be sent without a written consent, whatever its rows name as legal basis.
  public boolean needsConsent(AgencyId agency) {
    return rules.flatMap(known -> known.member(agency)).filter(member -> member.type().needsConsent()).isPresent();
  }
}
