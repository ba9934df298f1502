package org.tellonce.agency.roster;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.submission.Consent;

/// What holds for a written consent that does not say it itself.
///
/// @param reference the agency's name for a written consent that covers everybody
/// @param from that consent's first day
/// @param until that consent's last day
/// @param signer who signs as a rule
/// @param checked whether somebody made sure that nobody who harmed the young person signed
/// @param scope what it allows
public record DefaultConsent(Optional<String> reference, Optional<LocalDate> from, Optional<LocalDate> until, Consent.Signer signer, boolean checked,
    List<Consent.Scope> scope) {

  /// No consent covers everybody; a paper that says nothing else is the guardian's, unchecked, and lets the agency be named.
  public static final DefaultConsent NONE = new DefaultConsent(Optional.empty(), Optional.empty(), Optional.empty(), Consent.Signer.GUARDIAN, false,
      List
          .of(Consent.Scope.MATCH, Consent.Scope.SHOW_AGENCY));

  public DefaultConsent {
    scope = List.copyOf(scope);
  }

  /// The first day of a consent of which only the last is known: so many whole years before it that it is not after today, one at least. The same answer on each
  /// day of a year, so that a record does not change for nothing.
  static LocalDate starts(LocalDate until, LocalDate today) {
    int years = 1;
    while (until.minusYears(years).isAfter(today)) {
      years++;
    }
    return until.minusYears(years);
  }
}
