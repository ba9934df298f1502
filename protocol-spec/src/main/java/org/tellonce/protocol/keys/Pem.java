package org.tellonce.protocol.keys;

import java.util.Base64;
import java.util.regex.Pattern;

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

  /// What some blocks of one type look like, as [#block] writes them.
  ///
  /// @param most how many there may be; at least one
  public static Pattern form(String type, int most) {
    return Pattern.compile("(?:-----BEGIN " + type + "-----\n(?:[A-Za-z0-9+/]{1,64}={0,2}\n)++-----END " + type + "-----\n){1," + most + "}+");
  }
}
