package org.tellonce.keys;

import org.tellonce.protocol.Problem;

/// What becomes of one request for a renewal.
sealed interface RenewalOutcome {

  /// A certificate is due.
  record Due(CertificateRequest request) implements RenewalOutcome {}

  /// It has one that holds long enough.
  record Held(Issued certificate) implements RenewalOutcome {}

  /// It gets none.
  ///
  /// @param reason why, and what to do
  record Refused(Problem reason) implements RenewalOutcome {}
}
