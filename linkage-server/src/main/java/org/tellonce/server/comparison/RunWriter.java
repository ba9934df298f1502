package org.tellonce.server.comparison;

import java.nio.ByteBuffer;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/// Writes the entries of a new run, block after block, and gathers the filter of their labels.
final class RunWriter implements AutoCloseable {
  private final PreparedStatement insert;
  private final LabelFilter filter;
  private ByteBuffer block = ByteBuffer.allocate(RunBlock.FULL);
  private long last;
  private int entries;
  private long written;

  /// @param table of the run, empty
  /// @param expected how many entries will come, about
  RunWriter(Connection connection, String table, long expected) throws SQLException {
    this.insert = connection.prepareStatement("INSERT INTO " + table + " (k, entries, sealed) VALUES (?, ?, ?)");
    this.filter = new LabelFilter(expected);
  }

  /// Adds an entry.
  ///
  /// @param label above all before
  void add(long label, byte[] sealed) throws SQLException {
    if (block.remaining() < RunBlock.HEAD + sealed.length) {
      flush();
    }
    block.putLong(label).putShort((short) sealed.length).put(sealed);
    entries++;
    written++;
    last = label;
    filter.add(label);
  }

  /// Writes what is left.
  ///
  /// @return the filter of all labels
  LabelFilter finish() throws SQLException {
    flush();
    return filter;
  }

  /// How many entries came.
  long written() {
    return written;
  }

  private void flush() throws SQLException {
    if (entries > 0) {
      insert.setLong(1, last);
      insert.setInt(2, entries);
      insert.setBytes(3, java.util.Arrays.copyOf(block.array(), block.position()));
      insert.executeUpdate();
      block.clear();
      entries = 0;
    }
  }

  @Override
  public void close() throws SQLException {
    insert.close();
  }
}
