package org.tellonce.benchmarks.speed;

import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.List;
import org.tellonce.benchmarks.TemporaryFolder;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.server.Schema;
import org.tellonce.server.comparison.IndexStore;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;

/// An encrypted index in a real SQLite file, in a folder that goes with it.
///
/// @param folder where it lies
record IndexFile(TemporaryFolder folder, Database database, IndexStore store) implements AutoCloseable {

  static IndexFile open() {
    try {
      // JMH makes what it measures by itself, so no chance comes in through a constructor.
      SecureRandom random = SecureRandom.getInstance("DRBG");
      TemporaryFolder folder = TemporaryFolder.create();
      return new IndexFile(folder, Database.open(folder.path().resolve("server.db"), Schema.MIGRATIONS), new IndexStore(IndexKey.random(random),
          random));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has DRBG", e);
    }
  }

  /// Puts records in, in one transaction.
  void write(List<IndexStore.Change> changes) {
    database.writing(handle -> store.apply(handle, changes));
  }

  /// Looks up all rows under the tags of these, in one transaction.
  ///
  /// @return how many there are
  int read(List<EncodedRow> rows) {
    return database.write(handle -> rows.stream().mapToInt(row -> store.find(handle, row.tag()).size()).sum());
  }

  /// Closes and deletes it.
  @Override
  public void close() {
    database.close();
    folder.close();
  }
}
