package org.tellonce.agency.submission;

import java.util.List;
import org.tellonce.agency.transport.Server;

/// What the end of a night tells of what the server has noticed in it, a line each. That it cannot be had spoils no night.
@FunctionalInterface
public interface Morning {

  /// The lines, none if there is nothing to tell.
  List<String> lines(AgencyFolder agency, Server server);
}
