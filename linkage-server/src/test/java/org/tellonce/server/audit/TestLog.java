package org.tellonce.server.audit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.audit.Checkpoint;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.EpochEvent;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.MerkleTree;
import org.tellonce.protocol.audit.NodeSource;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.server.Schema;
import org.tellonce.server.TestSignedRules;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;

/// A log over a real database file, with the log's key of the tests' rules and a clock that the test sets.
final class TestLog implements AutoCloseable {
  final Path file;
  final IndexKey key = IndexKey.random(new SecureRandom());
  final LogStore store = new LogStore(key, new SecureRandom());
  final CheckpointStore checkpoints = new CheckpointStore();
  final EventLog events = new EventLog(store, () -> this.now, new SecureRandom());
  Instant now = Instant.parse("2026-11-24T20:00:00.75Z");
  Database database;
  private final LogKey logKey;

  TestLog(Path folder) {
    file = folder.resolve("server.db");
    database = Database.open(file, Schema.MIGRATIONS);
    logKey = logKey(folder);
  }

  /// The key of the log that the tests' rules name.
  static LogKey logKey(Path folder) {
    Path keyFile = folder.resolve("log.key");
    try {
      Files.createFile(keyFile, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    TestSignedRules.giveLogKey(folder);
    return logKeyIn(folder);
  }

  /// The key that lies in a folder already.
  static LogKey logKeyIn(Path folder) {
    return LogKey.load(folder.resolve("log.key"), TestSignedRules.LOG).orThrow();
  }

  /// Puts down public events, each of another epoch, in one transaction.
  void append(int count) {
    database.writing(handle -> {
      for (int i = 0; i < count; i++) {
        long epoch = i + 1L;
        events.append(handle, draft -> new EpochEvent(draft.at(), epoch, true));
      }
    });
  }

  void append(Event event) {
    database.writing(handle -> events.append(handle, _ -> event));
  }

  /// Leaves of which nothing is known but that they are there.
  void appendBlind(int count) {
    database.writing(handle -> handle.execute("WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < ?) "
        + "INSERT INTO log_leaf (number, leaf) SELECT (SELECT count(*) FROM log_leaf) + i, randomblob(32) FROM n", count));
  }

  void makeCheckpoint() {
    new Checkpoints(database, store, logKey, () -> TestSignedRules.LOG, () -> now).make();
  }

  Optional<Checkpoint> newest() {
    return database.read(checkpoints::newest).map(SignedCheckpoint::checkpoint);
  }

  long size() {
    return database.read(store::size);
  }

  List<Commitment> leaves() {
    return database.read(handle -> store.leaves(handle, 0, store.size(handle)));
  }

  List<LoggedEvent> all() {
    return database.read(handle -> store.all(handle).list());
  }

  /// The root over leaves, by the definition of the tree and without tiles.
  static Digest root(List<Commitment> leaves) {
    return MerkleTree.root(node(leaves), leaves.size());
  }

  private static NodeSource node(List<Commitment> leaves) {
    return (level, index) -> level == 0 ? leaves.get((int) index).leafHash()
        : MerkleTree.nodeHash(node(leaves).node(level - 1, 2 * index), node(leaves).node(level - 1, 2 * index + 1));
  }

  /// Alters the file as somebody would who has it and no scruples; the database is closed before and opened again after it.
  void tamper(String sql, Object... values) {
    database.close();
    TestLogFile.alter(file, sql, values);
    database = Database.open(file, Schema.MIGRATIONS);
  }

  @Override
  public void close() {
    database.close();
  }
}
