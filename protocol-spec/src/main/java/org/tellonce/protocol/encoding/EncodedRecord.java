package org.tellonce.protocol.encoding;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// What leaves an agency of one person: a record token and sixteen rows in ascending order of their tags. No plaintext.
///
/// @see "encoding.md, Record"
public record EncodedRecord(RecordToken token, List<EncodedRow> rows) {

  /// How many bytes the rows of a record have.
  public static final int BYTES = Suite.ROWS * EncodedRow.BYTES;

  /// @throws IllegalArgumentException if there are not sixteen rows in ascending order of different tags
  public EncodedRecord {
    rows = List.copyOf(rows);
    if (rows.size() != Suite.ROWS) {
      throw new IllegalArgumentException("a record has sixteen rows");
    }
    for (int i = 1; i < rows.size(); i++) {
      if (rows.get(i - 1).tag().compareTo(rows.get(i).tag()) >= 0) {
        throw new IllegalArgumentException("rows stand in ascending order of different tags");
      }
    }
  }

  /// The record whose rows are these 1 248 bytes.
  public static Parsed<EncodedRecord> parse(RecordToken token, byte[] bytes) {
    List<Problem> problems = new ArrayList<>();
    if (bytes.length != BYTES) {
      problems.add(new Problem("rows", "not " + BYTES + " bytes"));
      return new Parsed.Rejected<>(problems);
    }
    List<EncodedRow> rows = new ArrayList<>(Suite.ROWS);
    ByteBuffer in = ByteBuffer.wrap(bytes);
    for (int i = 0; i < Suite.ROWS; i++) {
      Tag tag = new Tag(in.getLong(), in.getLong());
      int share = Short.toUnsignedInt(in.getShort());
      Body body = Body.of(bytes, in.position());
      in.position(in.position() + Body.BYTES);
      if (share > 65_520) {
        problems.add(new Problem("rows[" + i + "]", "pass share above 65520"));
      } else if (!body.hasConstantWeight()) {
        problems.add(new Problem("rows[" + i + "]", "a segment has not its constant weight"));
      } else if (!rows.isEmpty() && rows.getLast().tag().compareTo(tag) >= 0) {
        problems.add(new Problem("rows[" + i + "]", "tags are not in ascending order"));
      } else {
        rows.add(new EncodedRow(tag, new PassShare(share), body));
      }
    }
    return Parsed.of(problems, () -> new EncodedRecord(token, rows));
  }

  /// The 1 248 bytes of the rows.
  public byte[] rowBytes() {
    ByteBuffer out = ByteBuffer.allocate(BYTES);
    for (EncodedRow row : rows) {
      out.putLong(row.tag().high()).putLong(row.tag().low()).putShort((short) row.share().value()).put(row.body().toBytes());
    }
    return out.array();
  }
}
