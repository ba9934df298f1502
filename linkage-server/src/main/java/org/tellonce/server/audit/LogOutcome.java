package org.tellonce.server.audit;

import java.util.List;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.EventPage;
import org.tellonce.protocol.audit.Restarts;
import org.tellonce.protocol.audit.SignedCheckpoint;

/// What the log answers to a call.
sealed interface LogOutcome {
  /// The newest checkpoint.
  record Newest(SignedCheckpoint checkpoint) implements LogOutcome {}

  /// Leaves in order.
  record Leaves(List<Commitment> leaves) implements LogOutcome {}

  /// Events.
  record Events(EventPage page) implements LogOutcome {}

  /// Every restart.
  record OfRestarts(Restarts restarts) implements LogOutcome {}

  /// A cosignature was kept.
  record Cosigned(long size) implements LogOutcome {}

  /// No checkpoint was made yet.
  record NoCheckpoint() implements LogOutcome {}

  /// The leaf asked for lies beyond the newest checkpoint.
  record Beyond(long size) implements LogOutcome {}

  /// The cosignature is of another checkpoint than the newest.
  record OtherSize(long size) implements LogOutcome {}

  /// It is not the agency's witness key that signed, or not this checkpoint.
  record NotTheWitness() implements LogOutcome {}
}
