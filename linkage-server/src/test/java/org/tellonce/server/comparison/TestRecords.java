package org.tellonce.server.comparison;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Segment;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.encoding.Tag;

/// Encoded records of nobody, from a seed: what the server sees of people, without people.
public final class TestRecords {

  private TestRecords() {}

  /// A token.
  public static RecordToken token(Random random) {
    return new RecordToken(random.nextLong(), random.nextLong());
  }

  /// A record whose tags are drawn from so many: few tags make many neighbours.
  public static EncodedRecord drawn(RecordToken token, Random random, int tags) {
    List<EncodedRow> rows = new ArrayList<>();
    while (rows.size() < Suite.ROWS) {
      var tag = new Tag(0, random.nextInt(tags));
      if (rows.stream().noneMatch(row -> row.tag().equals(tag))) {
        rows.add(new EncodedRow(tag, new PassShare(random.nextInt(65_521)), body(random)));
      }
    }
    return record(token, rows);
  }

  /// A record that shares no tag with any.
  public static EncodedRecord alone(RecordToken token, Random random) {
    List<EncodedRow> rows = new ArrayList<>();
    for (int i = 0; i < Suite.ROWS; i++) {
      rows.add(new EncodedRow(new Tag(random.nextLong(), random.nextLong()), new PassShare(random.nextInt(65_521)), body(random)));
    }
    return record(token, rows);
  }

  /// The record of these rows, put in order.
  public static EncodedRecord record(RecordToken token, List<EncodedRow> rows) {
    return new EncodedRecord(token, rows.stream().sorted(Comparator.comparing(EncodedRow::tag)).toList());
  }

  /// A body of constant weight with random bits.
  public static Body body(Random random) {
    byte[] bytes = new byte[Body.BYTES];
    for (Segment segment : Segment.values()) {
      int set = 0;
      while (set < segment.weight()) {
        int bit = random.nextInt(segment.lengthBits());
        int at = segment.offset() + bit / 8;
        if ((bytes[at] & 1 << bit % 8) == 0) {
          bytes[at] |= (byte) (1 << bit % 8);
          set++;
        }
      }
    }
    return Body.of(bytes, 0);
  }
}
