package org.tellonce.server.comparison;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.tellonce.server.database.ReadAhead;

/// The table of one run within one transaction; each statement is prepared when it is first needed.
final class RunTable implements AutoCloseable {
  private final Connection connection;
  private final String table;
  private final LabelFilter filter;
  private Optional<PreparedStatement> select = Optional.empty();
  private Optional<PreparedStatement> update = Optional.empty();
  private Optional<PreparedStatement> delete = Optional.empty();

  RunTable(Connection connection, IndexRuns.Run run, LabelFilter filter) {
    this.connection = connection;
    this.table = run.table();
    this.filter = filter;
  }

  /// Whether there can be an entry under a label: no disk is asked.
  boolean mayHold(long label) {
    return filter.mayHold(label);
  }

  /// Brings the blocks in which these labels can stand into memory.
  void readAhead(ReadAhead readAhead, List<Long> labels) {
    readAhead.rows("SELECT k FROM " + table + " WHERE k >= ? ORDER BY k LIMIT 1", () -> labels.stream().filter(filter::mayHold).toList());
  }

  /// The entry under a label, or none.
  byte @Nullable [] get(long label) throws SQLException {
    Optional<Row> row = find(label);
    return row.isPresent() ? row.get().block().get(label) : null;
  }

  /// Puts another entry in place of one.
  ///
  /// @return whether there was one
  boolean replace(long label, byte[] sealed) throws SQLException {
    return change(label, block -> block.with(label, sealed));
  }

  /// Removes an entry.
  ///
  /// @return whether there was one
  boolean remove(long label) throws SQLException {
    return change(label, block -> block.without(label));
  }

  /// A row: its key, which no label of the block is above, and the block.
  private record Row(long key, RunBlock block) {}

  /// By the key of the last entry, for SQLite descends to the first row that is not below: by that of the first it would read the next page, and then go back.
  private Optional<Row> find(long label) throws SQLException {
    select = prepared(select, "SELECT k, sealed FROM " + table + " WHERE k >= ? ORDER BY k LIMIT 1");
    select.get().setLong(1, label);
    try (ResultSet rows = select.get().executeQuery()) {
      return rows.next() ? Optional.of(new Row(rows.getLong(1), RunBlock.of(rows.getBytes(2)))) : Optional.empty();
    }
  }

  private boolean change(long label, UnaryOperator<RunBlock> change) throws SQLException {
    Optional<Row> row = find(label);
    if (row.isEmpty() || row.get().block().get(label) == null) {
      return false;
    }
    write(row.get(), change.apply(row.get().block()));
    return true;
  }

  private void write(Row before, RunBlock now) throws SQLException {
    if (now.isEmpty()) {
      delete = prepared(delete, "DELETE FROM " + table + " WHERE k = ?");
      delete.get().setLong(1, before.key());
      delete.get().executeUpdate();
      return;
    }
    update = prepared(update, "UPDATE " + table + " SET entries = ?, sealed = ? WHERE k = ?");
    update.get().setInt(1, now.size());
    update.get().setBytes(2, now.bytes());
    update.get().setLong(3, before.key());
    update.get().executeUpdate();
  }

  private Optional<PreparedStatement> prepared(Optional<PreparedStatement> statement, String sql) throws SQLException {
    return statement.isPresent() ? statement : Optional.of(connection.prepareStatement(sql));
  }

  @Override
  public void close() throws SQLException {
    for (Optional<PreparedStatement> statement : List.of(select, update, delete)) {
      if (statement.isPresent()) {
        statement.get().close();
      }
    }
  }
}
