package org.tellonce.server.comparison;

import java.util.EnumMap;
import java.util.Map;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Segment;

/// A body whose segments are set one by one. Facts are numbers, equal numbers are equal bits; a name is the first of sixteen neighbouring bits. A fact that was not
/// set is another number for each side, so that it agrees with nothing.
final class TestBody {
  private final Map<Segment, Integer> facts = new EnumMap<>(Segment.class);
  private final Map<Segment, Integer> names = new EnumMap<>(Segment.class);

  /// @param side 0 or 1
  TestBody(int side) {
    for (Segment segment : Segment.values()) {
      if (segment.isName()) {
        names.put(segment, 32 * side);
      } else {
        facts.put(segment, 1000 + 100 * side + segment.number());
      }
    }
  }

  /// Gives a fact a number from 0 to 999.
  TestBody fact(Segment segment, int number) {
    facts.put(segment, number);
    return this;
  }

  /// Sets the sixteen bits from this one on, around the end: two names have 16 − distance bits in common.
  TestBody name(Segment segment, int first) {
    names.put(segment, first);
    return this;
  }

  Body body() {
    byte[] bytes = new byte[Body.BYTES];
    facts.forEach((segment, number) -> write(bytes, segment, pattern(number)));
    names.forEach((segment, first) -> write(bytes, segment, Long.rotateLeft(0xFFFF, first)));
    return Body.of(bytes, 0);
  }

  /// The body as a row of a record.
  IndexedRow row(RecordRef record, PassShare share) {
    return new IndexedRow(record.token(), record.agency(), share, body());
  }

  /// A record of an agency, told apart by a number.
  static RecordRef record(String agency, long number) {
    return new RecordRef(new AgencyId(agency), new RecordToken(number, 0));
  }

  private static void write(byte[] bytes, Segment segment, long bits) {
    for (int i = 0; i < segment.lengthBits() / 8; i++) {
      bytes[segment.offset() + i] = (byte) (bits >>> 8 * i);
    }
  }

  /// The number-th, from below, of the 1 820 patterns with four bits of sixteen.
  private static int pattern(int number) {
    int left = number;
    for (int bits = 0;; bits++) {
      if (Integer.bitCount(bits) == 4 && left-- == 0) {
        return bits;
      }
    }
  }
}
