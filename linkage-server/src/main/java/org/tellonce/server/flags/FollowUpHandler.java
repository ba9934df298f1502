package org.tellonce.server.flags;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.flags.AccountRequest;
import org.tellonce.protocol.flags.Confirmation;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.Shield;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.server.agreements.CurrentRules;
import org.tellonce.server.agreements.Refusals;
import org.tellonce.server.transport.Answer;
import org.tellonce.server.transport.Call;

/// The calls that follow an answer or keep one's own records: dispositions, corrections, shields, confirmations, notices and accounts. Reads the messages, words the outcomes.
///
/// @param rules those of the moment of each call
/// @see "flags.md"
public record FollowUpHandler(Dispositions dispositions, Corrections corrections, Shields shields, Confirmations confirmations, Notices notices,
    Accounts accounts,
    CurrentRules rules) {

  /// `POST /v1/dispositions`.
  public Answer disposition(Call call) {
    return answer(Disposition.parse(call.body()), asked -> dispositions.record(call.agency(), asked, call.signed(), rules::rules));
  }

  /// `POST /v1/corrections`.
  public Answer correction(Call call) {
    return answer(Correction.parse(call.body()), asked -> corrections.correct(call.agency(), asked, call.signed(), rules::rules));
  }

  /// `POST /v1/shields`.
  public Answer shield(Call call) {
    return answer(Shield.parse(call.body()), asked -> shields.record(call.agency(), asked, call.signed(), rules::rules));
  }

  /// `POST /v1/confirmations`.
  public Answer confirmation(Call call) {
    return answer(Confirmation.parse(call.body()), asked -> confirmations.record(call.agency(), asked, call.signed(), rules::rules));
  }

  /// `POST /v1/accounts`.
  public Answer account(Call call) {
    return answer(AccountRequest.parse(call.body()), asked -> accounts.of(call.agency(), asked.token(), call.signed(), rules::rules));
  }

  /// `GET /v1/notices?after=CURSOR`; without a cursor from the beginning.
  public Answer notices(Call call) {
    Optional<Long> cursor = FlagHandler.cursor(call.parameter("after").orElse("0"));
    if (cursor.isEmpty()) {
      return Answer.refused(ProblemCode.MALFORMED, "after", "is no cursor that this server gave");
    }
    return answer(notices.after(call.agency(), cursor.get(), rules.rules()));
  }

  private static <T> Answer answer(Parsed<T> parsed, Function<T, FollowUpOutcome> rules) {
    return switch (parsed) {
      case Parsed.Rejected<T>(List<Problem> problems) -> Answer.refused(ProblemCode.MALFORMED, problems);
      case Parsed.Valid<T>(T asked) -> answer(rules.apply(asked));
    };
  }

  private static Answer answer(FollowUpOutcome outcome) {
    return switch (outcome) {
      case FollowUpOutcome.Done(var recorded) -> Answer.json(recorded.toBytes());
      case FollowUpOutcome.Noticed(var page) -> Answer.json(page.toBytes());
      case FollowUpOutcome.Accounted(var account) -> Answer.json(account.toBytes());
      case FollowUpOutcome.Unknown _ -> Answer.refused(ProblemCode.NOT_FOUND);
      case FollowUpOutcome.Conflict(String where, String rule) -> Answer.refused(ProblemCode.CONFLICT, where, rule);
      case FollowUpOutcome.UserRefused(String rule) -> Answer.refused(ProblemCode.USER_REFUSED, "user", rule);
      case FollowUpOutcome.NotAllowed(var reason) -> Refusals.answer(reason);
    };
  }
}
