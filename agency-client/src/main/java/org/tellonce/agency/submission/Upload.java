package org.tellonce.agency.submission;

import java.util.List;
import java.util.function.Consumer;
import org.tellonce.agency.transport.ServerAnswer;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.SubmissionStatus;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.Route;

/// Brings a finished submission to the server: manifest, the parts that are not in yet, commit. May be tried as often as needed.
///
/// @param server the open line
/// @param progress one line each for a person who watches
/// @see "submission.md, Calls"
record Upload(ServerClient server, Consumer<String> progress) {

  private static final String DOING = "the submission";

  /// What became of it.
  sealed interface Outcome {
    /// The server has it.
    record Committed(Receipt receipt) implements Outcome {}

    /// It does not fit the rules of today any more; a new one has to be made.
    record Outdated(List<Problem> problems) implements Outcome {}
  }

  Outcome send(Outbox.Pending submission) {
    ServerAnswer announced = server.call(Route.SUBMISSIONS, Route.SUBMISSIONS.path(), submission.manifest().toBytes());
    if (announced instanceof ServerAnswer.Refused(var problem) && problem.code() == ProblemCode.CONFLICT) {
      return new Outcome.Outdated(problem.problems());
    }
    SubmissionStatus status = parsed(SubmissionStatus.parse(announced.orStop(DOING)));
    String id = submission.manifest().id().toString();
    int parts = submission.manifest().parts().size();
    for (int number = 1; number <= parts && !status.committed(); number++) {
      if (!status.parts().contains(number)) {
        server.call(Route.PART, Route.PART.path(id, number), submission.part(number)).orStop(DOING);
        progress.accept("sent part " + number + " of " + parts);
      }
    }
    ServerAnswer committed = server.call(Route.COMMIT, Route.COMMIT.path(id));
    if (committed instanceof ServerAnswer.Refused(var problem) && problem.code() == ProblemCode.CONFLICT) {
      return new Outcome.Outdated(problem.problems());
    }
    return new Outcome.Committed(parsed(Receipt.parse(committed.orStop(DOING))));
  }

  static <T> T parsed(Parsed<T> answer) {
    return switch (answer) {
      case Parsed.Valid<T>(T value) -> value;
      case Parsed.Rejected<T>(List<Problem> problems) -> throw new Stop(ExitCode.NETWORK,
          "the server's answer cannot be read: " + problems.getFirst() + "; this client may be too old");
    };
  }
}
