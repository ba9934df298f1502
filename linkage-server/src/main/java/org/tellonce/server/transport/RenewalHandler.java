package org.tellonce.server.transport;

import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.RenewalAnswer;
import org.tellonce.protocol.transport.RenewalRequest;

/// `POST /v1/renewals`: reads the message, words the outcome. For every member, also one whose agreement or certificate is over.
///
/// @see "transport.md, Renewal"
public final class RenewalHandler implements CallHandler {
  private final Renewals renewals;

  public RenewalHandler(Renewals renewals) {
    this.renewals = renewals;
  }

  @Override
  public Answer answer(Call call) {
    return switch (RenewalRequest.parse(call.body())) {
      case Parsed.Rejected<RenewalRequest>(List<Problem> problems) -> Answer.refused(ProblemCode.MALFORMED, problems);
      case Parsed.Valid<RenewalRequest>(RenewalRequest request) -> switch (renewals.ask(call.agency(), call.certificate(), request)) {
        case Renewals.Outcome.Waiting _ -> Answer.json(new RenewalAnswer.Waiting().toBytes());
        case Renewals.Outcome.Issued(String certificates) -> Answer.json(new RenewalAnswer.Issued(certificates).toBytes());
        case Renewals.Outcome.Malformed(List<Problem> problems) -> Answer.refused(ProblemCode.MALFORMED, problems);
        case Renewals.Outcome.NotTheCallers(Problem problem) -> Answer.refused(ProblemCode.CONFLICT, List.of(problem));
      };
    };
  }
}
