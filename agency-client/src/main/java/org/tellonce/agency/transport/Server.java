package org.tellonce.agency.transport;

import org.tellonce.protocol.transport.Route;

/// The linkage server as an agency sees it: one call, one answer. [ServerClient] reaches a real one.
@FunctionalInterface
public interface Server {

  /// Makes a call.
  ///
  /// @param path of the route, its places filled, perhaps with a query
  /// @throws org.tellonce.protocol.Stop with [org.tellonce.protocol.ExitCode#NETWORK] if no answer came that can be read
  ServerAnswer call(Route route, String path, byte[] body);

  /// Makes a call without a body.
  default ServerAnswer call(Route route, String path) {
    return call(route, path, new byte[0]);
  }
}
