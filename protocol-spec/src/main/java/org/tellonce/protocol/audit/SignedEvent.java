package org.tellonce.protocol.audit;

import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.transport.SignedRequest;

/// An event that an agency's call brought about: it holds the call as the agency signed it, so that neither side can deny it.
///
/// @see "audit.md, Events"
public sealed interface SignedEvent extends Event permits DirectoryEvent, SubmissionEvent, WithdrawalEvent, OpeningEvent, LookUpEvent,
    DispositionEvent, CorrectionEvent,
    ShieldEvent, ConfirmationEvent, AccountEvent {

  /// Whose call it was.
  AgencyId agency();

  /// The call as its agency signed it.
  SignedRequest request();
}
