package org.tellonce.keys;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.PublicKey;

/// The fingerprint of a public key as eight words that two people can compare over the telephone: `lusab-babad …`.
///
/// The first 16 bytes of the SHA-256 of its SubjectPublicKeyInfo, 16 bits a word, consonants and vowels in turn.
///
/// @see "keys.md, Agency card; Wilkerson 2009, A Proposal for Proquints"
public final class KeyWords {
  private static final String CONSONANTS = "bdfghjklmnprstvz";
  private static final String VOWELS = "aiou";
  private static final int WORDS = 8;

  private KeyWords() {}

  /// The words of a key, hyphens between them.
  public static String of(PublicKey key) {
    try {
      return ofDigest(MessageDigest.getInstance("SHA-256").digest(key.getEncoded()));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has SHA-256", e);
    }
  }

  static String ofDigest(byte[] digest) {
    var text = new StringBuilder();
    for (int word = 0; word < WORDS; word++) {
      int bits = (digest[2 * word] & 0xFF) << 8 | digest[2 * word + 1] & 0xFF;
      text.append(word == 0 ? "" : "-").append(CONSONANTS.charAt(bits >> 12 & 15)).append(VOWELS.charAt(bits >> 10 & 3))
          .append(CONSONANTS.charAt(bits >> 6 & 15)).append(VOWELS.charAt(bits >> 4 & 3)).append(CONSONANTS.charAt(bits & 15));
    }
    return text.toString();
  }
}
