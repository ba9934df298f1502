package org.tellonce.pages;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;

/// The SQLite file of one page server, mode 0600: who may sign in, and what its pages keep. Small, so each call opens it, does one transaction, and closes it; a command
/// may write beside a server that runs.
///
/// No exception of it names a bound value.
public final class PrivateDatabase {

  private static final int BUSY_MILLIS = 10_000;
  private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

  private final Jdbi jdbi;

  private PrivateDatabase(Jdbi jdbi) {
    this.jdbi = jdbi;
  }

  /// One step of the schema: statements in a file beside the room's classes. A step that was released is never changed.
  ///
  /// @param room whose resource folder holds the file
  public record Step(Class<?> room, String file) {

    private String sql() {
      try (InputStream in = room.getResourceAsStream(file)) {
        if (in == null) {
          throw new IllegalStateException("the program is not whole: no " + file + " beside " + room.getName());
        }
        return new String(in.readAllBytes(), UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  /// Opens the file, made if it is not there, and brings its schema up to the last step.
  ///
  /// @param steps all, in order; the file's `user_version` counts those that were taken
  /// @throws IllegalStateException if a newer program made it
  public static PrivateDatabase open(Path file, List<Step> steps) {
    makePrivate(file);
    Jdbi jdbi = Jdbi.create(() -> connect(file));
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    PrivateDatabase database = new PrivateDatabase(jdbi);
    database.write(handle -> migrate(handle, steps));
    return database;
  }

  private static void migrate(Handle handle, List<Step> steps) {
    int taken = handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
    if (taken > steps.size()) {
      throw new IllegalStateException("a newer version of TellOnce made this database");
    }
    for (Step step : steps.subList(taken, steps.size())) {
      handle.createScript(step.sql()).execute();
    }
    handle.execute("PRAGMA user_version = " + steps.size());
  }

  /// Reads, or reads and writes, in one transaction; when it throws, nothing of it has happened.
  public <T> T ask(Function<Handle, T> work) {
    return jdbi.inTransaction(work::apply);
  }

  /// The same for work that answers nothing.
  public void write(Consumer<Handle> work) {
    jdbi.useTransaction(work::accept);
  }

  private static Connection connect(Path file) throws SQLException {
    var config = new SQLiteConfig();
    config.setTransactionMode(TransactionMode.IMMEDIATE);
    config.setBusyTimeout(BUSY_MILLIS);
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try (var statement = connection.createStatement()) {
      for (String pragma : List.of("journal_mode = TRUNCATE", "synchronous = FULL", "secure_delete = ON", "temp_store = MEMORY",
          "trusted_schema = OFF")) {
        statement.execute("PRAGMA " + pragma);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  /// SQLite gives the file beside it the same mode.
  private static void makePrivate(Path file) {
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
    } catch (FileAlreadyExistsException e) {
      narrow(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void narrow(Path file) {
    try {
      if (!OWNER.containsAll(Files.getPosixFilePermissions(file))) {
        Files.setPosixFilePermissions(file, OWNER);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
