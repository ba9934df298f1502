package org.tellonce.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.LinkedHashMap;
import java.util.Map;

/// An answer as it goes to the socket. **Plaintext** may stand in its body: prints `[redacted]`.
@SuppressWarnings("ArrayRecordComponent")
record Outgoing(int status, Map<String, String> headers, byte[] body) {

  static Outgoing html(int status, String html) {
    return new Outgoing(status, Map.of("Content-Type", "text/html; charset=utf-8"), html.getBytes(UTF_8));
  }

  static Outgoing text(int status, String text) {
    return new Outgoing(status, Map.of("Content-Type", "text/plain; charset=utf-8"), text.getBytes(UTF_8));
  }

  static Outgoing moved(String path) {
    return new Outgoing(303, Map.of("Location", path), new byte[0]);
  }

  Outgoing with(String header, String value) {
    Map<String, String> more = new LinkedHashMap<>(headers);
    more.putIfAbsent(header, value);
    return new Outgoing(status, more, body);
  }

  @Override
  public String toString() {
    return "Outgoing[" + status + ", redacted]";
  }
}
