package org.tellonce.server.comparison;

import java.security.SecureRandom;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tellonce.server.database.IndexKey;

/// The entries of the index, label → sealed entry, in *runs*. A set of changes gathers its new entries in memory and adds them as one run in the order of their
/// labels: pages are filled once, and the pages of what is known are neither read nor written. A run only loses entries or gets another under the same label.
/// In front of each run stands a filter of its labels, so the disk is hardly ever asked for what is not there.
///
/// There is room for [#MOST] runs. Before the last place is taken, the smallest runs are written together as one: at least two, and more as long as the next is not
/// larger than all before it. So an entry is moved about as often as the index grows sixteenfold.
///
/// @see "decisions/0015"
final class IndexRuns {
  /// How many runs there may be, one of them empty.
  static final int MOST = 16;

  private final LabelFilters filters;
  private final SecureRandom random;

  IndexRuns(IndexKey key, SecureRandom random) {
    this.filters = new LabelFilters(key, random);
    this.random = random;
  }

  /// A run.
  ///
  /// @param place the number of its table
  /// @param id a random name: another run at the same place has another
  /// @param entries how many it had when it was written
  record Run(int place, long id, long entries) {

    /// Its table.
    String table() {
      return "index_run_" + place;
    }
  }

  /// The entries as one transaction sees them; to be closed before its end.
  ///
  /// @param fresh the new entries of this set of changes
  Open open(Handle handle, FreshEntries fresh) throws SQLException {
    return new Open(handle, fresh);
  }

  /// Writes what is new as one run, and takes small runs together if their places run out.
  void add(Handle handle, FreshEntries fresh) throws SQLException {
    if (fresh.isEmpty()) {
      return;
    }
    List<Run> runs = list(handle);
    if (runs.size() == MOST - 1) {
      merge(handle, runs);
      runs = list(handle);
    }
    long[] labels = fresh.labels();
    Run run = begin(handle, runs, labels.length);
    var filter = new LabelFilter(labels.length);
    try (PreparedStatement insert = handle.getConnection().prepareStatement("INSERT INTO " + run.table() + " (k, sealed) VALUES (?, ?)")) {
      for (long label : labels) {
        filter.add(label);
        insert.setLong(1, label);
        insert.setBytes(2, fresh.get(label));
        insert.executeUpdate();
      }
    }
    filters.put(handle, run, filter);
    fresh.clear();
  }

  private static List<Run> list(Handle handle) {
    return handle.createQuery("SELECT run, id, entries FROM index_run ORDER BY entries")
        .map((row, _) -> new Run(row.getInt("run"), row.getLong("id"), row.getLong("entries"))).list();
  }

  private Run begin(Handle handle, List<Run> runs, long entries) {
    var taken = runs.stream().map(Run::place).collect(Collectors.toSet());
    var run = new Run(IntStream.range(0, MOST).filter(place -> !taken.contains(place)).findFirst().orElseThrow(), random.nextLong(), entries);
    handle.execute("INSERT INTO index_run (run, id, entries) VALUES (?, ?, ?)", run.place(), run.id(), entries);
    return run;
  }

  /// Takes the smallest runs together, in the last empty place.
  ///
  /// @param runs in ascending order of their size
  private void merge(Handle handle, List<Run> runs) throws SQLException {
    int count = 1;
    long entries = runs.getFirst().entries();
    do {
      entries += runs.get(count).entries();
      count++;
    } while (count < runs.size() && runs.get(count).entries() <= entries);
    List<Run> small = runs.subList(0, count);
    Run merged = begin(handle, runs, entries);
    handle.execute("INSERT INTO " + merged.table() + " (k, sealed) " + small.stream().map(run -> "SELECT k, sealed FROM " + run.table())
        .collect(Collectors.joining(" UNION ALL ")) + " ORDER BY k");
    for (Run run : small) {
      handle.execute("DELETE FROM " + run.table());
      handle.execute("DELETE FROM index_run WHERE run = ?", run.place());
    }
    filters.put(handle, merged, LabelFilters.scan(handle, merged));
  }

  /// The entries within one transaction.
  final class Open implements AutoCloseable {
    private final List<OpenRun> runs = new ArrayList<>();
    private final FreshEntries fresh;

    private Open(Handle handle, FreshEntries fresh) throws SQLException {
      this.fresh = fresh;
      List<Run> listed = list(handle);
      Map<Run, LabelFilter> ofRuns = filters.of(handle, listed);
      for (Run run : listed.reversed()) {
        runs.add(new OpenRun(handle.getConnection(), run, java.util.Objects.requireNonNull(ofRuns.get(run))));
      }
    }

    /// Whether there can be an entry under a label: no disk is asked. For several threads at once, while nothing is written.
    boolean mayHold(long label) {
      for (OpenRun run : runs) {
        if (run.filter.mayHold(label)) {
          return true;
        }
      }
      return fresh.get(label) != null;
    }

    /// The entry under a label, or none.
    byte @Nullable [] get(long label) throws SQLException {
      byte[] found = fresh.get(label);
      for (OpenRun run : runs) {
        if (found == null && run.filter.mayHold(label)) {
          found = run.get(label);
        }
      }
      return found;
    }

    /// Adds an entry under a label that has none.
    void add(long label, byte[] sealed) {
      fresh.put(label, sealed);
    }

    /// Puts another entry in place of one.
    void replace(long label, byte[] sealed) throws SQLException {
      if (fresh.get(label) != null) {
        fresh.put(label, sealed);
      } else {
        change(label, run -> run.update(label, sealed));
      }
    }

    /// Removes an entry.
    void remove(long label) throws SQLException {
      if (!fresh.remove(label)) {
        change(label, run -> run.delete(label));
      }
    }

    private void change(long label, Changing changing) throws SQLException {
      for (OpenRun run : runs) {
        if (run.filter.mayHold(label) && changing.in(run)) {
          return;
        }
      }
      throw new IllegalStateException("the index lacks an entry that it had: the database is damaged");
    }

    @Override
    public void close() throws SQLException {
      for (OpenRun run : runs) {
        run.close();
      }
    }
  }

  private interface Changing {
    boolean in(OpenRun run) throws SQLException;
  }

  /// One run within one transaction; each statement is prepared when it is first needed.
  private static final class OpenRun implements AutoCloseable {
    private final Connection connection;
    private final String table;
    private final LabelFilter filter;
    private Optional<PreparedStatement> select = Optional.empty();
    private Optional<PreparedStatement> update = Optional.empty();
    private Optional<PreparedStatement> delete = Optional.empty();

    OpenRun(Connection connection, Run run, LabelFilter filter) {
      this.connection = connection;
      this.table = run.table();
      this.filter = filter;
    }

    byte @Nullable [] get(long label) throws SQLException {
      select = prepared(select, "SELECT sealed FROM " + table + " WHERE k = ?");
      select.get().setLong(1, label);
      try (ResultSet rows = select.get().executeQuery()) {
        return rows.next() ? rows.getBytes(1) : null;
      }
    }

    boolean update(long label, byte[] sealed) throws SQLException {
      update = prepared(update, "UPDATE " + table + " SET sealed = ? WHERE k = ?");
      update.get().setBytes(1, sealed);
      update.get().setLong(2, label);
      return update.get().executeUpdate() > 0;
    }

    boolean delete(long label) throws SQLException {
      delete = prepared(delete, "DELETE FROM " + table + " WHERE k = ?");
      delete.get().setLong(1, label);
      return delete.get().executeUpdate() > 0;
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
}
