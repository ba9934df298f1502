package org.tellonce.agency.audit;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tellonce.agency.audit.TakenRestarts.Taken;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.Custodian;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.Restart;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.TreeEdge;
import org.tellonce.protocol.audit.VerifierKey;

/// Whether the restarts that this client took are what custodians signed: what was given up lies in its folder, what they keep stands in the copy of after, and so does
/// their event. After a second restart the copy of after is that in the second one's folder.
///
/// @param taken those that were taken to their end
/// @see "audit.md, Verifying"
record RestartCheck(LogIdentity log, List<Custodian> pinned, List<Taken> taken, LogCopy copy) {

  List<String> problems() {
    List<String> problems = new ArrayList<>();
    for (Taken each : taken) {
      Restart restart = each.signed().restart();
      String place = "restart of " + restart.on() + ": ";
      if (!restart.origin().equals(log.origin()) || each.signed().verify(pinned) instanceof Parsed.Rejected<?>) {
        problems.add(place + "it is not of this log, or not signed by two of the custodians that are pinned here now");
      }
      if (!isWhole(each.before())) {
        problems.add(place + "the copy of the log that was given up is not the one that this client had cosigned");
      }
      if (!keeps(each.before(), restart)) {
        problems.add(place + "the log that was given up does not begin with the leaves that it keeps");
      }
      if (Stream.concat(Stream.of(copy), taken.stream().filter(other -> !other.equals(each)).map(Taken::before)).noneMatch(after -> keeps(after,
          restart)
          && TakenRestarts.stands(restart.digest(), after))) {
        problems.add(place + "no copy here goes on from it and has its event");
      }
    }
    return problems;
  }

  private boolean isWhole(LogCopy before) {
    Optional<SignedCheckpoint> checkpoint = before.checkpoint();
    return checkpoint.filter(held -> held.isSignedBy(VerifierKey.log(log.origin(), log.key())) && hasRoot(before, held.checkpoint().size(), held
        .checkpoint().root())).isPresent();
  }

  private static boolean keeps(LogCopy of, Restart restart) {
    return hasRoot(of, restart.kept(), restart.root());
  }

  private static boolean hasRoot(LogCopy of, long size, Digest root) {
    List<Commitment> leaves = of.leaves(size);
    return leaves.size() == size && TreeEdge.EMPTY.append(leaves).edge().root().equals(root);
  }
}
