package org.tellonce.server.submission;

import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.HeldRecords;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.server.comparison.IndexStore.Change;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.DamagedValueException;
import org.tellonce.server.database.IndexKey;

/// The records beside the index, in the order of their coming, and an index that tells by agency and token where each is and whether it is live.
public final class RecordStore {
  private final RecordSealing sealing;

  /// @param key the index key
  public RecordStore(IndexKey key, SecureRandom random) {
    this.sealing = new RecordSealing(key, random);
  }

  /// How records are sealed.
  RecordSealing sealing() {
    return sealing;
  }

  /// The records within one transaction; to be closed before its end.
  public Open open(Handle handle) {
    return new Open(handle);
  }

  /// The records within one transaction.
  public final class Open implements AutoCloseable {
    private final AgencyNumbers agencies;
    private final PreparedStatement select;
    private final PreparedStatement insert;
    private final PreparedStatement update;
    private final PreparedStatement delete;
    private final PreparedStatement ofAgency;
    private final PreparedStatement states;
    private final PreparedStatement pointer;
    private final PreparedStatement expiring;
    private final List<PreparedStatement> statements = new ArrayList<>();

    private Open(Handle handle) {
      this.agencies = new AgencyNumbers(handle);
      select = prepare(handle, "SELECT agency, token, pointer, index_keys, state FROM record WHERE agency = ? AND token = ?");
      insert = prepare(handle, "INSERT INTO record (agency, token, state, last_month, expires_on, pointer, index_keys) VALUES (?, ?, ?, ?, ?, ?, ?)");
      update = prepare(handle, "UPDATE record SET agency = ?, token = ?, state = ?, last_month = ?, expires_on = ?, pointer = ?, index_keys = ? "
          + "WHERE agency = ? AND token = ?");
      delete = prepare(handle, "DELETE FROM record WHERE agency = ? AND token = ?");
      ofAgency = prepare(handle, "SELECT agency, token, pointer, index_keys, state FROM record WHERE agency = ? ORDER BY token");
      // What this asks for stands in the index record_token: no record is read.
      states = prepare(handle, "SELECT token, state FROM record WHERE agency = ? ORDER BY token");
      pointer = prepare(handle, "SELECT pointer FROM record WHERE agency = ? AND token = ?");
      expiring = prepare(handle, "SELECT agency, token, pointer, index_keys, state FROM record WHERE expires_on <= ?");
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
      forEachToken(agency, (token, isLive) -> (isLive ? live : retired).add(token));
      return new HeldRecords(live, retired);
    }

    /// The live set of an agency.
    public LiveSet liveSet(AgencyId agency) {
      List<RecordToken> live = new ArrayList<>();
      forEachToken(agency, (token, isLive) -> {
        if (isLive) {
          live.add(token);
        }
      });
      return LiveSet.ofAscending(live.iterator());
    }

    /// Gives the token of each record of an agency, in ascending order, and whether it is live.
    private void forEachToken(AgencyId agency, BiConsumer<RecordToken, Boolean> consumer) {
      int number = agencies.find(agency).orElse(0);
      try {
        states.setInt(1, number);
        try (ResultSet rows = states.executeQuery()) {
          while (rows.next()) {
            byte[] token = rows.getBytes(1);
            byte[] state = rows.getBytes(2);
            consumer.accept(RecordToken.of(token), state == null ? isLive(number, token) : sealing.isLive(number, token, state));
          }
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// Whether a record from before there was a state beside the pointer is live.
    private boolean isLive(int agency, byte[] token) throws SQLException {
      pointer.setInt(1, agency);
      pointer.setBytes(2, token);
      try (ResultSet rows = pointer.executeQuery()) {
        return rows.next() && sealing.isLiveByPointer(agency, token, rows.getBytes(1));
      }
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

    /// The number by which rows name an agency; a new one for a new agency.
    int number(AgencyId agency) {
      return agencies.of(agency);
    }

    /// Adds a record that is not there.
    void add(SealedRecord record) {
      try {
        bind(insert, record);
        insert.executeUpdate();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// As [#add(SealedRecord)], sealed here.
    public void add(StoredRecord record, int retentionMonths) {
      add(sealing.seal(agencies.of(record.ref().agency()), record, retentionMonths));
    }

    /// Puts another form of a record in place of that which is there.
    void replace(SealedRecord record) {
      try {
        bind(update, record);
        update.setInt(8, record.agency);
        update.setBytes(9, record.token);
        if (update.executeUpdate() != 1) {
          throw new IllegalStateException("a record that was found is not there once");
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// As [#replace(SealedRecord)], sealed here.
    void replace(StoredRecord record, int retentionMonths) {
      replace(sealing.seal(agencies.of(record.ref().agency()), record, retentionMonths));
    }

    private static void bind(PreparedStatement statement, SealedRecord record) throws SQLException {
      statement.setInt(1, record.agency);
      statement.setBytes(2, record.token);
      statement.setBytes(3, record.state);
      statement.setString(4, record.lastMonth);
      statement.setString(5, record.expiresOn);
      statement.setBytes(6, record.pointer);
      statement.setBytes(7, record.indexKeys);
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
      indexed.forEach(record -> replace(record.unindexed(), retentionMonths));
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

    private StoredRecord record(ResultSet rows) throws SQLException {
      int agency = rows.getInt(1);
      var ref = new RecordRef(agencies.agency(agency), RecordToken.of(rows.getBytes(2)));
      StoredRecord record = sealing.open(ref, agency, rows.getBytes(3), rows.getBytes(4));
      byte[] state = rows.getBytes(5);
      if (state != null && sealing.isLive(agency, ref.token().toBytes(), state) != record.live()) {
        throw new DamagedValueException("record state");
      }
      return record;
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

  /// Whether two forms of a record are the same, but for where its rows stand.
  static boolean isSame(StoredRecord one, StoredRecord other) {
    return one.live() == other.live() && one.asks() == other.asks() && one.screenings().equals(other.screenings())
        && one.rows().equals(other.rows());
  }
}
