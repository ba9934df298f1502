package org.tellonce.server.comparison;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;

/// Several runs read as one, in the order of the labels; no label is in two of them.
final class RunMerge implements AutoCloseable {
  private final List<Reading> readings = new ArrayList<>();

  RunMerge(Connection connection, List<IndexRuns.Run> runs) throws SQLException {
    for (IndexRuns.Run run : runs) {
      readings.add(new Reading(connection, run.table()));
    }
  }

  /// Gives all entries to a writer.
  void writeTo(RunWriter writer) throws SQLException {
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

  /// One run, block after block, entry after entry.
  private static final class Reading implements AutoCloseable {
    private final Statement statement;
    private final ResultSet rows;
    private Iterator<Map.Entry<Long, byte[]>> block = Collections.emptyIterator();
    private long label;
    private byte[] sealed = {};

    Reading(Connection connection, String table) throws SQLException {
      statement = connection.createStatement();
      rows = statement.executeQuery("SELECT sealed FROM " + table + " ORDER BY k");
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
      while (!block.hasNext()) {
        if (!rows.next()) {
          return false;
        }
        block = RunBlock.of(rows.getBytes(1)).entries().entrySet().iterator();
      }
      Map.Entry<Long, byte[]> entry = block.next();
      label = entry.getKey();
      sealed = entry.getValue();
      return true;
    }

    @Override
    public void close() throws SQLException {
      rows.close();
      statement.close();
    }
  }
}
