package org.tellonce.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.Checkpoint;
import org.tellonce.protocol.audit.NoteSignature;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.VerifierKey;

/// Every checkpoint that was ever made is of the log that the rules name, and every cosignature by a witness of today is good.
final class CheckpointCheck {
  private final CheckpointStore store;
  private final Rules rules;
  private final Findings findings;
  private long good;
  private long strangers;

  CheckpointCheck(CheckpointStore store, Rules rules, Findings findings) {
    this.store = store;
    this.rules = rules;
    this.findings = findings;
  }

  /// @return the checkpoints whose notes can be read, the smallest first
  List<Checkpoint> run(Handle handle) {
    Map<Long, Checkpoint> found = new HashMap<>();
    for (CheckpointStore.Note note : store.notes(handle)) {
      switch (SignedCheckpoint.parse(note.text().getBytes(UTF_8))) {
        case Parsed.Rejected<SignedCheckpoint> _ -> findings.add(place(note.size()), "its note is none");
        case Parsed.Valid<SignedCheckpoint>(SignedCheckpoint signed) -> {
          check(note.size(), signed);
          found.put(note.size(), signed.checkpoint());
        }
      }
    }
    for (CheckpointStore.Line line : store.cosignatures(handle)) {
      Optional.ofNullable(found.get(line.size())).ifPresentOrElse(checkpoint -> cosignature(line, checkpoint), () -> findings.add(place(line.size()),
          "cannot be read, and has a cosignature of " + line.agency()));
    }
    return found.values().stream().sorted(java.util.Comparator.comparingLong(Checkpoint::size)).toList();
  }

  private static String place(long size) {
    return "checkpoint of " + size + " leaves";
  }

  private void check(long size, SignedCheckpoint signed) {
    LogIdentity log = rules.log();
    if (signed.checkpoint().size() != size) {
      findings.add(place(size), "its note says " + signed.checkpoint().size() + " leaves");
    }
    if (!signed.checkpoint().origin().equals(log.origin())) {
      findings.add(place(size), "its origin is not that of the rules");
    } else if (!signed.isSignedBy(VerifierKey.log(log.origin(), log.key()))) {
      findings.add(place(size), "is not signed by the log's key that the rules name");
    }
  }

  private void cosignature(CheckpointStore.Line line, Checkpoint checkpoint) {
    String where = place(line.size()) + ", cosignature of " + line.agency();
    NoteSignature signature;
    try {
      signature = new NoteSignature(line.name(), line.signature());
    } catch (IllegalArgumentException e) {
      findings.add(where, "is no line of a note");
      return;
    }
    Optional<VerifierKey> key = rules.members().stream().filter(member -> member.agency().value().equals(line.agency())).map(Member::card).map(
        card -> VerifierKey.witness(line.agency(), card.witnessKey())).findFirst();
    if (key.isEmpty() || !signature.names(key.get())) {
      strangers++;
    } else if (new SignedCheckpoint(checkpoint, List.of(signature)).cosigned(key.get()).isEmpty()) {
      findings.add(where, "is not good");
    } else {
      good++;
    }
  }

  /// How many cosignatures are good.
  long good() {
    return good;
  }

  /// How many are by keys that today's rules do not name.
  long strangers() {
    return strangers;
  }
}
