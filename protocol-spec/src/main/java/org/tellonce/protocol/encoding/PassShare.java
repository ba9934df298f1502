package org.tellonce.protocol.encoding;

import java.util.OptionalInt;

/// A share of a pass number: one alone is a uniform number, two of different records under one tag give the pass (Shamir, two of n, modulo 65521).
///
/// @param value 0 to 65520
/// @see "encoding.md, Keys of a row"
public record PassShare(int value) {

  private static final int MODULUS = 65_521;

  /// The largest share.
  static final int MAX = MODULUS - 1;

  /// @throws IllegalArgumentException if the value is not below 65521
  public PassShare {
    if (value < 0 || value >= MODULUS) {
      throw new IllegalArgumentException("a pass share is below 65521");
    }
  }

  /// The share of a record.
  ///
  /// @param pass 1 to 20, or 0 for padding
  /// @param slope the eight bytes that only holders of the tag's facts can make
  public static PassShare of(int pass, long slope, RecordToken token) {
    long a = 1 + Long.remainderUnsigned(slope, MODULUS - 1);
    return new PassShare((int) ((pass + a * abscissa(token)) % MODULUS));
  }

  /// The pass that two records agree in, if their shares under one tag tell it.
  public static OptionalInt pass(PassShare a, RecordToken tokenA, PassShare b, RecordToken tokenB) {
    long run = Math.floorMod(abscissa(tokenA) - abscissa(tokenB), MODULUS);
    if (run == 0) {
      return OptionalInt.empty();
    }
    long slope = Math.floorMod(a.value - b.value, MODULUS) * inverse(run) % MODULUS;
    int pass = (int) Math.floorMod(a.value - slope * abscissa(tokenA), (long) MODULUS);
    return pass >= 1 && pass <= Suite.PASSES ? OptionalInt.of(pass) : OptionalInt.empty();
  }

  private static long abscissa(RecordToken token) {
    return 1 + Long.remainderUnsigned(token.high(), MODULUS - 1);
  }

  /// By Fermat: the modulus is a prime.
  private static long inverse(long n) {
    long result = 1;
    long base = n;
    for (int exponent = MODULUS - 2; exponent > 0; exponent >>= 1) {
      if ((exponent & 1) == 1) {
        result = result * base % MODULUS;
      }
      base = base * base % MODULUS;
    }
    return result;
  }
}
