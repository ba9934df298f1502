package org.tellonce.server.agreements;

import org.tellonce.protocol.agreements.Eligibility;
import org.tellonce.protocol.flags.Recorded;

/// What became of a directory that an agency sent.
///
/// @see "agreements.md, Directory"
public sealed interface DirectoryOutcome {

  /// It holds from now on, or already did.
  record Taken(Recorded recorded) implements DirectoryOutcome {}

  /// Another one has this number or a higher one.
  record Conflict(long held) implements DirectoryOutcome {}

  /// The agency is no member.
  record NotAllowed(Eligibility.Refusal reason) implements DirectoryOutcome {}
}
