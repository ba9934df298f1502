package org.tellonce.benchmarks.privacy;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.tellonce.protocol.encoding.Body;

/// One row of bits for each record, all of one length.
final class Filters {
  private final int lengthBits;
  private final long[][] words;

  /// @param lengthBits how many bits a row has
  /// @param words the rows, `long[records][words]`; not copied, for there are many
  Filters(int lengthBits, long[][] words) {
    this.lengthBits = lengthBits;
    this.words = words;
  }

  /// Rows of which each bit is set or not by chance: what an encoding would be that tells nothing.
  static Filters random(int records, int lengthBits, Random random) {
    long[][] words = new long[records][(lengthBits + Long.SIZE - 1) / Long.SIZE];
    for (long[] row : words) {
      for (int bit = 0; bit < lengthBits; bit++) {
        if (random.nextBoolean()) {
          row[bit / Long.SIZE] |= 1L << bit;
        }
      }
    }
    return new Filters(lengthBits, words);
  }

  /// Bodies as rows: those of one record one after the other, as if they could be compared.
  static Filters ofBodies(List<List<Body>> records) {
    int each = records.getFirst().size() * Body.BYTES;
    long[][] words = new long[records.size()][(each + Long.BYTES - 1) / Long.BYTES];
    for (int record = 0; record < words.length; record++) {
      int at = 0;
      for (Body body : records.get(record)) {
        for (byte one : body.toBytes()) {
          words[record][at / Long.BYTES] |= (one & 0xFFL) << Byte.SIZE * (at % Long.BYTES);
          at++;
        }
      }
    }
    return new Filters(each * Byte.SIZE, words);
  }

  /// How many bits a row has.
  int lengthBits() {
    return lengthBits;
  }

  /// How many rows there are.
  int records() {
    return words.length;
  }

  boolean get(int record, int bit) {
    return (words[record][bit / Long.SIZE] >>> bit & 1) != 0;
  }

  /// How many bits of a record are set.
  int weight(int record) {
    return Arrays.stream(words[record]).mapToInt(Long::bitCount).sum();
  }

  /// How many bits two records have in common.
  int common(int one, int other) {
    return common(words[one], words[other]);
  }

  private static int common(long[] one, long[] other) {
    int common = 0;
    for (int i = 0; i < one.length; i++) {
      common += Long.bitCount(one[i] & other[i]);
    }
    return common;
  }

  /// For each bit, in how many records it is set.
  int[] columnWeights() {
    int[] weights = new int[lengthBits];
    for (int record = 0; record < records(); record++) {
      for (int bit = 0; bit < lengthBits; bit++) {
        if (get(record, bit)) {
          weights[bit]++;
        }
      }
    }
    return weights;
  }

  /// The rows in another order.
  ///
  /// @param order which row comes to each place
  Filters inOrder(int[] order) {
    return new Filters(lengthBits, Arrays.stream(order).mapToObj(i -> words[i]).toArray(long[][]::new));
  }

  /// The graph of similarities that anyone can draw who holds the rows: the Dice coefficient of each two, of the estimated numbers of what was put into them, for
  /// bits that two things happen to share depend on the key.
  ///
  /// @see "Swamidass, Baldi 2007, J Chem Inf Model 47:952"
  SimilarityGraph graph() {
    double[] things = new double[lengthBits + 1];
    for (int set = 0; set <= lengthBits; set++) {
      things[set] = -Math.log(1 - Math.min(set, lengthBits - 0.5) / lengthBits);
    }
    int[] weights = new int[records()];
    Arrays.setAll(weights, this::weight);
    return new SimilarityGraph() {
      @Override
      public int size() {
        return records();
      }

      @Override
      public void row(int node, float[] into) {
        long[] own = words[node];
        for (int other = 0; other < into.length; other++) {
          double both = things[weights[node]] + things[weights[other]];
          double either = things[weights[node] + weights[other] - common(own, words[other])];
          into[other] = both == 0 ? 0 : (float) Math.clamp(2 * (both - either) / both, 0, 1);
        }
        into[node] = 0;
      }
    };
  }
}
