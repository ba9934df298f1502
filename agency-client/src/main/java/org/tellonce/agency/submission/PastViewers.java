package org.tellonce.agency.submission;

import java.util.function.Function;
import org.tellonce.agency.transport.Server;

/// Who was shown a record: asked for before a withdrawal, because the server knows it no more afterwards.
///
/// @param <L> the list
@FunctionalInterface
public interface PastViewers<L> {

  /// The list.
  ///
  /// @param localId **plaintext**: the row's
  /// @throws org.tellonce.protocol.Stop if the server does not tell
  L of(AgencyFolder agency, Server server, String localId);

  /// The same list in another form.
  default <M> PastViewers<M> map(Function<L, M> form) {
    return (agency, server, localId) -> form.apply(of(agency, server, localId));
  }
}
