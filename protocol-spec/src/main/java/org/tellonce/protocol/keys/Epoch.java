package org.tellonce.protocol.keys;

import org.tellonce.protocol.encoding.SizeClass;

/// The life of one linkage secret: nothing of two epochs can be compared.
///
/// @param number 1 to 4 294 967 295
/// @param sizeClass which pass set and gates of suite `smp1` hold
/// @see "keys.md"
public record Epoch(long number, SizeClass sizeClass) {

  /// @throws IllegalArgumentException if the number is not an unsigned 32-bit number above 0
  public Epoch {
    if (number < 1 || number > 0xFFFF_FFFFL) {
      throw new IllegalArgumentException("an epoch is numbered from 1 to 4294967295");
    }
  }
}
