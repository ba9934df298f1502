package org.tellonce.server.audit;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.audit.Checkpoint;

/// Verifies a log from the server's own files: a function of what it reads.
///
/// @see "audit.md, Verifying"
public final class LogVerification {
  private static final long TOLD = 100_000;

  private final LogStore log;
  private final CheckpointStore checkpoints = new CheckpointStore();
  private final Consumer<String> progress;

  /// @param progress told in long work how far it is, a line each
  public LogVerification(LogStore log, Consumer<String> progress) {
    this.log = log;
    this.progress = progress;
  }

  /// Verifies the state that a transaction sees.
  ///
  /// @param now how old payloads are that may have been destroyed
  public LogReport verify(Handle handle, Accountable held, Instant now) {
    var findings = new Findings();
    var checkpointCheck = new CheckpointCheck(checkpoints, held.rules(), findings);
    List<Checkpoint> all = checkpointCheck.run(handle);
    List<CheckpointStore.Note> notes = checkpoints.notes(handle);
    long newest = notes.isEmpty() ? 0 : notes.getLast().size();
    long size = log.size(handle);
    var documents = new DocumentCheck(new DocumentStore(), handle, findings);
    long walked = new TreeCheck(log, checkpoints, findings).run(handle, all, documents.restarts(), newest, counting("leaves", size));
    var heldCheck = new HeldCheck(held, documents);
    long destroyable = checkpoints.coveredBefore(handle, PayloadExpiry.cutoff(now));
    long payloads = new PayloadCheck(log, findings).run(handle, destroyable, walked, heldCheck, counting("payloads", size));
    // What was destroyed can be asked for nothing: then it is told, but is no difference.
    long destroyed = Math.min(destroyable, Math.max(0, walked - payloads));
    if (destroyed == 0) {
      heldCheck.tell(findings);
      documents.tell();
    }
    return new LogReport(findings.differences(), findings.count(), walked, all.size(), destroyed, checkpointCheck.good(), checkpointCheck
        .strangers(), heldCheck.accounted(), destroyed == 0 ? 0 : heldCheck.left());
  }

  private LongConsumer counting(String what, long all) {
    long[] told = {0};
    return count -> {
      if (count / TOLD > told[0]) {
        told[0] = count / TOLD;
        progress.accept(count + " of " + all + " " + what);
      }
    };
  }
}
