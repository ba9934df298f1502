package org.tellonce.benchmarks.privacy;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.tellonce.keys.HmacSha256;

/// The classic encoding of a whole record in one Bloom filter, all under one key (a *CLK*): each padded bigram of names, date and place sets bits by double hashing
/// with HMAC. The control that the attacks must break.
///
/// @see "Schnell, Bachteler, Reiher 2009, BMC Med Inform Decis Mak 9:41"
final class PlainFilter {
  static final int LENGTH_BITS = 1024;
  private static final int HASHES = 15;

  private final HmacSha256 hash;
  private final Map<String, int[]> positions = new HashMap<>();

  /// @param key what everybody hashes with
  PlainFilter(byte[] key) {
    hash = HmacSha256.under(key);
  }

  /// The filters of people.
  ///
  /// @param people the bigrams of each
  Filters of(List<Set<String>> people) {
    long[][] words = new long[people.size()][LENGTH_BITS / Long.SIZE];
    for (int i = 0; i < words.length; i++) {
      for (String bigram : people.get(i)) {
        for (int bit : positions.computeIfAbsent(bigram, this::positions)) {
          words[i][bit / Long.SIZE] |= 1L << bit;
        }
      }
    }
    return new Filters(LENGTH_BITS, words);
  }

  private int[] positions(String bigram) {
    ByteBuffer hashed = ByteBuffer.wrap(hash.of(bigram.getBytes(UTF_8)));
    int first = Math.floorMod(hashed.getInt(), LENGTH_BITS);
    int second = Math.floorMod(hashed.getInt(), LENGTH_BITS);
    int[] bits = new int[HASHES];
    for (int i = 0; i < HASHES; i++) {
      bits[i] = (first + i * second) % LENGTH_BITS;
    }
    return bits;
  }
}
