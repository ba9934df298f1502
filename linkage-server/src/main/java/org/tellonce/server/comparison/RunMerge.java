package org.tellonce.server.comparison;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Several runs read as one, in the order of the labels, and emptied; no label is in two of them.
final class RunMerge implements AutoCloseable {
  private final List<Reading> readings = new ArrayList<>();

  RunMerge(Connection connection, List<IndexRuns.Run> runs) throws SQLException {
    for (IndexRuns.Run run : runs) {
      readings.add(new Reading(connection, run.table()));
    }
  }

  /// Moves all entries to a writer.
  void moveTo(RunWriter writer) throws SQLException {
    var next = new PriorityQueue<Reading>(Comparator.comparingLong(Reading::label));
    for (Reading reading : readings) {
      if (reading.advance()) {
        next.add(reading);
      }
    }
    while (!next.isEmpty()) {
      Reading least = next.remove();
      writer.add(least.label(), least.sealed());
      if (least.advance()) {
        next.add(least);
      }
    }
  }

  @Override
  public void close() throws SQLException {
    for (Reading reading : readings) {
      reading.close();
    }
  }

  /// One run, some blocks at a time. What was read is deleted before more is, so that the pages it stood on take what is written: else each of them would be
  /// written once more, with zeros, and the file would grow by the new run before it shrank.
  private static final class Reading implements AutoCloseable {
    private static final int BLOCKS = 256;

    private final PreparedStatement select;
    private final PreparedStatement delete;
    private Iterator<Map.Entry<Long, byte[]>> entries = Collections.emptyIterator();
    private long label;
    private byte[] sealed = {};

    Reading(Connection connection, String table) throws SQLException {
      select = connection.prepareStatement("SELECT k, sealed FROM " + table + " ORDER BY k LIMIT " + BLOCKS);
      delete = connection.prepareStatement("DELETE FROM " + table + " WHERE k <= ?");
    }

    long label() {
      return label;
    }

    byte[] sealed() {
      return sealed;
    }

    /// Goes on to the next entry.
    ///
    /// @return whether there is one
    boolean advance() throws SQLException {
      if (!entries.hasNext()) {
        readOn();
      }
      if (!entries.hasNext()) {
        return false;
      }
      Map.Entry<Long, byte[]> entry = entries.next();
      label = entry.getKey();
      sealed = entry.getValue();
      return true;
    }

    private void readOn() throws SQLException {
      List<Map.Entry<Long, byte[]>> read = new ArrayList<>();
      long last = Long.MIN_VALUE;
      try (ResultSet rows = select.executeQuery()) {
        while (rows.next()) {
          last = rows.getLong(1);
          read.addAll(RunBlock.of(rows.getBytes(2)).inOrder());
        }
      }
      if (!read.isEmpty()) {
        delete.setLong(1, last);
        delete.executeUpdate();
      }
      entries = read.iterator();
    }

    @Override
    public void close() throws SQLException {
      select.close();
      delete.close();
    }
  }
}
