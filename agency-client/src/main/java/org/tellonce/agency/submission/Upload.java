package org.tellonce.agency.submission;

import java.util.List;
import java.util.function.Consumer;
import org.tellonce.agency.transport.Server;
import org.tellonce.agency.transport.ServerAnswer;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.SubmissionId;
import org.tellonce.protocol.submission.SubmissionStatus;
import org.tellonce.protocol.transport.Route;

/// Brings a finished submission to the server: manifest, the parts that are not in yet, commit. May be tried as often as needed.
///
/// @param server the open line
/// @param progress one line each for a person who watches
/// @see "submission.md, Calls"
record Upload(Server server, Consumer<String> progress) {

  private static final String DOING = "the submission";

  /// What became of it.
  sealed interface Outcome {
    /// The server has it.
    record Committed(Receipt receipt) implements Outcome {}

    /// It does not fit the rules of today any more; a new one has to be made.
    record Outdated(List<Problem> problems) implements Outcome {}
  }

  Outcome send(Outbox.Pending submission) {
    Manifest manifest = submission.manifest();
    ServerAnswer announced = server.call(Route.SUBMISSIONS, Route.SUBMISSIONS.path(), manifest.toBytes());
    if (announced instanceof ServerAnswer.Refused refused && refused.isConflict()) {
      return new Outcome.Outdated(refused.problem().problems());
    }
    SubmissionStatus status = announced.orStop(DOING, SubmissionStatus::parse);
    refuseOther(manifest, status.id());
    String id = manifest.id().toString();
    int parts = manifest.parts().size();
    for (int number = 1; number <= parts && !status.committed(); number++) {
      if (!status.parts().contains(number)) {
        ServerAnswer sent = server.call(Route.PART, Route.PART.path(id, number), submission.part(number));
        if (sent instanceof ServerAnswer.Refused refused && refused.isConflict()) {
          return new Outcome.Outdated(refused.problem().problems());
        }
        refuseOther(manifest, sent.orStop(DOING, SubmissionStatus::parse).id());
        progress.accept("sent part " + number + " of " + parts);
      }
    }
    ServerAnswer committed = server.call(Route.COMMIT, Route.COMMIT.path(id));
    if (committed instanceof ServerAnswer.Refused refused && refused.isConflict()) {
      return new Outcome.Outdated(refused.problem().problems());
    }
    Receipt receipt = committed.orStop(DOING, Receipt::parse);
    refuseOther(manifest, receipt.id());
    return new Outcome.Committed(receipt);
  }

  /// What the server says of another submission tells nothing of this one.
  private static void refuseOther(Manifest sent, SubmissionId named) {
    if (!named.equals(sent.id())) {
      throw new Stop(ExitCode.NETWORK, "the server's answer to " + DOING + " names another submission than the one that was sent; tell the operator");
    }
  }
}
