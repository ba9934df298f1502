package org.tellonce.protocol.audit;

import org.tellonce.protocol.json.Word;

/// What kind of event a leaf stands for.
///
/// @see "audit.md, Events"
public enum EventKind implements Word {
  /// Rules were taken.
  RULES,
  /// An agency's card came or changed with the rules.
  CARD,
  /// A certificate was seen for the first time.
  CERTIFICATE,
  /// A revocation list was taken.
  REVOCATION,
  /// An epoch opened or closed.
  EPOCH,
  /// A linkage secret was made.
  CEREMONY,
  /// The log goes on from an earlier state.
  RESTART,
  /// An agency said who of it may ask.
  DIRECTORY,
  /// A submission was committed.
  SUBMISSION,
  /// Records were withdrawn by their agency.
  WITHDRAWAL,
  /// Records were withdrawn because a linked one was.
  LINKED_WITHDRAWAL,
  /// A pointer was asked for.
  OPENING,
  /// A young person was looked up.
  LOOKUP,
  /// An agency said what it did with an answer.
  DISPOSITION,
  /// Two records are never linked again.
  CORRECTION,
  /// A shield was set, lifted or ended.
  SHIELD,
  /// Records that waited wait no more.
  CONFIRMATION,
  /// An agency asked who was shown its screenings.
  ACCOUNT,
  /// A user may not ask until the agency clears them.
  LOCK,
  /// The night deleted what was over.
  EXPIRY,
  /// An agency is no member any more.
  DEPARTURE,
  /// Matches came, changed or went.
  MATCHES,
  /// The coordinator closed an item of her queue.
  BROKERING
}
