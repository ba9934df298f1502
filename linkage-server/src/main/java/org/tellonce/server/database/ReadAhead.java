package org.tellonce.server.database;

import java.util.List;
import java.util.function.Supplier;

/// Brings the pages that a transaction is about to read from the disk into the operating system's file cache, many at once: the writer reads one after the other, and
/// a disk answers eight requests in the time of one or two. It changes no answer.
///
/// @see "decisions/0022"
public interface ReadAhead extends AutoCloseable {
  /// Nothing is read ahead.
  ReadAhead NONE = new ReadAhead() {
    @Override
    public void rows(String query, Supplier<List<?>> keys) {
      // Whoever asks reads by himself.
    }

    @Override
    public void close() {
      // Nothing was begun.
    }
  };

  /// Begins to read rows, to forget them.
  ///
  /// @param query with one parameter, the key of a row
  /// @param keys in the order of the rows in the file; not asked for where reading ahead is of no use
  void rows(String query, Supplier<List<?>> keys);

  /// Lets go of what is not read yet: the next checkpoint waits for one row at most.
  @Override
  void close();
}
