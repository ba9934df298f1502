package org.tellonce.server.audit;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.InstantSource;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.server.Schema;
import org.tellonce.server.TestSignedRules;
import org.tellonce.server.database.Database;
import org.tellonce.server.database.IndexKey;

/// The log in a server's file: what a server does at the hour, for tests that do not wait for it, and what nobody should.
public final class TestLogFile {
  private TestLogFile() {}

  /// Makes a checkpoint over what is in the folder of a server that does not run.
  public static void makeCheckpoint(Path server) {
    IndexKey key = IndexKey.load(server.resolve("index.key")).orThrow();
    try (Database database = Database.open(server.resolve("server.db"), Schema.MIGRATIONS)) {
      new Checkpoints(database, new LogStore(key, new SecureRandom()), LogKey.load(server.resolve("log.key"), TestSignedRules.LOG).orThrow(),
          () -> TestSignedRules.LOG, InstantSource.system()).make();
    }
  }

  /// The newest checkpoint in the folder of a server that does not run.
  public static SignedCheckpoint newest(Path server) {
    return Database.look(server.resolve("server.db"), Schema.MIGRATIONS, new CheckpointStore()::newest).orElseThrow();
  }

  /// Alters a database file that nobody has open.
  public static void alter(Path file, String sql, Object... values) {
    try (var connection = DriverManager.getConnection("jdbc:sqlite:" + file); PreparedStatement statement = connection.prepareStatement(sql)) {
      for (int i = 0; i < values.length; i++) {
        statement.setObject(i + 1, values[i]);
      }
      if (statement.executeUpdate() == 0) {
        throw new AssertionError("nothing was altered");
      }
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }
}
