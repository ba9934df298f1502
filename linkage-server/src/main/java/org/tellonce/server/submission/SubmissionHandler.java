package org.tellonce.server.submission;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.SubmissionId;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.server.agreements.CurrentRules;
import org.tellonce.server.agreements.Refusals;
import org.tellonce.server.comparison.IndexStore;
import org.tellonce.server.transport.Answer;
import org.tellonce.server.transport.Call;

/// The calls under `/v1/submissions`: reads the messages, words the outcomes.
///
/// @see "submission.md, Calls"
public final class SubmissionHandler {
  private final Submissions submissions;
  private final CurrentRules rules;

  /// @param rules those of the moment of each call
  public SubmissionHandler(Submissions submissions, CurrentRules rules) {
    this.submissions = submissions;
    this.rules = rules;
  }

  /// `POST /v1/submissions`.
  public Answer manifest(Call call) {
    return switch (Manifest.parse(call.body())) {
      case Parsed.Rejected<Manifest>(List<Problem> problems) -> Answer.refused(ProblemCode.MALFORMED, problems);
      case Parsed.Valid<Manifest>(Manifest manifest) -> answer(submissions.begin(call.agency(), manifest, rules.rules()));
    };
  }

  /// `PUT /v1/submissions/{id}/parts/{n}`.
  public Answer part(Call call) {
    Optional<Integer> number = number(call.place("n"));
    if (number.isEmpty()) {
      return Answer.refused(ProblemCode.NOT_FOUND, "part", "is no number from 1 to " + Manifest.MAX_PARTS);
    }
    return of(call, id -> answer(submissions.take(call.agency(), id, number.get(), call.body(), rules.rules())));
  }

  /// `POST /v1/submissions/{id}/commit`.
  public Answer commit(Call call) {
    return of(call, id -> answer(submissions.commit(call.agency(), id, call.signed(), rules.rules())));
  }

  /// `GET /v1/submissions/{id}`.
  public Answer status(Call call) {
    return of(call, id -> answer(submissions.status(call.agency(), id)));
  }

  /// For the submission of the call's place: one of another agency is as unknown as one that never was.
  private static Answer of(Call call, Function<SubmissionId, Answer> then) {
    return SubmissionId.parse(call.place("id")) instanceof Parsed.Valid<SubmissionId>(SubmissionId id) ? then.apply(id) : unknown();
  }

  private static Optional<Integer> number(String text) {
    return text.matches("[1-9][0-9]{0,3}") ? Optional.of(Integer.valueOf(text)).filter(number -> number <= Manifest.MAX_PARTS) : Optional.empty();
  }

  private static Answer unknown() {
    return Answer.refused(ProblemCode.NOT_FOUND, "submission", "none of this id is being sent by this agency; begin with the manifest");
  }

  private static Answer answer(SubmissionOutcome outcome) {
    return switch (outcome) {
      case SubmissionOutcome.Status(var status) -> Answer.json(status.toBytes());
      case SubmissionOutcome.Accepted(var receipt) -> Answer.json(receipt.toBytes());
      case SubmissionOutcome.AlreadyReceived(var first) -> Answer.json(first.toBytes());
      case SubmissionOutcome.NotAllowed(var reason) -> Refusals.answer(reason);
      case SubmissionOutcome.NotYours _ -> Answer.refused(ProblemCode.NOT_ALLOWED, "agency", "is not the one that sends the manifest");
      case SubmissionOutcome.WrongRules(long current) -> Answer.refused(ProblemCode.CONFLICT, "rules", "number " + current + " holds now");
      case SubmissionOutcome.WrongEpoch(List<Long> open) -> Answer.refused(ProblemCode.CONFLICT, "epoch", switch (open.size()) {
        case 0 -> "none is open today";
        case 1 -> "number " + open.getFirst() + " is open now";
        default -> "numbers " + open.getFirst() + " and " + open.getLast() + " are open now";
      });
      case SubmissionOutcome.WrongEncoding(List<Problem> problems) -> Answer.refused(ProblemCode.CONFLICT, problems);
      case SubmissionOutcome.Unknown _ -> unknown();
      case SubmissionOutcome.NoSuchPart(int parts) -> Answer.refused(ProblemCode.NOT_FOUND, "part", "the manifest has " + parts);
      case SubmissionOutcome.WrongPart(List<Problem> problems) -> Answer.refused(ProblemCode.MALFORMED, problems);
      case SubmissionOutcome.PartsMissing(var missing) -> Answer.refused(ProblemCode.CONFLICT,
          missing.stream().map(part -> new Problem("part " + part, "is not in yet")).toList());
      case SubmissionOutcome.WrongCounts(long records, long gone) -> Answer.refused(ProblemCode.CONFLICT, "manifest",
          "the parts have " + records + " records and " + gone + " gone rows, the manifest says others");
      case SubmissionOutcome.CrowdedTag _ -> Answer.refused(ProblemCode.MALFORMED, "rows",
          "more than " + IndexStore.MOST_OF_AN_AGENCY + " records of this agency share one tag");
    };
  }
}
