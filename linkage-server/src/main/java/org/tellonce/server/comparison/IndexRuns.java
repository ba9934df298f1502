package org.tellonce.server.comparison;

import java.security.SecureRandom;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.ReadAhead;

/// The entries of the index, label → sealed entry, in *runs*. A set of changes gathers its new entries in memory and adds them as one run in the order of their
/// labels, a page's worth in each row of its table ([RunBlock]): pages are filled once, and the pages of what is known are neither read nor written. A run only
/// loses entries or gets another under the same label.
/// In front of each run stands a filter of its labels, so the disk is hardly ever asked for what is not there.
///
/// There is room for [#MOST] runs in each of the two places for epochs. Before the last place is taken, the smallest runs are written together as one: at least two, and more as long as the next is not
/// larger than all before it. So an entry is moved about as often as the index grows sixteenfold.
///
/// @see "decisions/0015, decisions/0018"
final class IndexRuns {
  /// How many runs there may be, one of them empty.
  static final int MOST = 16;

  private final LabelFilters filters;
  private final SecureRandom random;
  private final int first;

  /// @param place of the epoch
  IndexRuns(IndexKey key, SecureRandom random, int place) {
    this.filters = new LabelFilters(key, random);
    this.random = random;
    this.first = place * MOST;
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
    try (var writer = new RunWriter(handle.getConnection(), run.table(), labels.length)) {
      for (long label : labels) {
        writer.add(label, Objects.requireNonNull(fresh.get(label)));
      }
      filters.put(handle, run, writer.finish());
    }
    fresh.clear();
  }

  /// Removes all runs of this place.
  void clear(Handle handle) {
    places().forEach(place -> handle.execute("DELETE FROM index_run_" + place));
    handle.execute("DELETE FROM index_run WHERE run >= ? AND run < ?", first, first + MOST);
  }

  private IntStream places() {
    return IntStream.range(first, first + MOST);
  }

  private List<Run> list(Handle handle) {
    return handle.createQuery("SELECT run, id, entries FROM index_run WHERE run >= :first AND run < :end ORDER BY entries").bind("first", first)
        .bind("end", first + MOST).map((row, _) -> new Run(row.getInt("run"), row.getLong("id"), row.getLong("entries"))).list();
  }

  private Run begin(Handle handle, List<Run> runs, long entries) {
    var taken = runs.stream().map(Run::place).collect(Collectors.toSet());
    var run = new Run(places().filter(place -> !taken.contains(place)).findFirst().orElseThrow(), random.nextLong(), entries);
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
    try (var merging = new RunMerge(handle.getConnection(), small); var writer = new RunWriter(handle.getConnection(), merged.table(), entries)) {
      merging.moveTo(writer);
      LabelFilter filter = writer.finish();
      // Runs lose entries: counted on, what is gone would make filters longer with every night, and the memory that holds them.
      handle.execute("UPDATE index_run SET entries = ? WHERE run = ?", writer.written(), merged.place());
      filters.put(handle, new Run(merged.place(), merged.id(), writer.written()), filter);
    }
    for (Run run : small) {
      handle.execute("DELETE FROM index_run WHERE run = ?", run.place());
    }
  }

  /// The entries within one transaction.
  final class Open implements AutoCloseable {
    private final List<RunTable> runs = new ArrayList<>();
    private final FreshEntries fresh;

    private Open(Handle handle, FreshEntries fresh) throws SQLException {
      this.fresh = fresh;
      List<Run> listed = list(handle);
      Map<Run, LabelFilter> ofRuns = filters.of(handle, listed);
      for (Run run : listed.reversed()) {
        runs.add(new RunTable(handle.getConnection(), run, Objects.requireNonNull(ofRuns.get(run))));
      }
    }

    /// Whether there can be an entry under a label: no disk is asked. For several threads at once, while nothing is written.
    boolean mayHold(long label) {
      for (RunTable run : runs) {
        if (run.mayHold(label)) {
          return true;
        }
      }
      return fresh.get(label) != null;
    }

    /// Brings the blocks in which these labels can stand into memory.
    ///
    /// @param labels ascending
    void readAhead(ReadAhead readAhead, List<Long> labels) {
      for (RunTable run : runs) {
        run.readAhead(readAhead, labels);
      }
    }

    /// The entry under a label, or none.
    byte @Nullable [] get(long label) throws SQLException {
      byte[] found = fresh.get(label);
      for (RunTable run : runs) {
        if (found == null && run.mayHold(label)) {
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
        change(label, run -> run.replace(label, sealed));
      }
    }

    /// Removes an entry.
    void remove(long label) throws SQLException {
      if (!fresh.remove(label)) {
        change(label, run -> run.remove(label));
      }
    }

    private void change(long label, Changing changing) throws SQLException {
      for (RunTable run : runs) {
        if (run.mayHold(label) && changing.in(run)) {
          return;
        }
      }
      throw new IllegalStateException("the index lacks an entry that it had: the database is damaged");
    }

    @Override
    public void close() throws SQLException {
      for (RunTable run : runs) {
        run.close();
      }
    }
  }

  private interface Changing {
    boolean in(RunTable run) throws SQLException;
  }
}
