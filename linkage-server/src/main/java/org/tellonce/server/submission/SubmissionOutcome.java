package org.tellonce.server.submission;

import java.util.List;
import java.util.SortedSet;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.SubmissionStatus;

/// What the server decided about a submission, its parts and its commit; each call has its own cases.
///
/// @see "submission.md, Calls"
public sealed interface SubmissionOutcome {

  /// Answers to a manifest.
  sealed interface OfManifest extends SubmissionOutcome {}

  /// Answers to a part.
  sealed interface OfPart extends SubmissionOutcome {}

  /// Answers to a commit.
  sealed interface OfCommit extends SubmissionOutcome {}

  /// Answers to the question how far a submission is.
  sealed interface OfStatus extends SubmissionOutcome {}

  /// How far it is.
  record Status(SubmissionStatus status) implements OfManifest, OfPart, OfStatus {}

  /// It is visible now.
  record Accepted(Receipt receipt) implements OfCommit {}

  /// It was visible already.
  record AlreadyReceived(Receipt first) implements OfCommit {}

  /// The agency may not submit.
  record NotAllowed(Eligibility.Refusal reason) implements OfManifest, OfPart, OfCommit {}

  /// The manifest names another agency than the one that sends it.
  record NotYours() implements OfManifest {}

  /// It was made under other rules.
  ///
  /// @param current the number of those that hold
  record WrongRules(long current) implements OfManifest, OfCommit {}

  /// It was encoded for an epoch that is not open.
  ///
  /// @param open those that are, none, one or two
  record WrongEpoch(List<Long> open) implements OfManifest, OfCommit {}

  /// It was encoded with another size class or other tables than the rules name.
  record WrongEncoding(List<Problem> problems) implements OfManifest, OfCommit {}

  /// The agency is staging no such submission, and has not just committed it: begin with the manifest.
  record Unknown() implements OfPart, OfCommit, OfStatus {}

  /// The manifest has fewer parts.
  record NoSuchPart(int parts) implements OfPart {}

  /// The part is not the one that the manifest names, or breaks its form.
  record WrongPart(List<Problem> problems) implements OfPart {}

  /// Some parts are not in yet.
  record PartsMissing(SortedSet<Integer> missing) implements OfCommit {}

  /// The lines are not as many records and gone rows as the manifest says.
  record WrongCounts(long records, long gone) implements OfCommit {}

  /// More records of the agency than may share one tag.
  record CrowdedTag() implements OfCommit {}
}
