package org.tellonce.agency.audit;

import java.security.PublicKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.TreeEdge;
import org.tellonce.protocol.audit.VerifierKey;

/// Checks the client's own copy of the log from its files alone: a function of them and of the rules held here.
///
/// @see "audit.md, Verifying"
public record LogVerification(AgencyId agency, Rules rules, PublicKey requestKey, List<Custodian> pinned) {

  /// What came out.
  ///
  /// @param problems nothing if the copy is sound
  public record Result(long leaves, int events, List<String> problems) {
    public Result {
      problems = List.copyOf(problems);
    }
  }

  /// Checks everything.
  ///
  /// @param taken the restarts that this client took, with the copies of before
  public Result of(LogCopy copy, Journal journal, TakenRestarts taken) {
    List<String> problems = new ArrayList<>();
    Optional<SignedCheckpoint> held = copy.checkpoint();
    if (held.isEmpty()) {
      return new Result(0, 0, List.of("there is no checkpoint yet: the next night fetches one"));
    }
    SignedCheckpoint checkpoint = held.get();
    long size = checkpoint.checkpoint().size();
    if (!checkpoint.isSignedBy(VerifierKey.log(rules.log().origin(), rules.log().key()))) {
      problems.add("the checkpoint is not signed by the log that the rules name");
    }
    Optional<Instant> cosigned = rules.member(agency).flatMap(member -> checkpoint.cosigned(VerifierKey.witness(agency.value(), member.card()
        .witnessKey())));
    if (cosigned.isEmpty()) {
      problems.add("the checkpoint is not cosigned by this agency's witness key");
    }
    List<Commitment> leaves = copy.leaves(size);
    if (leaves.size() != size || !TreeEdge.EMPTY.append(leaves).edge().root().equals(checkpoint.checkpoint().root())) {
      problems.add("the " + leaves.size() + " leaves here have not the root of the checkpoint over " + size);
    }
    LogCopy.Events read = copy.events(size);
    read.damaged().forEach(line -> problems.add("line " + line + " of the events here is none, or stands in the wrong place"));
    List<LoggedEvent> events = read.events();
    for (LoggedEvent event : events) {
      if (event.index() >= leaves.size() || !event.leaf().equals(leaves.get(Math.toIntExact(event.index())))) {
        problems.add("leaf " + event.index() + ": the event here is not the one that the log has");
      }
    }
    new RestartCheck(rules.log(), pinned, taken.finished(held), copy).problems().forEach(problems::add);
    cosigned.map(new WitnessReport(copy.folder())::incidentsAfter).orElse(List.of()).forEach(incident -> problems.add(incident.getFileName()
        + ": a night since then found the server's log not to be believed, and none has cosigned it"));
    // What came after that night is not for this copy to show.
    new Reconciliation(agency, requestKey, journal, size, cosigned.orElse(Instant.EPOCH)).of(events).found().ifPresent(found -> problems.add(found
        .kind().wording() + " (" + found.where() + ")"));
    return new Result(size, events.size(), problems);
  }
}
