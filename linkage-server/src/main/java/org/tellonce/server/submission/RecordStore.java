package org.tellonce.server.submission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.submission.HeldRecords;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.protocol.submission.Screening;
import org.tellonce.protocol.submission.SubmittedRecord;
import org.tellonce.server.comparison.IndexStore.Change;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;

/// The records beside the index: state and screenings sealed in `pointer`, tags and digest of the rows sealed in `index_keys`.
public final class RecordStore {
  private static final int UNIT = 320;
  private static final int INDEX_KEYS = Suite.ROWS * Tag.BYTES + Digest.BYTES;
  private static final int LIVE = 1;
  private static final int ASKS = 2;
  private static final int MAX_SCREENING_BYTES = 1 << 16;
  private static final JsonKind<List<Screening>> SCREENINGS = JsonKind.list(0, SubmittedRecord.MAX_SCREENINGS, Screening.JSON);

  private final Sealing pointers;
  private final Sealing indexKeys;

  /// @param key the index key
  public RecordStore(IndexKey key, SecureRandom random) {
    this.pointers = new Sealing(key, "record pointer", random);
    this.indexKeys = new Sealing(key, "record index_keys", random);
  }

  /// The records within one transaction; to be closed before its end.
  public Open open(Handle handle) {
    return new Open(handle);
  }

  /// The records within one transaction.
  public final class Open implements AutoCloseable {
    private final AgencyNumbers agencies;
    private final PreparedStatement select;
    private final PreparedStatement upsert;
    private final PreparedStatement delete;
    private final PreparedStatement ofAgency;
    private final PreparedStatement expiring;
    private final List<PreparedStatement> statements = new ArrayList<>();

    private Open(Handle handle) {
      this.agencies = new AgencyNumbers(handle);
      select = prepare(handle, "SELECT agency, token, pointer, index_keys FROM record WHERE agency = ? AND token = ?");
      upsert = prepare(handle, "INSERT INTO record (agency, token, last_month, expires_on, pointer, index_keys) VALUES (?, ?, ?, ?, ?, ?) "
          + "ON CONFLICT (agency, token) DO UPDATE SET last_month = excluded.last_month, expires_on = excluded.expires_on, pointer = excluded.pointer, "
          + "index_keys = excluded.index_keys");
      delete = prepare(handle, "DELETE FROM record WHERE agency = ? AND token = ?");
      ofAgency = prepare(handle, "SELECT agency, token, pointer, index_keys FROM record WHERE agency = ? ORDER BY token");
      expiring = prepare(handle, "SELECT agency, token, pointer, index_keys FROM record WHERE expires_on <= ?");
    }

    private PreparedStatement prepare(Handle handle, String sql) {
      try {
        PreparedStatement statement = handle.getConnection().prepareStatement(sql);
        statements.add(statement);
        return statement;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// The record, if it is there.
    public Optional<StoredRecord> find(RecordRef ref) {
      OptionalInt agency = agencies.find(ref.agency());
      if (agency.isEmpty()) {
        return Optional.empty();
      }
      try {
        select.setInt(1, agency.getAsInt());
        select.setBytes(2, ref.token().toBytes());
        return read(select).stream().findFirst();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// Gives each record of an agency, in ascending order of its token.
    public void forEach(AgencyId agency, Consumer<StoredRecord> consumer) {
      OptionalInt number = agencies.find(agency);
      if (number.isEmpty()) {
        return;
      }
      try {
        ofAgency.setInt(1, number.getAsInt());
        try (ResultSet rows = ofAgency.executeQuery()) {
          while (rows.next()) {
            consumer.accept(record(rows));
          }
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// Which records are held of an agency.
    HeldRecords held(AgencyId agency) {
      SortedSet<RecordToken> live = new TreeSet<>();
      SortedSet<RecordToken> retired = new TreeSet<>();
      try {
        ofAgency.setInt(1, agencies.find(agency).orElse(0));
        try (ResultSet rows = ofAgency.executeQuery()) {
          while (rows.next()) {
            byte[] token = rows.getBytes("token");
            ((pointer(rows, token).get() & LIVE) != 0 ? live : retired).add(RecordToken.of(token));
          }
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
      return new HeldRecords(live, retired);
    }

    /// The live set of an agency.
    public LiveSet liveSet(AgencyId agency) {
      return LiveSet.ofAscending(held(agency).live().iterator());
    }

    /// The records of which a screening ends before a month, or in it.
    List<StoredRecord> expiring(YearMonth month) {
      try {
        expiring.setString(1, month.toString());
        return read(expiring);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// Adds a record or replaces it.
    void put(StoredRecord record, int retentionMonths) {
      byte[] token = record.ref().token().toBytes();
      int agency = agencies.of(record.ref().agency());
      byte[] place = place(agency, token);
      try {
        upsert.setInt(1, agency);
        upsert.setBytes(2, token);
        upsert.setString(3, record.screenings().stream().map(Screening::month).max(Comparator.naturalOrder()).map(YearMonth::toString).orElse(null));
        upsert.setString(4, record.screenings().stream().map(screening -> YearMonth.from(StoredRecord.end(screening, retentionMonths)))
            .min(Comparator.naturalOrder()).map(YearMonth::toString).orElse(null));
        upsert.setBytes(5, pointers.seal(place, pointerBytes(record)));
        upsert.setBytes(6, indexKeys.seal(place, indexKeyBytes(record)));
        upsert.executeUpdate();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// Leaves an agency's records where they are, but without rows in the index.
    ///
    /// @return what becomes of the rows
    List<Change> takeOutOfIndex(AgencyId agency, int retentionMonths) {
      List<StoredRecord> indexed = new ArrayList<>();
      forEach(agency, record -> {
        if (!record.tags().isEmpty()) {
          indexed.add(record);
        }
      });
      indexed.forEach(record -> put(record.unindexed(), retentionMonths));
      return indexed.stream().map(record -> new Change(record.ref(), record.tags(), null)).toList();
    }

    /// Removes a record, if it is there.
    void remove(RecordRef ref) {
      try {
        delete.setInt(1, agencies.of(ref.agency()));
        delete.setBytes(2, ref.token().toBytes());
        delete.executeUpdate();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private List<StoredRecord> read(PreparedStatement statement) throws SQLException {
      List<StoredRecord> records = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          records.add(record(rows));
        }
      }
      return records;
    }

    private ByteBuffer pointer(ResultSet rows, byte[] token) throws SQLException {
      ByteBuffer padded = ByteBuffer.wrap(pointers.open(place(rows.getInt("agency"), token), rows.getBytes("pointer")));
      int length = padded.getInt();
      return padded.slice(4, length);
    }

    private StoredRecord record(ResultSet rows) throws SQLException {
      byte[] token = rows.getBytes("token");
      int agency = rows.getInt("agency");
      ByteBuffer pointer = pointer(rows, token);
      int state = pointer.get();
      byte[] json = new byte[pointer.remaining()];
      pointer.get(json);
      List<Screening> screenings = json.length == 0 ? List.of() : SCREENINGS.parse(json, MAX_SCREENING_BYTES).orThrow();
      ByteBuffer keys = ByteBuffer.wrap(indexKeys.open(place(agency, token), rows.getBytes("index_keys")));
      Set<Tag> tags = new HashSet<>();
      for (int i = 0; i < Suite.ROWS; i++) {
        tags.add(new Tag(keys.getLong(), keys.getLong()));
      }
      byte[] digest = new byte[Digest.BYTES];
      keys.get(digest);
      // The tags of a record's rows differ; those of one that the index does not hold are all zero.
      return new StoredRecord(new RecordRef(agencies.agency(agency), RecordToken.of(token)), (state & LIVE) != 0, (state & ASKS) != 0, screenings,
          tags.size() == Suite.ROWS ? tags : Set.of(), Digest.ofBytes(digest));
    }

    @Override
    public void close() {
      try {
        for (PreparedStatement statement : statements) {
          statement.close();
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static byte[] place(int agency, byte[] token) {
    return ByteBuffer.allocate(2 + RecordToken.BYTES).putShort((short) agency).put(token).array();
  }

  private static byte[] pointerBytes(StoredRecord record) {
    byte[] json = new byte[0];
    if (!record.screenings().isEmpty()) {
      var list = JsonNodeFactory.instance.arrayNode();
      record.screenings().forEach(screening -> list.add(screening.toJson()));
      json = CanonicalJson.bytes(list);
    }
    int length = 1 + json.length;
    byte[] padded = new byte[(4 + length + UNIT - 1) / UNIT * UNIT];
    ByteBuffer.wrap(padded).putInt(length).put((byte) ((record.live() ? LIVE : 0) | (record.asks() ? ASKS : 0))).put(json);
    return padded;
  }

  private static byte[] indexKeyBytes(StoredRecord record) {
    ByteBuffer keys = ByteBuffer.allocate(INDEX_KEYS);
    record.tags().forEach(tag -> keys.putLong(tag.high()).putLong(tag.low()));
    return keys.put(Suite.ROWS * Tag.BYTES, record.rows().toBytes()).array();
  }

  /// Whether two forms of a record are the same, but for where its rows stand.
  static boolean isSame(@Nullable StoredRecord one, StoredRecord other) {
    return one != null && one.live() == other.live() && one.asks() == other.asks() && one.screenings().equals(other.screenings())
        && one.rows().equals(other.rows());
  }
}
