package org.tellonce.server.comparison;

import java.nio.ByteBuffer;

/// A Bloom filter of the labels in a run of the index: most labels asked for are absent, and the disk need not say so. About 12 bits a label, 8 of them set:
/// one absent label in 300 is asked for in vain.
///
/// A label that is in the run is always in the filter; one that was removed stays in it.
final class LabelFilter {
  private static final int BITS_PER_LABEL = 12;
  private static final int PROBES = 8;

  private final long[] words;

  /// @param labels how many labels it is made for
  LabelFilter(long labels) {
    this(new long[Math.toIntExact(labels * BITS_PER_LABEL / Long.SIZE + 1)]);
  }

  private LabelFilter(long[] words) {
    this.words = words;
  }

  /// The filter that these bytes hold.
  static LabelFilter of(byte[] bytes) {
    long[] words = new long[bytes.length / Long.BYTES];
    ByteBuffer.wrap(bytes).asLongBuffer().get(words);
    return new LabelFilter(words);
  }

  byte[] toBytes() {
    ByteBuffer bytes = ByteBuffer.allocate(Math.multiplyExact(words.length, Long.BYTES));
    bytes.asLongBuffer().put(words);
    return bytes.array();
  }

  void add(long label) {
    long hash = mix(label);
    long step = mix(hash) | 1;
    for (int i = 0; i < PROBES; i++, hash += step) {
      long bit = bit(hash);
      words[(int) (bit >>> 6)] |= 1L << bit;
    }
  }

  boolean mayHold(long label) {
    long hash = mix(label);
    long step = mix(hash) | 1;
    for (int i = 0; i < PROBES; i++, hash += step) {
      long bit = bit(hash);
      if ((words[(int) (bit >>> 6)] & 1L << bit) == 0) {
        return false;
      }
    }
    return true;
  }

  /// The hash scaled down to the number of bits, by its upper half.
  private long bit(long hash) {
    return Math.unsignedMultiplyHigh(hash, (long) words.length * Long.SIZE);
  }

  /// The finaliser of SplitMix64.
  private static long mix(long z) {
    long a = (z ^ z >>> 30) * 0xBF58_476D_1CE4_E5B9L;
    long b = (a ^ a >>> 27) * 0x94D0_49BB_1331_11EBL;
    return b ^ b >>> 31;
  }
}
