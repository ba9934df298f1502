package org.tellonce.protocol.audit;

import java.util.Base64;
import java.util.Optional;

/// Bytes as base64 with padding (RFC 4648, section 4), as notes have them. One value has one text.
final class Base64Text {
  private Base64Text() {}

  static String of(byte[] bytes) {
    return Base64.getEncoder().encodeToString(bytes);
  }

  static Optional<byte[]> read(String text) {
    try {
      byte[] bytes = Base64.getDecoder().decode(text);
      // The decoder takes missing padding and stray bits.
      return of(bytes).equals(text) ? Optional.of(bytes) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
