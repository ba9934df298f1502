package org.tellonce.server.comparison;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// The table `index_entry`, label → sealed entry, behind a filter of its labels in memory: most labels that are asked for are absent.
final class IndexTable {
  private static final long SMALLEST_FILTER = 1_000_000;

  private @Nullable LabelFilter filter;

  /// The table within one transaction; to be closed before its end.
  Open open(Handle handle) throws SQLException {
    if (filter == null) {
      filter = filled(handle);
    }
    return new Open(handle);
  }

  /// The table within one transaction.
  final class Open implements AutoCloseable {
    private final Handle handle;
    private final PreparedStatement select;
    private final PreparedStatement put;
    private final PreparedStatement delete;

    private Open(Handle handle) throws SQLException {
      this.handle = handle;
      this.select = handle.getConnection().prepareStatement("SELECT sealed FROM index_entry WHERE k = ?");
      this.put = handle.getConnection()
          .prepareStatement("INSERT INTO index_entry (k, sealed) VALUES (?, ?) ON CONFLICT (k) DO UPDATE SET sealed = excluded.sealed");
      this.delete = handle.getConnection().prepareStatement("DELETE FROM index_entry WHERE k = ?");
    }

    /// Whether there can be an entry under a label: no disk is asked.
    boolean mayHold(long label) {
      return labels().mayHold(label);
    }

    /// The entry under a label, or none.
    byte @Nullable [] get(long label) throws SQLException {
      if (!mayHold(label)) {
        return null;
      }
      select.setLong(1, label);
      try (ResultSet rows = select.executeQuery()) {
        return rows.next() ? rows.getBytes(1) : null;
      }
    }

    /// Adds an entry or replaces it.
    ///
    /// @param isNew whether none is there yet
    void put(long label, byte[] sealed, boolean isNew) throws SQLException {
      put.setLong(1, label);
      put.setBytes(2, sealed);
      put.executeUpdate();
      if (isNew) {
        labels().add(label);
        if (labels().isFull()) {
          filter = filled(handle);
        }
      }
    }

    /// Removes an entry.
    void remove(long label) throws SQLException {
      delete.setLong(1, label);
      delete.executeUpdate();
    }

    private LabelFilter labels() {
      return java.util.Objects.requireNonNull(filter);
    }

    @Override
    public void close() throws SQLException {
      select.close();
      put.close();
      delete.close();
    }
  }

  /// A filter of all labels in the table, with room for as many more.
  private static LabelFilter filled(Handle handle) {
    try (var statement = handle.getConnection().createStatement()) {
      long count;
      try (ResultSet rows = statement.executeQuery("SELECT count(*) FROM index_entry")) {
        count = rows.getLong(1);
      }
      var filled = new LabelFilter(Math.max(SMALLEST_FILTER, 2 * count));
      try (ResultSet rows = statement.executeQuery("SELECT k FROM index_entry")) {
        while (rows.next()) {
          filled.add(rows.getLong(1));
        }
      }
      return filled;
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }
}
