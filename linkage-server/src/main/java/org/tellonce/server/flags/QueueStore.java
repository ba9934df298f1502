package org.tellonce.server.flags;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.audit.BrokeringEvent.Outcome;
import org.tellonce.protocol.audit.BrokeringEvent.Why;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;

/// The coordinator's queue in the database. Which records belong together cannot be read there.
public final class QueueStore {
  private static final int CODES = 5;
  private static final int REF = Short.BYTES + RecordToken.BYTES;

  private final Sealing sealing;

  /// @param key the index key
  public QueueStore(IndexKey key, SecureRandom random) {
    this.sealing = new Sealing(key, "queue", random);
  }

  /// All items, waiting and closed, in the order of their numbers.
  List<QueueItem> all(Handle handle) {
    var agencies = new AgencyNumbers(handle);
    return handle.createQuery("SELECT number, name, sealed FROM queue_item ORDER BY number").map((row, _) -> item(row.getLong("number"), sealing.open(
        row.getBytes("name"), row.getBytes("sealed")), agencies)).list();
  }

  /// One item.
  Optional<QueueItem> find(Handle handle, long number) {
    var agencies = new AgencyNumbers(handle);
    return handle.createQuery("SELECT name, sealed FROM queue_item WHERE number = :number").bind("number", number).map((row, _) -> item(number,
        sealing.open(row.getBytes("name"), row.getBytes("sealed")), agencies)).findOne();
  }

  /// Adds a pair that waits from now on; it gets its number here.
  ///
  /// @param a the smaller record
  void add(Handle handle, RecordRef a, RecordRef b, String codes, Why why, LocalDate since) {
    var agencies = new AgencyNumbers(handle);
    byte[] name = name(a, b, agencies);
    handle.execute("INSERT INTO queue_item (name, sealed) VALUES (?, ?)", name, sealing.seal(name, plain(new QueueItem(0, a, b, codes, why, since,
        Optional.empty()), agencies)));
  }

  /// Writes an item anew.
  void replace(Handle handle, QueueItem item) {
    var agencies = new AgencyNumbers(handle);
    handle.execute("UPDATE queue_item SET sealed = ? WHERE number = ?", sealing.seal(name(item.a(), item.b(), agencies), plain(item, agencies)), item
        .number());
  }

  /// Removes an item.
  void remove(Handle handle, QueueItem item) {
    handle.execute("DELETE FROM queue_item WHERE number = ?", item.number());
  }

  /// A number of a pair that nobody without the index key can foretell, and that stays the same.
  ///
  /// @return 0 to 2³¹ − 1
  int lot(Handle handle, RecordRef a, RecordRef b) {
    return ByteBuffer.wrap(name(a, b, new AgencyNumbers(handle))).getInt() & Integer.MAX_VALUE;
  }

  private byte[] name(RecordRef a, RecordRef b, AgencyNumbers agencies) {
    return sealing.name(put(put(ByteBuffer.allocate(2 * REF), a, agencies), b, agencies).array());
  }

  private static byte[] plain(QueueItem item, AgencyNumbers agencies) {
    ByteBuffer out = ByteBuffer.allocate(2 * REF + CODES + 2 + Long.BYTES);
    put(put(out, item.a(), agencies), item.b(), agencies).put(item.codes().getBytes(US_ASCII)).put((byte) (item.why() == Why.AUDIT ? 1 : 0)).putLong(
        item.since().toEpochDay()).put(number(item.outcome()));
    return out.array();
  }

  private static QueueItem item(long number, byte[] plain, AgencyNumbers agencies) {
    ByteBuffer in = ByteBuffer.wrap(plain);
    RecordRef a = ref(in, agencies);
    RecordRef b = ref(in, agencies);
    byte[] codes = new byte[CODES];
    in.get(codes);
    Why why = in.get() == 1 ? Why.AUDIT : Why.POSSIBLE;
    return new QueueItem(number, a, b, new String(codes, US_ASCII), why, LocalDate.ofEpochDay(in.getLong()), outcome(in.get()));
  }

  private static byte number(Optional<Outcome> outcome) {
    return (byte) (outcome.isEmpty() ? 0 : switch (outcome.get()) {
      case SAME -> 1;
      case DIFFERENT -> 2;
      case UNRESOLVED -> 3;
    });
  }

  private static Optional<Outcome> outcome(byte number) {
    return switch (number) {
      case 0 -> Optional.empty();
      case 1 -> Optional.of(Outcome.SAME);
      case 2 -> Optional.of(Outcome.DIFFERENT);
      default -> Optional.of(Outcome.UNRESOLVED);
    };
  }

  private static ByteBuffer put(ByteBuffer out, RecordRef ref, AgencyNumbers agencies) {
    return out.putShort((short) agencies.of(ref.agency())).put(ref.token().toBytes());
  }

  private static RecordRef ref(ByteBuffer in, AgencyNumbers agencies) {
    return new RecordRef(agencies.agency(Short.toUnsignedInt(in.getShort())), new RecordToken(in.getLong(), in.getLong()));
  }
}
