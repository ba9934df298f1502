package org.tellonce.pages;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;

/// A text that nobody can guess: 32 random bytes as base64url, 43 characters.
final class RandomText {

  private static final int BYTES = 32;

  private RandomText() {}

  static String of(SecureRandom random) {
    byte[] bytes = new byte[BYTES];
    random.nextBytes(bytes);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /// Whether two texts are the same; how long it takes tells nothing of where they differ.
  static boolean same(String one, String other) {
    return MessageDigest.isEqual(one.getBytes(StandardCharsets.UTF_8), other.getBytes(StandardCharsets.UTF_8));
  }
}
