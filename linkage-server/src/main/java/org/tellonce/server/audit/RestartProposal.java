package org.tellonce.server.audit;

import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.Restart;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.VerifierKey;

/// Works out, from a restored database and from what witnesses had cosigned, which restart the custodians are to be asked for.
///
/// What stays is what is surely common to both: a witness cosigned what was lost before the database was restored, so each leaf that is here and is older than
/// its cosignature is one that the witness has, too. Also if the server went on for hours before anybody noticed.
///
/// @see "audit.md, Restart"
public record RestartProposal(LogStore log, Rules rules) {
  private static final int BATCH = 1 << 12;

  /// What is known of the log that was lost.
  ///
  /// @param checkpoints that witnesses cosigned last, from their agencies' `state/log/checkpoint`
  /// @param size of the largest that was lost, as far as people know it without its file; 0 if they do not
  /// @param kept how many leaves stay, if a person knows
  public record Lost(List<SignedCheckpoint> checkpoints, long size, OptionalLong kept) {
    public Lost {
      checkpoints = List.copyOf(checkpoints);
    }
  }

  /// A restart that nobody has signed yet.
  ///
  /// @param notes what the operator should know of it, a line each
  public record Proposed(Restart restart, List<String> notes) {
    public Proposed {
      notes = List.copyOf(notes);
    }
  }

  /// @param on today
  /// @param reason for people
  public Parsed<Proposed> of(Handle handle, Lost lost, LocalDate on, String reason) {
    List<Problem> problems = new ArrayList<>();
    VerifierKey key = VerifierKey.log(rules.log().origin(), rules.log().key());
    if (!lost.checkpoints().stream().allMatch(checkpoint -> checkpoint.isSignedBy(key))) {
      problems.add(new Problem("--lost", "a checkpoint that this log never signed"));
    }
    Restart.flawOfReason(reason).ifPresent(flaw -> problems.add(new Problem("--reason", flaw)));
    long size = log.size(handle);
    if (lost.kept().orElse(0) > size) {
      problems.add(new Problem("--kept", "there are " + size + " leaves only"));
    }
    if (!problems.isEmpty()) {
      return new Parsed.Rejected<>(problems);
    }
    List<SignedCheckpoint> gone = lost.checkpoints().stream().filter(checkpoint -> !continues(handle, checkpoint, size)).toList();
    Optional<Instant> seen = (gone.isEmpty() ? lost.checkpoints() : gone).stream().flatMap(checkpoint -> cosigned(checkpoint).stream()).min(Comparator
        .naturalOrder());
    long kept = lost.kept().orElseGet(() -> seen.map(time -> olderThan(handle, time, size)).orElse(size));
    long largest = gone.stream().mapToLong(checkpoint -> checkpoint.checkpoint().size()).max().orElse(0);
    if (Math.max(largest, lost.size()) < kept && !gone.isEmpty()) {
      return new Parsed.Rejected<>(List.of(new Problem("--lost", "the checkpoint of " + largest
          + " leaves differs from what is here, and is not larger",
          "this is no earlier state of that log; if you know how many leaves are common, say so with --kept")));
    }
    var restart = new Restart(rules.log().origin(), kept, LeafRoot.of(log, handle, kept), Math.max(kept, Math.max(largest, lost.size())), on, reason);
    return new Parsed.Valid<>(new Proposed(restart, notes(size, restart, lost, gone, seen)));
  }

  private static List<String> notes(long size, Restart restart, Lost lost, List<SignedCheckpoint> gone, Optional<Instant> seen) {
    List<String> notes = new ArrayList<>();
    notes.add("this log has " + size + " leaves; " + restart.kept() + " of them stay common to all, the largest that was lost had " + restart.lost());
    if (gone.isEmpty() && !lost.checkpoints().isEmpty()) {
      notes.add("this log continues every checkpoint given: nothing is lost that a witness had cosigned, only what no checkpoint covered");
    }
    if (lost.kept().isEmpty() && seen.isEmpty()) {
      notes.add("that is right only if the server has not run since the database was restored; else give the state/log/checkpoint of an agency");
    }
    return notes;
  }

  private boolean continues(Handle handle, SignedCheckpoint checkpoint, long size) {
    long covered = checkpoint.checkpoint().size();
    return covered <= size && LeafRoot.of(log, handle, covered).equals(checkpoint.checkpoint().root());
  }

  /// When a member cosigned it.
  private Optional<Instant> cosigned(SignedCheckpoint checkpoint) {
    return rules.members().stream().map((Member member) -> checkpoint.cosigned(VerifierKey.witness(member.agency().value(), member.card()
        .witnessKey()))).flatMap(Optional::stream).max(Comparator.naturalOrder());
  }

  /// How many leaves stand before the first that is not older than a time.
  private long olderThan(Handle handle, Instant time, long size) {
    long count = Math.min(size, new CheckpointStore().coveredBefore(handle, time));
    while (count < size) {
      List<LogStore.Payload> batch = log.payloadsFrom(handle, count, BATCH);
      for (LogStore.Payload payload : batch) {
        if (payload.number() != count || !(log.opened(payload) instanceof Parsed.Valid<LoggedEvent>(LoggedEvent event)) || !event.event().at()
            .isBefore(
                time)) {
          return count;
        }
        count++;
      }
      if (batch.isEmpty()) {
        return count;
      }
    }
    return count;
  }
}
