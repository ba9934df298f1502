package org.tellonce.server.audit;

import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.audit.Checkpoint;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.VerifierKey;

/// Whether a log goes on from what a witness cosigned: what the server's files alone cannot tell of a log that was rolled back or forked, and signed anew, as a whole.
///
/// @param identity of the log, from the rules
/// @see "audit.md, Verifying"
public record WitnessedCheck(LogStore log, LogIdentity identity) {

  /// What is wrong, if something is. A checkpoint that a restart gave up is held against nothing.
  ///
  /// @param name of the witness's file, for people
  public Optional<Problem> problem(Handle handle, String name, SignedCheckpoint witnessed) {
    Checkpoint checkpoint = witnessed.checkpoint();
    if (!witnessed.isSignedBy(VerifierKey.log(identity.origin(), identity.key()))) {
      return found(name, "is not signed by the log that the rules name: it proves nothing");
    }
    if (new DocumentStore().restarts(handle).stream().map(signed -> signed.restart()).anyMatch(restart -> restart.kept() < checkpoint.size()
        && checkpoint.size() <= restart.lost())) {
      return Optional.empty();
    }
    long size = log.size(handle);
    if (size < checkpoint.size()) {
      return found(name, "has " + checkpoint.size() + " leaves, and the log here only " + size + ": it was rolled back");
    }
    return LeafRoot.of(log, handle, checkpoint.size()).equals(checkpoint.root()) ? Optional.empty() : found(name, "its " + checkpoint.size()
        + " leaves are not the first ones here: the log was forked");
  }

  private static Optional<Problem> found(String name, String rule) {
    return Optional.of(new Problem(name, rule));
  }
}
