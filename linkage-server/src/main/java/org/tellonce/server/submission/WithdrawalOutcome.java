package org.tellonce.server.submission;

import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.submission.Tombstones;
import org.tellonce.protocol.submission.WithdrawalReceipt;

/// What became of a withdrawal, or of the question what was withdrawn.
///
/// @see "submission.md, Withdrawal"
public sealed interface WithdrawalOutcome {

  /// Answers to a withdrawal.
  sealed interface OfWithdrawal extends WithdrawalOutcome {}

  /// Answers to the question for tombstones.
  sealed interface OfList extends WithdrawalOutcome {}

  /// The records are gone.
  record Done(WithdrawalReceipt receipt) implements OfWithdrawal {}

  /// All that was ever withdrawn of the agency.
  record Listed(Tombstones tombstones) implements OfList {}

  /// The agency is no member.
  record NotAllowed(Eligibility.Refusal reason) implements OfWithdrawal, OfList {}
}
