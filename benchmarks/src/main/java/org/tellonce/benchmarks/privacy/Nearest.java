package org.tellonce.benchmarks.privacy;

import java.util.Arrays;
import java.util.stream.IntStream;

/// For each encoded record the person whose vector points most nearly the same way, and how clearly.
final class Nearest {
  private static final int BLOCK = 16;

  private final int[] guesses;
  private final float[] margins;
  private final boolean[] mutual;

  private Nearest(int[] guesses, float[] margins, boolean[] mutual) {
    this.guesses = guesses;
    this.margins = margins;
    this.mutual = mutual;
  }

  /// Compares each with each by cosine. The vectors are changed: they become unit vectors.
  ///
  /// @param encoded a vector for each encoded record
  /// @param plain a vector for each person, of the same length
  static Nearest of(float[][] encoded, float[][] plain) {
    normalise(encoded);
    normalise(plain);
    int[] guesses = new int[encoded.length];
    float[] margins = new float[encoded.length];
    int blocks = (encoded.length + BLOCK - 1) / BLOCK;
    // For each person the best encoded record: of the block's winners, the best of all.
    float[] bestOfPlain = new float[plain.length];
    int[] encodedOfPlain = new int[plain.length];
    Arrays.fill(bestOfPlain, Float.NEGATIVE_INFINITY);
    Object lock = new Object();
    IntStream.range(0, blocks).parallel().forEach(block -> {
      int from = block * BLOCK;
      int to = Math.min(encoded.length, from + BLOCK);
      float[] best = new float[to - from];
      float[] second = new float[to - from];
      Arrays.fill(best, Float.NEGATIVE_INFINITY);
      Arrays.fill(second, Float.NEGATIVE_INFINITY);
      float[] ofPlain = new float[plain.length];
      int[] who = new int[plain.length];
      Arrays.fill(ofPlain, Float.NEGATIVE_INFINITY);
      for (int person = 0; person < plain.length; person++) {
        float[] theirs = plain[person];
        for (int i = from; i < to; i++) {
          float score = dot(encoded[i], theirs);
          int at = i - from;
          if (score > best[at]) {
            second[at] = best[at];
            best[at] = score;
            guesses[i] = person;
          } else if (score > second[at]) {
            second[at] = score;
          }
          if (score > ofPlain[person]) {
            ofPlain[person] = score;
            who[person] = i;
          }
        }
      }
      for (int i = from; i < to; i++) {
        margins[i] = best[i - from] - second[i - from];
      }
      synchronized (lock) {
        for (int person = 0; person < plain.length; person++) {
          if (ofPlain[person] > bestOfPlain[person] || ofPlain[person] == bestOfPlain[person] && who[person] < encodedOfPlain[person]) {
            bestOfPlain[person] = ofPlain[person];
            encodedOfPlain[person] = who[person];
          }
        }
      }
    });
    boolean[] mutual = new boolean[encoded.length];
    for (int i = 0; i < mutual.length; i++) {
      mutual[i] = encodedOfPlain[guesses[i]] == i;
    }
    return new Nearest(guesses, margins, mutual);
  }

  /// The guess for each encoded record; not to be changed.
  int[] guesses() {
    return guesses;
  }

  int guess(int encoded) {
    return guesses[encoded];
  }

  /// How much nearer the guess is than the next best.
  float margin(int encoded) {
    return margins[encoded];
  }

  /// Whether the guess's nearest is this record.
  boolean isMutual(int encoded) {
    return mutual[encoded];
  }

  private static void normalise(float[][] rows) {
    for (float[] row : rows) {
      float length = (float) Math.sqrt(dot(row, row));
      for (int i = 0; i < row.length && length > 0; i++) {
        row[i] /= length;
      }
    }
  }

  private static float dot(float[] one, float[] other) {
    float a = 0;
    float b = 0;
    float c = 0;
    float d = 0;
    float e = 0;
    float f = 0;
    float g = 0;
    float h = 0;
    int i = 0;
    for (; i + 7 < one.length; i += 8) {
      a += one[i] * other[i];
      b += one[i + 1] * other[i + 1];
      c += one[i + 2] * other[i + 2];
      d += one[i + 3] * other[i + 3];
      e += one[i + 4] * other[i + 4];
      f += one[i + 5] * other[i + 5];
      g += one[i + 6] * other[i + 6];
      h += one[i + 7] * other[i + 7];
    }
    for (; i < one.length; i++) {
      a += one[i] * other[i];
    }
    return a + b + (c + d) + (e + f + (g + h));
  }
}
