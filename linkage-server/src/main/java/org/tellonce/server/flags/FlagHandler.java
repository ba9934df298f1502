package org.tellonce.server.flags;

import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.flags.FlagOpening;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.server.agreements.CurrentRules;
import org.tellonce.server.agreements.Refusals;
import org.tellonce.server.transport.Answer;
import org.tellonce.server.transport.Call;

/// The calls that tell of other agencies: flags, openings, look-ups. Reads the messages, words the outcomes.
///
/// @see "flags.md"
public final class FlagHandler {
  private final Flags flags;
  private final Openings openings;
  private final LookUps lookUps;
  private final CurrentRules rules;

  /// @param rules those of the moment of each call
  public FlagHandler(Flags flags, Openings openings, LookUps lookUps, CurrentRules rules) {
    this.flags = flags;
    this.openings = openings;
    this.lookUps = lookUps;
    this.rules = rules;
  }

  /// `GET /v1/flags?after=CURSOR`; without a cursor from the beginning.
  public Answer changes(Call call) {
    Optional<Long> cursor = cursor(call.parameter("after").orElse("0"));
    if (cursor.isEmpty()) {
      return Answer.refused(ProblemCode.MALFORMED, "after", "is no cursor that this server gave");
    }
    return answer(flags.after(call.agency(), cursor.get(), rules.rules()));
  }

  /// `POST /v1/openings`. A token that the agency does not have is answered as one behind which nothing is.
  public Answer open(Call call) {
    return switch (FlagOpening.parse(call.body())) {
      case Parsed.Rejected<FlagOpening>(List<Problem> problems) -> Answer.refused(ProblemCode.MALFORMED, problems);
      case Parsed.Valid<FlagOpening>(FlagOpening asked) -> answer(openings.open(call.agency(), asked.token(), asked.opening(), call.signed(),
          rules::rules));
    };
  }

  /// `POST /v1/lookups`.
  public Answer lookUp(Call call) {
    return switch (LookUp.parse(call.body())) {
      case Parsed.Rejected<LookUp>(List<Problem> problems) -> Answer.refused(ProblemCode.MALFORMED, problems);
      case Parsed.Valid<LookUp>(LookUp asked) -> answer(lookUps.lookUp(call.agency(), asked, call.signed(), rules::rules));
    };
  }

  /// What a cursor in a query is, if it is one.
  static Optional<Long> cursor(String text) {
    return text.matches("[0-9]{1,16}") ? Optional.of(Long.valueOf(text)) : Optional.empty();
  }

  private static Answer answer(FlagsOutcome outcome) {
    return switch (outcome) {
      case FlagsOutcome.Page(var page) -> Answer.json(page.toBytes());
      case FlagsOutcome.Answered(var answer) -> Answer.json(answer.toBytes());
      case FlagsOutcome.UserRefused(String rule) -> Answer.refused(ProblemCode.USER_REFUSED, "opening.user", rule);
      case FlagsOutcome.TooMany(int seconds) -> Answer.later(ProblemCode.TOO_MANY, seconds);
      case FlagsOutcome.WrongEpoch(List<Problem> problems) -> Answer.refused(ProblemCode.CONFLICT, problems);
      case FlagsOutcome.OutsideAgreement(var problems) -> Answer.refused(ProblemCode.NOT_ALLOWED, problems);
      case FlagsOutcome.NotAllowed(var reason) -> Refusals.answer(reason);
    };
  }
}
