package org.tellonce.protocol.encoding;

import java.nio.ByteBuffer;
import java.util.HexFormat;

/// A pass's keyed value: 16 bytes. Only records that share it can be compared at all.
///
/// @param high the first eight bytes, big-endian
/// @param low the last eight
/// @see "encoding.md, Keys of a row"
public record Tag(long high, long low) implements Comparable<Tag> {

  /// How many bytes a tag has.
  public static final int BYTES = 16;

  /// The 16 bytes, new each time.
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  /// By unsigned bytes.
  @Override
  public int compareTo(Tag other) {
    int first = Long.compareUnsigned(high, other.high);
    return first != 0 ? first : Long.compareUnsigned(low, other.low);
  }

  /// 32 lower-case hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(toBytes());
  }
}
