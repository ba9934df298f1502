package org.tellonce.protocol.agreements;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.tellonce.protocol.Digest;

/// The words by which two people compare a key over the telephone: of a card, of a custodian, of a server's key. Every program prints them alike.
///
/// @param words ten of the 256
/// @see "agreements.md, Fingerprint words"
public record Fingerprint(List<String> words) {

  /// How many words there are: eight bits each.
  public static final int WORDS = 10;

  public Fingerprint {
    words = List.copyOf(words);
  }

  /// Of some bytes: for each of the first bytes of their SHA-256 the word of that number.
  public static Fingerprint of(byte[] content) {
    byte[] digest = Digest.of(content).toBytes();
    List<String> list = wordList();
    List<String> words = new ArrayList<>(WORDS);
    for (int i = 0; i < WORDS; i++) {
      words.add(list.get(Byte.toUnsignedInt(digest[i])));
    }
    return new Fingerprint(words);
  }

  /// The 256 words, in the order of their numbers.
  public static List<String> wordList() {
    try (InputStream in = Fingerprint.class.getResourceAsStream("fingerprint-words.txt")) {
      if (in == null) {
        throw new IllegalStateException("fingerprint-words.txt is not packaged");
      }
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// How each program shows it: `in words: chess olive …`.
  @Override
  public String toString() {
    return "in words: " + String.join(" ", words);
  }
}
