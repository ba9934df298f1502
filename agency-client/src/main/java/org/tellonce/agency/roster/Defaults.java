package org.tellonce.agency.roster;

import java.util.Optional;
import org.tellonce.protocol.agreements.LegalBasis;

/// What holds for a row or a screening that does not say it itself.
///
/// @param openCase whether the roster holds open cases only
/// @param legalBasis why the agency may take part for these people
/// @param consent what holds for a consent
public record Defaults(boolean openCase, Optional<LegalBasis> legalBasis, DefaultConsent consent) {

  /// Nothing holds unless it is said.
  public static final Defaults NONE = new Defaults(false, Optional.empty(), DefaultConsent.NONE);

  /// Open cases, all on one legal basis.
  public static Defaults open(LegalBasis basis) {
    return new Defaults(true, Optional.of(basis), DefaultConsent.NONE);
  }
}
