package org.tellonce.agency.agreements;

import java.time.LocalDate;
import java.time.Period;
import java.util.Optional;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;

/// The agency's own contact in the rules, to which others are pointed while somebody has verified it lately.
///
/// @see "agreements.md, Eligibility"
public record OwnContact(Rules rules, AgencyId agency) {

  private static final Period NOTICE = Period.ofDays(14);

  /// What to tell the agency two weeks before its contact goes stale, and while it is; nothing if nobody would be pointed to it anyway.
  public Optional<String> notice(LocalDate today) {
    return rules.member(agency).filter(_ -> new Eligibility(rules, today).mayMatch(agency).isGiven()).flatMap(member -> notice(member, today));
  }

  private Optional<String> notice(Member member, LocalDate today) {
    LocalDate verified = member.contact().verifiedOn();
    LocalDate stale = verified.plusDays(rules.contactDays()).plusDays(1);
    if (today.isBefore(stale.minus(NOTICE))) {
      return Optional.empty();
    }
    String begin = "our contact was last verified on " + verified;
    return Optional.of(rules.contactIsFresh(agency, today)
        ? begin + "; ask the coordinator to verify it before " + stale + ", else nobody is pointed to us"
        : begin + ": since " + stale + " nobody is pointed to us; ask the coordinator to verify it");
  }
}
