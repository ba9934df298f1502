package org.tellonce.protocol.encoding;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

/// The twenty-four segments under a tag: 60 bytes. Two bodies mean something to each other only under the same tag.
///
/// @see "encoding.md, Body; comparison.md, Agreement vector"
public final class Body {

  /// How many bytes a body has.
  public static final int BYTES = 60;

  private static final List<Segment> SEGMENTS = List.of(Segment.values());
  private static final VarHandle SHORTS = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  /// The array that the body stands in, from `at` on; others may stand beside it.
  private final byte[] bytes;
  private final int at;

  private Body(byte[] bytes, int at) {
    this.bytes = bytes;
    this.at = Objects.checkFromIndexSize(at, BYTES, bytes.length);
  }

  /// The body in 60 bytes of an array.
  ///
  /// @throws IndexOutOfBoundsException if the array ends before
  public static Body of(byte[] source, int offset) {
    return new Body(Arrays.copyOfRange(source, offset, Objects.checkFromIndexSize(offset, BYTES, source.length) + BYTES), 0);
  }

  /// The body in 60 bytes of an array that nobody changes any more: it is not copied.
  ///
  /// @throws IndexOutOfBoundsException if the array ends before
  static Body in(byte[] source, int offset) {
    return new Body(source, offset);
  }

  /// Whether fact segment `mine` of this body has the same bits as fact segment `theirs` of the other.
  public boolean agrees(Segment mine, Body other, Segment theirs) {
    return (short) SHORTS.get(bytes, at + mine.offset()) == (short) SHORTS.get(other.bytes, other.at + theirs.offset());
  }

  /// How many bits (0 to 16) name segment `mine` of this body and name segment `theirs` of the other have in common.
  public int overlap(Segment mine, Body other, Segment theirs) {
    return Long.bitCount((long) LONGS.get(bytes, at + mine.offset()) & (long) LONGS.get(other.bytes, other.at + theirs.offset()));
  }

  /// How many bits of a segment are set.
  public int popcount(Segment segment) {
    int offset = at + segment.offset();
    return segment.isName() ? Long.bitCount((long) LONGS.get(bytes, offset)) : Integer.bitCount((short) SHORTS.get(bytes, offset) & 0xFFFF);
  }

  /// Whether every segment has its constant weight, as every honest body has.
  public boolean hasConstantWeight() {
    for (Segment segment : SEGMENTS) {
      if (popcount(segment) != segment.weight()) {
        return false;
      }
    }
    return true;
  }

  /// The 60 bytes, new each time.
  public byte[] toBytes() {
    return Arrays.copyOfRange(bytes, at, at + BYTES);
  }

  /// Writes the 60 bytes.
  void putInto(ByteBuffer out) {
    out.put(bytes, at, BYTES);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Body that && Arrays.equals(bytes, at, at + BYTES, that.bytes, that.at, that.at + BYTES);
  }

  @Override
  public int hashCode() {
    return ByteBuffer.wrap(bytes, at, BYTES).hashCode();
  }

  @Override
  public String toString() {
    return "Body[60 bytes]";
  }
}
