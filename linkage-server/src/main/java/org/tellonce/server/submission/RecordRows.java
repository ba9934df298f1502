package org.tellonce.server.submission;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tellonce.server.comparison.EpochIndex;

/// The table of one epoch beside its index, within one transaction: tags and digest of each record's rows, by the record's number. To be closed before its end.
final class RecordRows implements AutoCloseable {
  private final RowsSealing sealing;
  private final PreparedStatement select;
  private final PreparedStatement insert;
  private final PreparedStatement upsert;
  private final PreparedStatement delete;
  private final List<PreparedStatement> statements = new ArrayList<>();

  RecordRows(Handle handle, EpochIndex epoch, RowsSealing sealing) {
    this.sealing = sealing;
    String table = "record_rows_" + epoch.place();
    select = prepare(handle, "SELECT sealed FROM " + table + " WHERE number = ?");
    insert = prepare(handle, "INSERT INTO " + table + " (number, sealed) VALUES (last_insert_rowid(), ?)");
    upsert = prepare(handle, "INSERT INTO " + table + " (number, sealed) VALUES (?, ?) ON CONFLICT (number) DO UPDATE SET sealed = excluded.sealed");
    delete = prepare(handle, "DELETE FROM " + table + " WHERE number = ?");
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

  /// How they are sealed.
  RowsSealing sealing() {
    return sealing;
  }

  /// The rows of a record, if it has any in this epoch.
  ///
  /// @param agency the number of its agency
  Optional<EpochRows> find(RecordRow record, int agency) {
    try {
      select.setLong(1, record.number());
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? Optional.of(sealing.open(agency, record.record().ref().token().toBytes(), rows.getBytes(1))) : Optional.empty();
      }
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Adds the rows of the record that was added just before.
  void add(byte[] sealed) {
    try {
      insert.setBytes(1, sealed);
      insert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// Sets the rows of a record.
  void put(RecordRow record, byte[] sealed) {
    try {
      upsert.setLong(1, record.number());
      upsert.setBytes(2, sealed);
      upsert.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  /// As [#put(RecordRow,byte\[\])], sealed here.
  void put(RecordRow record, int agency, EpochRows rows) {
    put(record, sealing.seal(agency, record.record().ref().token().toBytes(), rows));
  }

  /// Removes the rows of a record.
  void remove(RecordRow record) {
    try {
      delete.setLong(1, record.number());
      delete.executeUpdate();
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
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
