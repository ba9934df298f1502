package org.tellonce.protocol.encoding;

import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.RandomAccess;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// What leaves an agency of one person: a record token and sixteen rows in ascending order of their tags. No plaintext.
///
/// It holds the 1 248 bytes that are sent and makes rows when they are asked for: hundreds of thousands of records lie in memory during a rehearsal, and as sixteen
/// rows of four objects each they would keep the garbage collector busier than the encoder.
///
/// @see "encoding.md, Record"
public final class EncodedRecord {

  /// How many bytes the rows of a record have.
  public static final int BYTES = Suite.ROWS * EncodedRow.BYTES;

  private static final int SHARE_AT = Tag.BYTES;
  private static final int BODY_AT = SHARE_AT + Short.BYTES;

  private final RecordToken token;
  private final byte[] bytes;

  private EncodedRecord(RecordToken token, byte[] bytes) {
    this.token = token;
    this.bytes = bytes;
  }

  /// The record of these rows.
  ///
  /// @throws IllegalArgumentException if there are not sixteen rows in ascending order of different tags
  public EncodedRecord(RecordToken token, Iterable<EncodedRow> rows) {
    this(token, bytes(rows));
  }

  private static byte[] bytes(Iterable<EncodedRow> rows) {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    Tag before = null;
    for (EncodedRow row : rows) {
      if (!out.hasRemaining()) {
        throw new IllegalArgumentException("a record has sixteen rows");
      }
      if (before != null && before.compareTo(row.tag()) >= 0) {
        throw new IllegalArgumentException("rows stand in ascending order of different tags");
      }
      before = row.tag();
      out.putLong(row.tag().high()).putLong(row.tag().low()).putShort((short) row.share().value());
      row.body().putInto(out);
    }
    if (out.hasRemaining()) {
      throw new IllegalArgumentException("a record has sixteen rows");
    }
    return out.array();
  }

  /// The record whose rows are these 1 248 bytes.
  public static Parsed<EncodedRecord> parse(RecordToken token, byte[] bytes) {
    List<Problem> problems = new ArrayList<>();
    if (bytes.length != BYTES) {
      problems.add(new Problem("rows", "not " + BYTES + " bytes"));
      return new Parsed.Rejected<>(problems);
    }
    var record = new EncodedRecord(token, bytes.clone());
    for (int number = 0; number < Suite.ROWS; number++) {
      if (record.share(number) > PassShare.MAX) {
        problems.add(new Problem("rows[" + number + "]", "pass share above " + PassShare.MAX));
      } else if (!record.body(number).hasConstantWeight()) {
        problems.add(new Problem("rows[" + number + "]", "a segment has not its constant weight"));
      } else if (number > 0 && record.tag(number - 1).compareTo(record.tag(number)) >= 0) {
        problems.add(new Problem("rows[" + number + "]", "tags are not in ascending order"));
      }
    }
    return Parsed.of(problems, () -> record);
  }

  /// The server's only name for it.
  public RecordToken token() {
    return token;
  }

  /// The sixteen rows, each made when it is asked for.
  public List<EncodedRow> rows() {
    return new Rows(this);
  }

  /// The 1 248 bytes of the rows, new each time.
  public byte[] rowBytes() {
    return bytes.clone();
  }

  private EncodedRow row(int number) {
    return new EncodedRow(tag(number), new PassShare(share(number)), body(number));
  }

  private Tag tag(int number) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    int at = number * EncodedRow.BYTES;
    return new Tag(in.getLong(at), in.getLong(at + Long.BYTES));
  }

  private int share(int number) {
    return Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(number * EncodedRow.BYTES + SHARE_AT));
  }

  private Body body(int number) {
    return Body.in(bytes, number * EncodedRow.BYTES + BODY_AT);
  }

  private static final class Rows extends AbstractList<EncodedRow> implements RandomAccess {
    private final EncodedRecord record;

    Rows(EncodedRecord record) {
      this.record = record;
    }

    @Override
    public EncodedRow get(int number) {
      return record.row(Objects.checkIndex(number, Suite.ROWS));
    }

    @Override
    public int size() {
      return Suite.ROWS;
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EncodedRecord that && token.equals(that.token) && Arrays.equals(bytes, that.bytes);
  }

  @Override
  public int hashCode() {
    return Objects.hash(token, Arrays.hashCode(bytes));
  }

  @Override
  public String toString() {
    return "EncodedRecord[" + token + "]";
  }
}
