package org.tellonce.agency.desk;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.tellonce.pages.Session;
import org.tellonce.protocol.flags.Shield;

/// The shields that were lifted in one session: they are there again when whoever lifted them signs out. **Plaintext**: it names rows.
final class LiftedShields {
  private final List<Lifted> lifted = new ArrayList<>();

  private record Lifted(String localId, Shield.Reason reason, Instant until) {
    @Override
    public String toString() {
      return "Lifted[redacted]";
    }
  }

  static LiftedShields of(Session session) {
    return session.kept(LiftedShields.class, LiftedShields::new);
  }

  /// Remembers what was done to a shield.
  ///
  /// @param minutes of one that was lifted
  synchronized void note(String localId, Shield.State state, Shield.Reason reason, Optional<Integer> minutes, Instant now) {
    lifted.removeIf(one -> one.localId().equals(localId));
    if (state == Shield.State.LIFTED) {
      lifted.add(new Lifted(localId, reason, now.plus(Duration.ofMinutes(minutes.orElseThrow()))));
    }
  }

  /// Remembers nothing of a row any more: its record is withdrawn.
  synchronized void forget(String localId) {
    lifted.removeIf(one -> one.localId().equals(localId));
  }

  /// Sets those again that are still lifted. One that the server is not told of is there again when its minutes are over.
  synchronized void setAgain(Records records, String user, Instant now) {
    lifted.stream().filter(one -> now.isBefore(one.until())).forEach(one -> records.shield(one.localId(), Shield.State.SET, one.reason(), user,
        Optional
            .empty()));
    lifted.clear();
  }
}
