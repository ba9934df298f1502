package org.tellonce.server.audit;

import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.result.ResultIterable;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.audit.Audience;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.Salt;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.DamagedValueException;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;

/// The leaves, what they stand for, and which of them tell of a record. Leaves are only ever added.
public final class LogStore {
  /// Sealed payloads are padded to a power of two of bytes, so that their lengths tell little; the least so that two of them fit into a page of the file.
  private static final int LEAST = 1_984;
  /// The reader of an event that every agency may read.
  static final int EVERYONE = 0;

  private final Sealing sealing;

  /// @param key the index key
  public LogStore(IndexKey key, SecureRandom random) {
    this.sealing = new Sealing(key, "log_payload", random);
  }

  /// An event that is to become a leaf.
  ///
  /// @param named the records by which it is to be found
  record Entry(Salt salt, Event event, Set<RecordRef> named) {}

  /// Adds leaves at the end.
  void append(Handle handle, List<Entry> entries) {
    if (entries.isEmpty()) {
      return;
    }
    var agencies = new AgencyNumbers(handle);
    long number = size(handle);
    try (var leaves = prepare(handle, "INSERT INTO log_leaf (number, leaf) VALUES (?, ?)");
        var payloads = prepare(handle, "INSERT INTO log_payload (number, reader, sealed) VALUES (?, ?, ?)");
        var names = prepare(handle, "INSERT INTO log_name (name, number) VALUES (?, ?)")) {
      for (Entry entry : entries) {
        byte[] json = entry.event().toBytes();
        leaves.setLong(1, number);
        leaves.setBytes(2, Commitment.to(json, entry.salt()).toBytes());
        leaves.executeUpdate();
        payloads.setLong(1, number);
        OptionalInt reader = reader(entry.event().audience(), agencies);
        payloads.setObject(2, reader.isPresent() ? reader.getAsInt() : null);
        payloads.setBytes(3, seal(number, entry.salt(), json));
        payloads.executeUpdate();
        for (RecordRef record : entry.named()) {
          names.setBytes(1, name(record));
          names.setLong(2, number);
          names.executeUpdate();
        }
        number++;
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private static PreparedStatement prepare(Handle handle, String sql) throws SQLException {
    return handle.getConnection().prepareStatement(sql);
  }

  private static OptionalInt reader(Audience audience, AgencyNumbers agencies) {
    return switch (audience) {
      case Audience.Everyone _ -> OptionalInt.of(EVERYONE);
      case Audience.Only(AgencyId agency) -> OptionalInt.of(agencies.of(agency));
      case Audience.Officers _ -> OptionalInt.empty();
    };
  }

  /// How many leaves there are.
  public long size(Handle handle) {
    return handle.createQuery("SELECT max(number) FROM log_leaf").mapTo(Long.class).findOne().map(last -> last + 1).orElse(0L);
  }

  /// Leaves in order.
  ///
  /// @param below the number behind the last
  List<Commitment> leaves(Handle handle, long from, long below) {
    List<Commitment> leaves = handle.createQuery("SELECT leaf FROM log_leaf WHERE number >= :from AND number < :below ORDER BY number").bind("from",
        from)
        .bind("below", below).map((row, _) -> Commitment.ofBytes(row.getBytes("leaf"))).list();
    if (leaves.size() != Math.max(0, below - from)) {
      throw new IllegalStateException("leaves are missing between " + from + " and " + below + ": the database is damaged");
    }
    return leaves;
  }

  /// A leaf as it lies in the file.
  @SuppressWarnings("ArrayRecordComponent")
  record Leaf(long number, byte[] bytes) {}

  /// The next leaves that are there, whether their numbers have gaps or not.
  List<Leaf> leavesFrom(Handle handle, long from, int most) {
    return handle.createQuery("SELECT number, leaf FROM log_leaf WHERE number >= :from ORDER BY number LIMIT :most").bind("from", from).bind("most",
        most).map((row, _) -> new Leaf(row.getLong(1), row.getBytes(2))).list();
  }

  /// A payload as it lies in the file.
  ///
  /// @param reader none for officers
  /// @param leafBytes those of its number; none if they are not there
  @SuppressWarnings("ArrayRecordComponent")
  record Payload(long number, OptionalInt reader, byte[] sealed, byte @Nullable [] leafBytes) {

    /// The leaf of its number, if it is there.
    Optional<Commitment> leaf() {
      return Optional.ofNullable(leafBytes).filter(bytes -> bytes.length == Commitment.BYTES).map(Commitment::ofBytes);
    }
  }

  /// The next payloads that are there.
  List<Payload> payloadsFrom(Handle handle, long from, int most) {
    return handle.createQuery("SELECT p.number AS number, p.reader AS reader, p.sealed AS sealed, l.leaf AS leaf FROM log_payload AS p "
        + "LEFT JOIN log_leaf AS l ON l.number = p.number WHERE p.number >= :from ORDER BY p.number LIMIT :most").bind("from", from).bind("most",
            most).map((row, _) -> {
              // By place: a million rows are asked for four columns each.
              int reader = row.getInt(2);
              OptionalInt readBy = row.wasNull() ? OptionalInt.empty() : OptionalInt.of(reader);
              return new Payload(row.getLong(1), readBy, row.getBytes(3), row.getBytes(4));
            }).list();
  }

  /// What a payload says, also if somebody had his hands in it.
  Parsed<LoggedEvent> opened(Payload payload) {
    try {
      ByteBuffer padded = ByteBuffer.wrap(sealing.open(place(payload.number()), payload.sealed()));
      byte[] salt = new byte[Salt.BYTES];
      padded.get(salt);
      byte[] json = new byte[Math.clamp(padded.getInt(), 0, padded.remaining())];
      padded.get(json);
      return switch (Event.parse(json)) {
        case Parsed.Rejected<Event> _ -> unreadable("its payload is no event");
        case Parsed.Valid<Event>(Event event) -> new Parsed.Valid<>(new LoggedEvent(payload.number(), Salt.of(salt), event));
      };
    } catch (DamagedValueException e) {
      return unreadable("its payload does not open: it is damaged, or sealed for another place or under another key");
    } catch (BufferUnderflowException e) {
      return unreadable("its payload is no event");
    }
  }

  private static Parsed<LoggedEvent> unreadable(String rule) {
    return new Parsed.Rejected<>(List.of(new Problem("", rule)));
  }

  /// The next events that an agency may read, in order.
  ///
  /// @param below the number behind the last that may come
  List<LoggedEvent> events(Handle handle, AgencyId agency, long from, long below, int most) {
    int reader = new AgencyNumbers(handle).find(agency).orElse(EVERYONE);
    return handle.createQuery("SELECT number, sealed FROM log_payload WHERE reader IN (0, :reader) AND number >= :from AND number < :below "
        + "ORDER BY number LIMIT :most").bind("reader", reader).bind("from", from).bind("below", below).bind("most", most)
        .map((row, _) -> open(row.getLong("number"), row.getBytes("sealed"))).list();
  }

  /// Every event that was not destroyed, in order; to be closed.
  public ResultIterable<LoggedEvent> all(Handle handle) {
    return handle.createQuery("SELECT number, sealed FROM log_payload ORDER BY number").map((row, _) -> open(row.getLong("number"), row.getBytes(
        "sealed")));
  }

  /// The events that tell of a record, in order.
  public List<LoggedEvent> of(Handle handle, RecordRef record) {
    return handle.createQuery(
        "SELECT p.number, p.sealed FROM log_name AS n JOIN log_payload AS p USING (number) WHERE n.name = :name ORDER BY p.number")
        .bind("name", name(record)).map((row, _) -> open(row.getLong("number"), row.getBytes("sealed"))).list();
  }

  /// From now on nothing leads from these records to their events: the names in them are salted commitments that nobody finds by asking.
  public void forget(Handle handle, Collection<RecordRef> records) {
    for (RecordRef record : records) {
      handle.createUpdate("DELETE FROM log_name WHERE name = :name").bind("name", name(record)).execute();
    }
  }

  /// How many of the first leaves have their payload.
  long payloadsBelow(Handle handle, long number) {
    return handle.createQuery("SELECT count(*) FROM log_payload WHERE number < :number").bind("number", number).mapTo(Long.class).one();
  }

  /// Destroys the payloads of the first leaves, and what leads to them.
  ///
  /// @return how many
  int destroyBelow(Handle handle, long number) {
    handle.execute("DELETE FROM log_name WHERE number < ?", number);
    return handle.execute("DELETE FROM log_payload WHERE number < ?", number);
  }

  /// Whether something has its event, and with which digest.
  Optional<Digest> known(Handle handle, String kind, String name) {
    return handle.createQuery("SELECT digest FROM log_known WHERE kind = :kind AND name = :name").bind("kind", kind).bind("name", name).mapTo(
        String.class)
        .findOne().map(Digest::new);
  }

  /// The names of one kind that have an event.
  List<String> names(Handle handle, String kind) {
    return handle.createQuery("SELECT name FROM log_known WHERE kind = :kind").bind("kind", kind).mapTo(String.class).list();
  }

  /// From now on it has.
  void know(Handle handle, String kind, String name, Digest digest) {
    handle.createUpdate("INSERT INTO log_known (kind, name, digest) VALUES (:kind, :name, :digest) "
        + "ON CONFLICT (kind, name) DO UPDATE SET digest = excluded.digest").bind("kind", kind).bind("name", name).bind("digest", digest.hex())
        .execute();
  }

  /// Opens one payload, if there is any.
  public boolean openOne(Handle handle) {
    return handle.createQuery("SELECT number, sealed FROM log_payload LIMIT 1").map((row, _) -> open(row.getLong("number"), row.getBytes("sealed")))
        .findOne().isPresent();
  }

  private byte[] name(RecordRef record) {
    return sealing.name(record.agency().value() + "\0" + record.token());
  }

  /// The payload of a leaf as it lies in the file.
  byte[] seal(long number, Salt salt, byte[] json) {
    int length = Salt.BYTES + Integer.BYTES + json.length;
    byte[] padded = new byte[Math.max(LEAST, Integer.highestOneBit(length - 1) << 1)];
    ByteBuffer.wrap(padded).put(salt.reveal()).putInt(json.length).put(json);
    return sealing.seal(place(number), padded);
  }

  private LoggedEvent open(long number, byte[] sealed) {
    ByteBuffer padded = ByteBuffer.wrap(sealing.open(place(number), sealed));
    byte[] salt = new byte[Salt.BYTES];
    padded.get(salt);
    byte[] json = new byte[padded.getInt()];
    padded.get(json);
    return new LoggedEvent(number, Salt.of(salt), Event.parse(json).orThrow());
  }

  private static byte[] place(long number) {
    return ByteBuffer.allocate(Long.BYTES).putLong(number).array();
  }
}
