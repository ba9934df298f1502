package org.tellonce.server.agreements;

import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.server.transport.Answer;
import org.tellonce.server.transport.Call;
import org.tellonce.server.transport.CallHandler;

/// `POST /v1/directory`: reads the message, words the outcome.
///
/// @param rules those of the moment of each call
/// @see "agreements.md, Directory"
public record DirectoryHandler(Directories directories, CurrentRules rules) implements CallHandler {

  @Override
  public Answer answer(Call call) {
    return switch (Directory.parse(call.body())) {
      case Parsed.Rejected<Directory>(List<Problem> problems) -> Answer.refused(ProblemCode.MALFORMED, problems);
      case Parsed.Valid<Directory>(Directory directory) -> switch (directories.take(call.agency(), directory, call.signed(), rules.rules())) {
        case DirectoryOutcome.Taken(var recorded) -> Answer.json(recorded.toBytes());
        case DirectoryOutcome.Conflict(long held) -> Answer.refused(ProblemCode.CONFLICT, List.of(new Problem("number",
            "is not above that of the directory that is here, " + held, "raise the number and send it again")));
        case DirectoryOutcome.NotAllowed(var reason) -> Refusals.answer(reason);
      };
    };
  }
}
