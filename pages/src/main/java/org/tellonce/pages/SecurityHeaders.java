package org.tellonce.pages;

import java.util.LinkedHashMap;
import java.util.Map;

/// What every answer tells the browser: load nothing from elsewhere, run nothing, keep nothing, tell nobody where you come from.
final class SecurityHeaders {

  private static final Map<String, String> ALL = all();

  private SecurityHeaders() {}

  private static Map<String, String> all() {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("Content-Security-Policy", "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; form-action 'self';"
        + " frame-ancestors 'none'; base-uri 'none'");
    headers.put("Cache-Control", "no-store");
    headers.put("Referrer-Policy", "no-referrer");
    headers.put("X-Content-Type-Options", "nosniff");
    headers.put("X-Frame-Options", "DENY");
    headers.put("Cross-Origin-Opener-Policy", "same-origin");
    headers.put("Cross-Origin-Resource-Policy", "same-origin");
    headers.put("Permissions-Policy", "camera=(), microphone=(), geolocation=()");
    return headers;
  }

  /// The answer with all of them; what it says itself stays.
  static Outgoing on(Outgoing answer) {
    Outgoing all = answer;
    for (Map.Entry<String, String> header : ALL.entrySet()) {
      all = all.with(header.getKey(), header.getValue());
    }
    return all;
  }
}
