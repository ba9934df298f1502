package org.tellonce.server;

import java.net.BindException;
import java.net.SocketException;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// A port that `server.toml` names.
///
/// @param key under which it stands there
record Port(String address, int number, String key) {

  /// Why it could not be opened, in words for the operator; anything but a socket's refusal stays as it is.
  ///
  /// @param thrown what opening it ended with
  RuntimeException refused(RuntimeException thrown) {
    for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
      if (cause instanceof SocketException) {
        boolean taken = cause instanceof BindException && String.valueOf(cause.getMessage()).contains("in use");
        return taken ? new Stop(ExitCode.ALREADY_RUNNING, "port " + number + " is taken: is the server running already? (server.toml, " + key + ")")
            : new Stop(ExitCode.DATA_REFUSED, "port " + number + " of " + address + " cannot be opened: " + reason(cause) + " (server.toml, " + key
                + ")");
      }
    }
    return thrown;
  }

  private static String reason(Throwable cause) {
    return String.valueOf(cause.getMessage()).lines().findFirst().orElse("refused");
  }
}
