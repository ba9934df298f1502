package org.tellonce.server.submission;

import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.submission.HeldRecords;
import org.tellonce.protocol.submission.Tombstones;
import org.tellonce.protocol.submission.WithdrawalReceipt;

/// What became of a withdrawal, or of the question what was withdrawn or is held.
///
/// @see "submission.md, Withdrawal"
public sealed interface WithdrawalOutcome {

  /// Answers to a withdrawal.
  sealed interface OfWithdrawal extends WithdrawalOutcome {}

  /// Answers to the question for tombstones, or for records.
  sealed interface OfList extends WithdrawalOutcome {}

  /// The records are gone.
  record Done(WithdrawalReceipt receipt) implements OfWithdrawal {}

  /// All that was ever withdrawn of the agency.
  record Listed(Tombstones tombstones) implements OfList {}

  /// All that is held of the agency.
  record Held(HeldRecords records) implements OfList {}

  /// The agency is no member.
  record NotAllowed(Eligibility.Refusal reason) implements OfWithdrawal, OfList {}
}
