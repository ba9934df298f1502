package org.tellonce.agency.roster;

import java.time.LocalDate;
import java.util.Optional;
import org.tellonce.protocol.agreements.LegalBasis;

/// What holds for a row or a screening that does not say it itself.
///
/// @param openCase whether the roster holds open cases only
/// @param legalBasis why the agency may take part for these people
/// @param consentReference the agency's name for a written consent that covers everybody
/// @param consentUntil that consent's last day
public record Defaults(boolean openCase, Optional<LegalBasis> legalBasis, Optional<String> consentReference, Optional<LocalDate> consentUntil) {

  /// Nothing holds unless it is said.
  public static final Defaults NONE = new Defaults(false, Optional.empty(), Optional.empty(), Optional.empty());
}
