package org.tellonce.protocol.keys;

import java.util.Base64;

/// How keys, requests and certificates stand in files (RFC 7468).
public final class Pem {
  private static final int LINE = 64;

  private Pem() {}

  /// One block with its lines.
  ///
  /// @param type `PRIVATE KEY`, `CERTIFICATE REQUEST`, `CERTIFICATE`
  public static String block(String type, byte[] der) {
    String body = Base64.getMimeEncoder(LINE, new byte[] {'\n'}).encodeToString(der);
    return "-----BEGIN " + type + "-----\n" + body + "\n-----END " + type + "-----\n";
  }
}
