package org.tellonce.agency.agreements;

import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Optional;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.submission.Consent;

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

  /// Why a row of an agency may not be sent, nor asked about, if so: what its class asks of each consent, or the legal bases of its agreement.
  ///
  /// @param basis the row's
  /// @param consent the one that holds today
  public Optional<String> objection(AgencyId agency, Optional<LegalBasis> basis, Optional<Consent> consent) {
    return rules.flatMap(known -> known.member(agency)).flatMap(member -> objection(member, basis, consent));
  }

  private static Optional<String> objection(Member member, Optional<LegalBasis> basis, Optional<Consent> consent) {
    AgencyClass type = member.type();
    if (type.needsConsent() && consent.filter(one -> one.meets(type)).isEmpty()) {
      return Optional.of("without the written consent of young person and guardian, or of a court");
    }
    if (type.needsAuthorisation() && consent.filter(one -> one.meets(type)).isEmpty()) {
      return Optional.of("without a written consent of which somebody checked who signed");
    }
    return basis.filter(one -> !member.agreement().allows(one)).isPresent() ? Optional.of(
        "on a legal basis that this agency's agreement does not name")
        : Optional.empty();
  }
}
