package org.tellonce.agency.submission;

import java.util.List;
import org.tellonce.agency.transport.Server;

/// Who was shown a record, in plain words: asked for before a withdrawal, because the server knows it no more afterwards.
@FunctionalInterface
public interface PastViewers {

  /// The list, line by line.
  ///
  /// @param localId **plaintext**: the row's
  /// @throws org.tellonce.protocol.Stop if the server does not tell
  List<String> of(AgencyFolder agency, Server server, String localId);
}
