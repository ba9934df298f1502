package org.tellonce.server.submission;

import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.submission.Withdrawal;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.server.agreements.CurrentRules;
import org.tellonce.server.agreements.Refusals;
import org.tellonce.server.transport.Answer;
import org.tellonce.server.transport.Call;

/// The calls about taking records out: reads the messages, words the outcomes.
///
/// @see "submission.md, Withdrawal"
public final class WithdrawalHandler {
  private final Withdrawals withdrawals;
  private final CurrentRules rules;

  /// @param rules those of the moment of each call
  public WithdrawalHandler(Withdrawals withdrawals, CurrentRules rules) {
    this.withdrawals = withdrawals;
    this.rules = rules;
  }

  /// `POST /v1/withdrawals`.
  public Answer withdraw(Call call) {
    return switch (Withdrawal.parse(call.body())) {
      case Parsed.Rejected<Withdrawal>(List<Problem> problems) -> Answer.refused(ProblemCode.MALFORMED, problems);
      case Parsed.Valid<Withdrawal>(Withdrawal withdrawal) -> answer(withdrawals.withdraw(call.agency(), withdrawal, call.signed(), rules.rules()));
    };
  }

  /// `GET /v1/withdrawals`.
  public Answer list(Call call) {
    return answer(withdrawals.list(call.agency(), rules.rules()));
  }

  /// `GET /v1/records`.
  public Answer held(Call call) {
    return answer(withdrawals.held(call.agency(), rules.rules()));
  }

  private static Answer answer(WithdrawalOutcome outcome) {
    return switch (outcome) {
      case WithdrawalOutcome.Done(var receipt) -> Answer.json(receipt.toBytes());
      case WithdrawalOutcome.Listed(var tombstones) -> Answer.json(tombstones.toBytes());
      case WithdrawalOutcome.Held(var held) -> Answer.json(held.toBytes());
      case WithdrawalOutcome.NotAllowed(var reason) -> Refusals.answer(reason);
    };
  }
}
