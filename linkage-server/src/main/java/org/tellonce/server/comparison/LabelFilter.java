package org.tellonce.server.comparison;

/// A Bloom filter of the labels in the index, in memory: most labels asked for are absent, and the disk need not say so. About 12 bits a label, 8 of them set:
/// one absent label in 300 is asked for in vain.
///
/// A label that is in the index is always in the filter; one that was removed may stay in it until the next start.
final class LabelFilter {
  private static final int BITS_PER_LABEL = 12;
  private static final int PROBES = 8;

  private final long[] words;
  private final long capacity;
  private long added;

  /// @param capacity how many labels it is made for
  LabelFilter(long capacity) {
    this.capacity = capacity;
    this.words = new long[Math.toIntExact(capacity * BITS_PER_LABEL / Long.SIZE + 1)];
  }

  /// Whether it holds as many labels as it was made for: a larger one should take its place.
  boolean isFull() {
    return added >= capacity;
  }

  void add(long label) {
    added++;
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
