package org.tellonce.protocol.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/// The twenty-four segments under a tag: 60 bytes. Two bodies mean something to each other only under the same tag.
///
/// @see "encoding.md, Body; comparison.md, Agreement vector"
public final class Body {

  /// How many bytes a body has.
  public static final int BYTES = 60;

  private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] bytes;

  private Body(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The body in 60 bytes of an array.
  ///
  /// @throws IndexOutOfBoundsException if the array ends before
  public static Body of(byte[] source, int offset) {
    return new Body(Arrays.copyOfRange(source, offset, java.util.Objects.checkFromIndexSize(offset, BYTES, source.length) + BYTES));
  }

  /// Whether fact segment `mine` of this body has the same bits as fact segment `theirs` of the other.
  public boolean agrees(Segment mine, Body other, Segment theirs) {
    return (short) SHORTS.get(bytes, mine.offset()) == (short) SHORTS.get(other.bytes, theirs.offset());
  }

  /// How many bits (0 to 16) name segment `mine` of this body and name segment `theirs` of the other have in common.
  public int overlap(Segment mine, Body other, Segment theirs) {
    return Long.bitCount((long) LONGS.get(bytes, mine.offset()) & (long) LONGS.get(other.bytes, theirs.offset()));
  }

  /// How many bits of a segment are set.
  public int popcount(Segment segment) {
    return segment.isName() ? Long.bitCount((long) LONGS.get(bytes, segment.offset())) : Integer.bitCount((short) SHORTS.get(bytes, segment.offset())
        & 0xFFFF);
  }

  /// Whether every segment has its constant weight, as every honest body has.
  public boolean hasConstantWeight() {
    return Arrays.stream(Segment.values()).allMatch(s -> popcount(s) == s.weight());
  }

  /// The 60 bytes, new each time.
  public byte[] toBytes() {
    return bytes.clone();
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body that && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return "Body[60 bytes]";
  }
}
