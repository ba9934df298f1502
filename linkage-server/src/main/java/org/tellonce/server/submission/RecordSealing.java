package org.tellonce.server.submission;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Comparator;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.DamagedValueException;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;

/// How records lie in the file, whatever epochs they were sent in: state and screenings sealed in `pointer`, and for each epoch whether a record is live in it as a
/// keyed value, `state_0` or `state_1`. Their rows: [RowsSealing]. For any thread; it asks no database.
final class RecordSealing {
  /// Pointers with screenings are filled up to multiples of this; that there are some the months tell already.
  private static final int UNIT = 320;
  private static final int UNIT_WITHOUT_SCREENINGS = 16;
  private static final int LIVE = 1;
  private static final int ASKS = 2;

  private final Sealing pointers;
  private final Sealing states;

  /// @param key the server's index key
  RecordSealing(IndexKey key, SecureRandom random) {
    this.pointers = new Sealing(key, "record pointer", random);
    this.states = new Sealing(key, "record state", random);
  }

  /// A record as a row, in the state that it has.
  ///
  /// @param agency the number of its agency
  SealedRecord seal(int agency, StoredRecord record, int retentionMonths) {
    byte[] token = record.ref().token().toBytes();
    byte[] place = place(agency, token);
    String lastMonth = record.screenings().stream().map(Screening::month).max(Comparator.naturalOrder()).map(YearMonth::toString).orElse(null);
    String expiresOn = record.screenings().stream().map(screening -> YearMonth.from(StoredRecord.end(screening, retentionMonths)))
        .min(Comparator.naturalOrder()).map(YearMonth::toString).orElse(null);
    return new SealedRecord(agency, token, state(agency, token, record.live()), lastMonth, expiresOn, pointers.seal(place, pointerBytes(record)));
  }

  /// The record of a row.
  StoredRecord open(RecordRef ref, int agency, byte[] sealedPointer) {
    ByteBuffer pointer = pointer(place(agency, ref.token().toBytes()), sealedPointer);
    int state = pointer.get();
    byte[] json = new byte[pointer.remaining()];
    pointer.get(json);
    return new StoredRecord(ref, (state & LIVE) != 0, (state & ASKS) != 0, ScreeningList.parse(json));
  }

  /// Whether a row's `state` is that of a live record.
  ///
  /// @throws DamagedValueException if it is neither that nor the state of a retired one
  boolean isLive(int agency, byte[] token, byte[] state) {
    boolean live = Arrays.equals(state, state(agency, token, true));
    if (!live && !Arrays.equals(state, state(agency, token, false))) {
      throw new DamagedValueException("record state");
    }
    return live;
  }

  /// Whether the record of a pointer is live.
  boolean isLiveByPointer(int agency, byte[] token, byte[] sealedPointer) {
    return (pointer(place(agency, token), sealedPointer).get() & LIVE) != 0;
  }

  private ByteBuffer pointer(byte[] place, byte[] sealed) {
    ByteBuffer padded = ByteBuffer.wrap(pointers.open(place, sealed));
    int length = padded.getInt();
    return padded.slice(4, length);
  }

  /// The value that says whether a record is live in an epoch.
  byte[] state(int agency, byte[] token, boolean live) {
    return states.name(ByteBuffer.allocate(2 + RecordToken.BYTES + 1).putShort((short) agency).put(token).put((byte) (live ? LIVE : 0)).array());
  }

  /// Where a record's values stand.
  static byte[] place(int agency, byte[] token) {
    return ByteBuffer.allocate(2 + RecordToken.BYTES).putShort((short) agency).put(token).array();
  }

  private static byte[] pointerBytes(StoredRecord record) {
    byte[] json = ScreeningList.bytes(record.screenings());
    int unit = json.length == 0 ? UNIT_WITHOUT_SCREENINGS : UNIT;
    int length = 1 + json.length;
    byte[] padded = new byte[(4 + length + unit - 1) / unit * unit];
    ByteBuffer.wrap(padded).putInt(length).put((byte) ((record.live() ? LIVE : 0) | (record.asks() ? ASKS : 0))).put(json);
    return padded;
  }
}
