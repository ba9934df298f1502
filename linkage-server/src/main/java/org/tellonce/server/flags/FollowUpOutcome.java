package org.tellonce.server.flags;

import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.flags.Account;
import org.tellonce.protocol.flags.NoticePage;
import org.tellonce.protocol.flags.Recorded;

/// What became of a call that follows an answer.
///
/// @see "flags.md, Disposition, Correction, Shield, Notices, Account"
public sealed interface FollowUpOutcome {

  /// It is put down.
  record Done(Recorded recorded) implements FollowUpOutcome {}

  /// The notices.
  record Noticed(NoticePage page) implements FollowUpOutcome {}

  /// Who was shown it.
  record Accounted(Account account) implements FollowUpOutcome {}

  /// No answer of this agency has the name.
  record Unknown() implements FollowUpOutcome {}

  /// It does not fit what is there.
  record Conflict(String where, String rule) implements FollowUpOutcome {}

  /// The directory does not let this person.
  record UserRefused(String rule) implements FollowUpOutcome {}

  /// The agency is no member.
  record NotAllowed(Eligibility.Refusal reason) implements FollowUpOutcome {}
}
