package org.tellonce.server.submission;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.YearMonth;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Set;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.DamagedValueException;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;

/// How records lie in the file: state and screenings sealed in `pointer`, tags and digest of the rows sealed in `index_keys`, and whether a record is live once
/// more as a keyed value, `state`. For any thread; it asks no database.
final class RecordSealing {
  /// Pointers with screenings are filled up to multiples of this; that there are some the months tell already.
  private static final int UNIT = 320;
  private static final int UNIT_WITHOUT_SCREENINGS = 16;
  private static final int INDEX_KEYS = Suite.ROWS * Tag.BYTES + Digest.BYTES;
  private static final int LIVE = 1;
  private static final int ASKS = 2;

  private final Sealing pointers;
  private final Sealing indexKeys;
  private final Sealing states;

  /// @param key the index key
  RecordSealing(IndexKey key, SecureRandom random) {
    this.pointers = new Sealing(key, "record pointer", random);
    this.indexKeys = new Sealing(key, "record index_keys", random);
    this.states = new Sealing(key, "record state", random);
  }

  /// A record as a row.
  ///
  /// @param agency the number of its agency
  SealedRecord seal(int agency, StoredRecord record, int retentionMonths) {
    byte[] token = record.ref().token().toBytes();
    byte[] place = place(agency, token);
    String lastMonth = record.screenings().stream().map(Screening::month).max(Comparator.naturalOrder()).map(YearMonth::toString).orElse(null);
    String expiresOn = record.screenings().stream().map(screening -> YearMonth.from(StoredRecord.end(screening, retentionMonths)))
        .min(Comparator.naturalOrder()).map(YearMonth::toString).orElse(null);
    return new SealedRecord(agency, token, state(agency, token, record.live()), lastMonth, expiresOn, pointers.seal(place, pointerBytes(record)),
        indexKeys.seal(place, indexKeyBytes(record)));
  }

  /// The record of a row.
  StoredRecord open(RecordRef ref, int agency, byte[] sealedPointer, byte[] sealedKeys) {
    byte[] place = place(agency, ref.token().toBytes());
    ByteBuffer pointer = pointer(place, sealedPointer);
    int state = pointer.get();
    byte[] json = new byte[pointer.remaining()];
    pointer.get(json);
    ByteBuffer keys = ByteBuffer.wrap(indexKeys.open(place, sealedKeys));
    Set<Tag> tags = new HashSet<>();
    for (int i = 0; i < Suite.ROWS; i++) {
      tags.add(new Tag(keys.getLong(), keys.getLong()));
    }
    byte[] digest = new byte[Digest.BYTES];
    keys.get(digest);
    // The tags of a record's rows differ; those of one that the index does not hold are all zero.
    return new StoredRecord(ref, (state & LIVE) != 0, (state & ASKS) != 0, ScreeningList.parse(json), tags.size() == Suite.ROWS ? tags : Set.of(),
        Digest.ofBytes(digest));
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

  private byte[] state(int agency, byte[] token, boolean live) {
    return states.name(ByteBuffer.allocate(2 + RecordToken.BYTES + 1).putShort((short) agency).put(token).put((byte) (live ? LIVE : 0)).array());
  }

  private static byte[] place(int agency, byte[] token) {
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

  private static byte[] indexKeyBytes(StoredRecord record) {
    ByteBuffer keys = ByteBuffer.allocate(INDEX_KEYS);
    record.tags().forEach(tag -> keys.putLong(tag.high()).putLong(tag.low()));
    return keys.put(Suite.ROWS * Tag.BYTES, record.rows().toBytes()).array();
  }
}
