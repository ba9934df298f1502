package org.tellonce.pages;

import java.util.Locale;
import java.util.Map;

/// A request as it came from the socket, nothing of it checked. **Plaintext** may stand in its body: prints `[redacted]`.
///
/// @param path without a query
/// @param headers by their names in lower case; of several of one name, the first
@SuppressWarnings("ArrayRecordComponent")
record Incoming(String method, String path, Map<String, String> headers, byte[] body) {

  String header(String name) {
    return headers.getOrDefault(name.toLowerCase(Locale.ROOT), "");
  }

  /// The value of a cookie; empty if there is none of this name.
  String cookie(String name) {
    for (String pair : header("cookie").split(";", 50)) {
      String cookie = pair.strip();
      if (cookie.startsWith(name + "=")) {
        return cookie.substring(name.length() + 1);
      }
    }
    return "";
  }

  @Override
  public String toString() {
    return "Incoming[redacted]";
  }
}
