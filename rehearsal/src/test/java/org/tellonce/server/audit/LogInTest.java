package org.tellonce.server.audit;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.Salt;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;

/// What somebody can do to a log who has all of the server's keys and its database. It stands in this package because nobody else may write into the log.
///
/// @param folder of the server, which must not be running where the log is written anew
public record LogInTest(Path folder) {
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final int PADDED = 4_096;

  private Handle open() {
    return Jdbi.create("jdbc:sqlite:" + folder.resolve("server.db")).open();
  }

  private IndexKey key() {
    return IndexKey.load(folder.resolve("index.key")).orThrow();
  }

  /// Every event.
  public List<LoggedEvent> events() {
    try (Handle handle = open()) {
      return new LogStore(key(), RANDOM).all(handle).list();
    }
  }

  /// Edits what a leaf stands for, sealed anew with the server's key, and leaves the leaf.
  public void edit(long number, Event event) {
    try (Handle handle = open()) {
      byte[] json = event.toBytes();
      Salt salt = events().get(Math.toIntExact(number)).salt();
      byte[] padded = new byte[PADDED];
      ByteBuffer.wrap(padded).put(salt.reveal()).putInt(json.length).put(json);
      byte[] sealed = new Sealing(key(), "log_payload", RANDOM).seal(ByteBuffer.allocate(Long.BYTES).putLong(number).array(), padded);
      handle.createUpdate("UPDATE log_payload SET sealed = :sealed WHERE number = :number").bind("sealed", sealed).bind("number", number).execute();
    }
  }

  /// Writes the whole log anew from other events: leaves, payloads, and with the next start tiles and a checkpoint that the log's own key signs.
  public void rewrite(UnaryOperator<List<LoggedEvent>> change) {
    List<LogStore.Entry> entries = change.apply(events()).stream().map(event -> new LogStore.Entry(event.salt(), event.event(), Set.of())).toList();
    try (Handle handle = open()) {
      handle.useTransaction(all -> {
        for (String table : List.of("log_cosignature", "log_checkpoint", "log_tile", "log_name", "log_payload", "log_leaf")) {
          all.execute("DELETE FROM " + table);
        }
        new LogStore(key(), RANDOM).append(all, entries);
      });
    }
  }

  /// How many cosignatures the newest checkpoint has.
  public int cosignatures() {
    try (Handle handle = open()) {
      return new CheckpointStore().newest(handle).orElseThrow().signatures().size() - 1;
    }
  }

  /// How many leaves the newest checkpoint covers.
  public long covered() {
    try (Handle handle = open()) {
      return new CheckpointStore().newest(handle).orElseThrow().checkpoint().size();
    }
  }
}
