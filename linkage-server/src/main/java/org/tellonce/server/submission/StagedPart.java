package org.tellonce.server.submission;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.GoneRecord;
import org.tellonce.protocol.submission.SubmissionLine;
import org.tellonce.protocol.submission.SubmittedRecord;

/// A part as it waits for the commit: the lines that it was found to hold when it was taken, in a form that is read in a fraction of the time, so that a record's
/// JSON is read once. To be sealed before it is written.
///
/// A byte [#FORM]; for each line a byte of what it is, and the token (16 bytes); for each record its rows, the length of its screenings' JSON (2 bytes), and the JSON.
final class StagedPart {
  /// A part in another form is never met: those of an earlier version are removed at the first start ([Reencoding]).
  private static final byte FORM = 1;
  private static final byte GONE = 0;
  private static final byte SILENT = 1;
  private static final byte ASKING = 2;

  private StagedPart() {}

  /// The bytes of lines.
  static byte[] bytes(List<SubmissionLine> lines) {
    List<byte[]> screenings = lines.stream().map(StagedPart::screenings).toList();
    int length = 1 + screenings.stream().mapToInt(json -> 1 + RecordToken.BYTES + EncodedRecord.BYTES + Short.BYTES + json.length).sum();
    ByteBuffer out = ByteBuffer.allocate(length).put(FORM);
    for (int i = 0; i < lines.size(); i++) {
      switch (lines.get(i)) {
        case GoneRecord gone -> out.put(GONE).put(gone.token().toBytes());
        case SubmittedRecord record -> out.put(record.asks() ? ASKING : SILENT).put(record.token().toBytes()).put(record.record().rowBytes())
            .putShort((short) screenings.get(i).length).put(screenings.get(i));
      }
    }
    return Arrays.copyOf(out.array(), out.position());
  }

  private static byte[] screenings(SubmissionLine line) {
    return line instanceof SubmittedRecord record ? ScreeningList.bytes(record.screenings()) : new byte[0];
  }

  /// The lines.
  static List<SubmissionLine> lines(byte[] bytes) {
    if (bytes[0] != FORM) {
      throw new IllegalStateException("a staged part in an unknown form: the database is damaged");
    }
    List<SubmissionLine> lines = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(bytes, 1, bytes.length - 1);
    while (in.hasRemaining()) {
      byte kind = in.get();
      var token = new RecordToken(in.getLong(), in.getLong());
      lines.add(kind == GONE ? new GoneRecord(token) : record(token, kind == ASKING, in));
    }
    return lines;
  }

  private static SubmittedRecord record(RecordToken token, boolean asks, ByteBuffer in) {
    byte[] rows = new byte[EncodedRecord.BYTES];
    in.get(rows);
    byte[] json = new byte[Short.toUnsignedInt(in.getShort())];
    in.get(json);
    return new SubmittedRecord(EncodedRecord.parse(token, rows).orThrow(), asks, ScreeningList.parse(json));
  }
}
