package org.tellonce.agency.transport;

import java.time.Instant;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.transport.Route;

/// Told of the calls that the server's log must show, before each is made and when its answer has come.
public interface CallJournal {
  /// Remembers nothing.
  CallJournal NONE = new CallJournal() {
    @Override
    public void asked(Route route, String path, Digest request, Instant at) {
      // Nobody will ask.
    }

    @Override
    public void answered(Digest request, Digest answer, Instant at) {
      // Nobody will ask.
    }
  };

  /// A call is about to be made: from now on it may have happened.
  ///
  /// @param request SHA-256 of its signature base
  void asked(Route route, String path, Digest request, Instant at);

  /// The server has done what was asked.
  ///
  /// @param answer SHA-256 of the answer's body
  void answered(Digest request, Digest answer, Instant at);
}
