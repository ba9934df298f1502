package org.tellonce.agency.audit;

import java.util.Arrays;
import java.util.List;
import org.tellonce.agency.transport.Server;
import org.tellonce.agency.transport.ServerAnswer;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.EventPage;
import org.tellonce.protocol.audit.Restarts;
import org.tellonce.protocol.audit.Witnessing;
import org.tellonce.protocol.transport.Route;

/// The log as the server shows it: the calls of the log, of which nothing is checked here.
///
/// @see "audit.md, Calls of the log"
record ServerLog(Server server) {
  private static final String DOING = "the log";

  /// The newest checkpoint, as it came.
  byte[] checkpoint() {
    return server.call(Route.CHECKPOINT, Route.CHECKPOINT.path()).orStop(DOING);
  }

  /// Adds leaves up to a size.
  void fetch(List<Commitment> leaves, long below) {
    while (leaves.size() < below) {
      byte[] bytes = server.call(Route.LEAVES, Route.LEAVES.path() + "?from=" + leaves.size()).orStop(DOING);
      int count = Math.toIntExact(Math.min(bytes.length / Commitment.BYTES, below - leaves.size()));
      if (count == 0 || bytes.length % Commitment.BYTES != 0) {
        throw standsStill();
      }
      for (int i = 0; i < count; i++) {
        leaves.add(Commitment.ofBytes(Arrays.copyOfRange(bytes, i * Commitment.BYTES, (i + 1) * Commitment.BYTES)));
      }
    }
  }

  /// The events from an index on.
  EventPage page(long from) {
    return server.call(Route.EVENTS, Route.EVENTS.path() + "?from=" + from).orStop(DOING, EventPage::parse);
  }

  /// The end of a night in which the server answers and nothing comes of it.
  static Stop standsStill() {
    return new Stop(ExitCode.NETWORK, "the server's answer to " + DOING + " does not go on; tell the operator");
  }

  /// Every restart that the server offers.
  Restarts restarts() {
    return server.call(Route.RESTARTS, Route.RESTARTS.path()).orStop("the restarts of the log", Restarts::parse);
  }

  /// Brings a cosignature.
  void cosign(Witnessing witnessing) {
    ServerAnswer sent = server.call(Route.COSIGNATURES, Route.COSIGNATURES.path(), witnessing.toBytes());
    if (!(sent instanceof ServerAnswer.Refused refused && refused.isConflict())) {
      // A conflict only means that the next checkpoint was made meanwhile.
      sent.orStop("the cosignature");
    }
  }
}
