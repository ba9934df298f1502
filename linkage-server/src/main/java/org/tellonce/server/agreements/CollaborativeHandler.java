package org.tellonce.server.agreements;

import org.tellonce.server.transport.Answer;
import org.tellonce.server.transport.Call;
import org.tellonce.server.transport.CallHandler;

/// `GET /v1/collaborative`: the signed rules, for every member, also for one whose agreement is over: so it can see that.
public final class CollaborativeHandler implements CallHandler {
  private final CurrentRules rules;

  /// @param rules those of the moment of the call
  public CollaborativeHandler(CurrentRules rules) {
    this.rules = rules;
  }

  @Override
  public Answer answer(Call call) {
    return Answer.json(rules.signed().toBytes());
  }
}
