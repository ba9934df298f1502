package org.tellonce.protocol.encoding;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// The server's only name for an agency's record: 16 bytes that only this agency can make or trace back.
///
/// @param high the first eight bytes, big-endian
/// @param low the last eight
/// @see "keys.md, Derived values"
public record RecordToken(long high, long low) implements Comparable<RecordToken> {

  /// How many bytes a token has.
  public static final int BYTES = 16;

  /// The token of 16 bytes.
  ///
  /// @throws IllegalArgumentException if there are not 16
  public static RecordToken of(byte[] bytes) {
    if (bytes.length != BYTES) {
      throw new IllegalArgumentException("a record token has 16 bytes");
    }
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    return new RecordToken(buffer.getLong(), buffer.getLong());
  }

  /// The token written as 32 lower-case hexadecimal digits.
  public static Parsed<RecordToken> parse(String hex) {
    if (!hex.matches("[0-9a-f]{32}")) {
      return new Parsed.Rejected<>(List.of(new Problem("", "a record token is 32 lower-case hexadecimal digits")));
    }
    return new Parsed.Valid<>(of(HexFormat.of().parseHex(hex)));
  }

  /// The 16 bytes, new each time.
  public byte[] toBytes() {
    return ByteBuffer.allocate(BYTES).putLong(high).putLong(low).array();
  }

  /// By unsigned bytes.
  @Override
  public int compareTo(RecordToken other) {
    int first = Long.compareUnsigned(high, other.high);
    return first != 0 ? first : Long.compareUnsigned(low, other.low);
  }

  /// 32 lower-case hexadecimal digits.
  @Override
  public String toString() {
    return HexFormat.of().formatHex(toBytes());
  }
}
