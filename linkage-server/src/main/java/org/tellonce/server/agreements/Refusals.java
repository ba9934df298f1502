package org.tellonce.server.agreements;

import org.tellonce.protocol.agreements.Eligibility.Refusal;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.server.transport.Answer;

/// How the rules' *no* is told to the agency that asked.
public final class Refusals {
  private Refusals() {}

  /// 403 with the rule.
  public static Answer answer(Refusal reason) {
    ProblemCode code = switch (reason) {
      case NOT_A_MEMBER -> ProblemCode.NOT_A_MEMBER;
      case AGREEMENT_NOT_CURRENT -> ProblemCode.AGREEMENT_NOT_CURRENT;
      case CLASS_MAY_NOT_UPLOAD, CLASS_MAY_NOT_ASK, CLASS_MAY_NOT_LOOK_UP, PROFILE_TOO_LOW, CONTACT_STALE, TOO_FEW_HIDDEN_AGENCIES ->
          ProblemCode.NOT_ALLOWED;
    };
    return Answer.refused(code, "rules", reason.rule());
  }
}
