package org.tellonce.server.submission;

import java.security.SecureRandom;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.submission.HeldRecords;
import org.tellonce.protocol.submission.LiveSet;
import org.tellonce.server.comparison.EpochIndex;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.DamagedValueException;
import org.tellonce.server.database.IndexKey;

/// The records beside the indexes of the epochs, in the order of their coming, and an index that tells by agency and token where each is and whether it is live in
/// each epoch.
public final class RecordStore {
  private static final String ROW =
      "SELECT number, agency, token, pointer, state_0, state_1, state_0 IS NULL AND EXISTS (SELECT 1 FROM record_rows_0 WHERE record_rows_0.number = record.number) "
          + "FROM record WHERE ";

  private final RecordSealing sealing;
  private final SecureRandom random;

  /// @param key the server's index key
  public RecordStore(IndexKey key, SecureRandom random) {
    this.sealing = new RecordSealing(key, random);
    this.random = random;
  }

  /// How records are sealed.
  RecordSealing sealing() {
    return sealing;
  }

  /// Forgets what all records were in an epoch, also what no key opens.
  void forget(Handle handle, EpochIndex epoch) {
    handle.execute("DELETE FROM record_rows_" + epoch.place());
    handle.execute("UPDATE record SET state_" + epoch.place() + " = NULL WHERE state_" + epoch.place() + " IS NOT NULL");
  }

  /// The records within one transaction; to be closed before its end.
  public Open open(Handle handle) {
    return new Open(handle);
  }

  /// The records within one transaction.
  public final class Open implements AutoCloseable {
    private final Handle handle;
    private final AgencyNumbers agencies;
    private final PreparedStatement select;
    private final List<PreparedStatement> insert = new ArrayList<>();
    private final PreparedStatement update;
    private final PreparedStatement delete;
    private final PreparedStatement again;
    private final List<PreparedStatement> move = new ArrayList<>();
    private final PreparedStatement ofAgency;
    private final RecordStates states;
    private final PreparedStatement expiring;
    private final List<PreparedStatement> statements = new ArrayList<>();

    private Open(Handle handle) {
      this.handle = handle;
      this.agencies = new AgencyNumbers(handle);
      select = prepare(ROW + "agency = ? AND token = ?");
      for (int place = 0; place < EpochIndex.PLACES; place++) {
        insert.add(prepare("INSERT INTO record (agency, token, last_month, expires_on, pointer, state_" + place + ") VALUES (?, ?, ?, ?, ?, ?)"));
      }
      update = prepare("UPDATE record SET last_month = ?, expires_on = ?, pointer = ?, state_0 = ?, state_1 = ? WHERE number = ?");
      delete = prepare("DELETE FROM record WHERE number = ?");
      again = prepare("INSERT INTO record (agency, token, last_month, expires_on, pointer, state_0, state_1) "
          + "SELECT agency, token, last_month, expires_on, pointer, state_0, state_1 FROM record WHERE number = ?");
      for (int place = 0; place < EpochIndex.PLACES; place++) {
        move.add(prepare("UPDATE record_rows_" + place + " SET number = last_insert_rowid() WHERE number = ?"));
      }
      ofAgency = prepare(ROW + "agency = ? ORDER BY token");
      states = new RecordStates(handle, sealing, agencies);
      expiring = prepare(ROW + "expires_on <= ?");
    }

    private PreparedStatement prepare(String sql) {
      try {
        PreparedStatement statement = handle.getConnection().prepareStatement(sql);
        statements.add(statement);
        return statement;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// What stands beside an epoch's index.
    RecordRows rows(EpochIndex epoch) {
      return new RecordRows(handle, epoch, new RowsSealing(epoch.key(), random));
    }

    /// The record, if it is there.
    public Optional<StoredRecord> find(RecordRef ref) {
      return row(ref).map(RecordRow::record);
    }

    /// What its agency sent of a record in an epoch, if it is there.
    public Optional<EpochRows> rows(RecordRef ref, EpochIndex epoch) {
      try (RecordRows rows = rows(epoch)) {
        return row(ref).filter(row -> row.isIn(epoch)).flatMap(row -> rows.find(row, number(ref.agency())));
      }
    }

    /// The record's row, if it is there.
    Optional<RecordRow> row(RecordRef ref) {
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
      forEachRow(agency, row -> consumer.accept(row.record()));
    }

    /// Gives the row of each record of an agency, in ascending order of its token.
    void forEachRow(AgencyId agency, Consumer<RecordRow> consumer) {
      OptionalInt number = agencies.find(agency);
      if (number.isEmpty()) {
        return;
      }
      try {
        ofAgency.setInt(1, number.getAsInt());
        try (ResultSet rows = ofAgency.executeQuery()) {
          while (rows.next()) {
            consumer.accept(row(rows));
          }
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// Which records are held of an agency, whatever epochs they were sent in.
    public HeldRecords held(AgencyId agency) {
      return states.held(agency);
    }

    /// The live set of an agency in an epoch.
    public LiveSet liveSet(AgencyId agency, EpochIndex epoch) {
      return states.liveSet(agency, epoch);
    }

    /// The records of an agency that are live in this epoch and in no other.
    List<RecordRow> liveOnlyIn(AgencyId agency, EpochIndex epoch) {
      return states.liveOnlyIn(agency, epoch).stream().map(token -> row(new RecordRef(agency, token)).orElseThrow()).toList();
    }

    /// Whether anything is held of an agency.
    boolean isHeld(AgencyId agency) {
      HeldRecords held = held(agency);
      return !held.live().isEmpty() || !held.retired().isEmpty();
    }

    /// The records of which a screening ends before a month, or in it.
    List<RecordRow> expiring(YearMonth month) {
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

    /// Adds a record that is not there, as sent in an epoch.
    void add(SealedRecord record, EpochIndex epoch) {
      try {
        PreparedStatement statement = insert.get(epoch.place());
        statement.setInt(1, record.agency);
        statement.setBytes(2, record.token);
        statement.setString(3, record.lastMonth);
        statement.setString(4, record.expiresOn);
        statement.setBytes(5, record.pointer);
        statement.setBytes(6, record.state);
        statement.executeUpdate();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// The highest number of a record.
    long newest() {
      return handle.createQuery("SELECT coalesce(max(number), 0) FROM record").mapTo(Long.class).one();
    }

    /// Gives a record the next number, as if it had come now.
    RecordRow renumber(RecordRow row) {
      try {
        again.setLong(1, row.number());
        again.executeUpdate();
        for (PreparedStatement rows : move) {
          rows.setLong(1, row.number());
          rows.executeUpdate();
        }
        remove(row);
        return new RecordRow(newest(), row.record(), row.states());
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// Adds a record that is not there with its rows, sealed here.
    public void add(StoredRecord record, EpochRows rows, EpochIndex epoch, int retentionMonths) {
      int agency = agencies.of(record.ref().agency());
      add(sealing.seal(agency, record, retentionMonths), epoch);
      try (RecordRows beside = rows(epoch)) {
        beside.add(beside.sealing().seal(agency, record.ref().token().toBytes(), rows));
      }
    }

    /// Puts another form of a record in place of that which is there.
    ///
    /// @param states by place whether it is live there
    void replace(RecordRow row, SealedRecord record, Map<Integer, Boolean> states) {
      try {
        update.setString(1, record.lastMonth);
        update.setString(2, record.expiresOn);
        update.setBytes(3, record.pointer);
        for (int place = 0; place < EpochIndex.PLACES; place++) {
          Boolean live = states.get(place);
          update.setBytes(4 + place, live == null ? null : sealing.state(record.agency, record.token, live));
        }
        update.setLong(6, row.number());
        if (update.executeUpdate() != 1) {
          throw new IllegalStateException("a record that was found is not there once");
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// As [#replace(RecordRow,SealedRecord,Map)], sealed here.
    void replace(RecordRow row, StoredRecord record, Map<Integer, Boolean> states, int retentionMonths) {
      replace(row, sealing.seal(agencies.of(record.ref().agency()), record, retentionMonths), states);
    }

    /// Removes a record, and what stands of it beside the indexes.
    void remove(RecordRow row) {
      try {
        delete.setLong(1, row.number());
        delete.executeUpdate();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private List<RecordRow> read(PreparedStatement statement) throws SQLException {
      List<RecordRow> records = new ArrayList<>();
      try (ResultSet rows = statement.executeQuery()) {
        while (rows.next()) {
          records.add(row(rows));
        }
      }
      return records;
    }

    private RecordRow row(ResultSet rows) throws SQLException {
      int agency = rows.getInt(2);
      byte[] token = rows.getBytes(3);
      StoredRecord record = sealing.open(new RecordRef(agencies.agency(agency), RecordToken.of(token)), agency, rows.getBytes(4));
      Map<Integer, Boolean> live = new TreeMap<>();
      for (int place = 0; place < EpochIndex.PLACES; place++) {
        byte[] state = rows.getBytes(5 + place);
        if (state != null) {
          live.put(place, sealing.isLive(agency, token, state));
        }
      }
      if (live.isEmpty() && rows.getBoolean(7)) {
        live.put(0, record.live());
      }
      if (!live.isEmpty() && live.containsValue(true) != record.live()) {
        throw new DamagedValueException("record state");
      }
      return new RecordRow(rows.getLong(1), record, live);
    }

    @Override
    public void close() {
      try (states) {
        for (PreparedStatement statement : statements) {
          statement.close();
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
