package org.tellonce.server.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionHandler;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.statement.StatementExceptions;
import org.jdbi.v3.core.statement.StatementExceptions.MessageRendering;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteConfig;
import org.sqlite.SQLiteConfig.TransactionMode;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// The server's SQLite file: one thread that writes, a few that read, each call one transaction. What [#write] returned from is on the disk. A few more read ahead of
/// the writer ([ReadAhead]).
///
/// The threads are platform threads, for the driver pins virtual ones. Callers wait: from an event loop, call it on a worker.
/// No exception of it names a bound value.
public final class Database implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Database.class);
  /// More than processors: what is asked for now and then waits for the disk.
  private static final int READERS = 8;
  /// A disk answers several requests in the time of one; these threads wait, they do not compute.
  static final int READERS_AHEAD = 8;
  private static final int BUSY_MILLIS = 10_000;
  private static final int CACHE_KIB = 64 * 1024;
  /// Each commit empties it.
  private static final int CACHE_KIB_READING = 16 * 1024;
  private static final int CACHE_KIB_AHEAD = 2 * 1024;
  /// So much waits to be read ahead; what comes beyond is left to the writer.
  private static final int MOST_AHEAD = 1_024;
  /// So many pages, 256 MB, the write-ahead file may grow to by itself: what is staged and then removed is not written into the main file between.
  private static final int CHECKPOINT_PAGES = 64 * 1024;
  private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");

  private final FileChannel lock;
  private final List<Path> narrowed;
  private final Handle writer;
  private final Readers readers;
  private final Readers ahead;
  private final ExecutorService writing;
  private final WriteGroup group = new WriteGroup();

  private Database(FileChannel lock, List<Path> narrowed, Handle writer, List<Handle> readers, List<Handle> ahead) {
    this.lock = lock;
    this.narrowed = narrowed;
    this.writer = writer;
    this.readers = new Readers("database-reader-", readers, new LinkedBlockingQueue<>(), new ThreadPoolExecutor.AbortPolicy());
    this.ahead = new Readers("database-ahead-", ahead, new ArrayBlockingQueue<>(MOST_AHEAD), new ThreadPoolExecutor.DiscardPolicy());
    this.writing = Executors.newSingleThreadExecutor(Thread.ofPlatform().name("database-writer").factory());
  }

  /// Opens the file, made with mode 0600 if it is not there and narrowed to it if it is, and brings its schema up to the last migration.
  ///
  /// @param migrations all steps, in order
  /// @throws Stop [ExitCode#ALREADY_RUNNING] if another process has it open, [ExitCode#DATA_REFUSED] if its schema is newer than the last migration, or
  ///     if it is no database
  public static Database open(Path file, List<Migration> migrations) {
    FileChannel lock = lock(file);
    List<Handle> handles = new ArrayList<>();
    try {
      createPrivate(file);
      List<Path> narrowed = narrow(file);
      handles.add(jdbi(file, CACHE_KIB).open());
      Jdbi reading = jdbi(file, CACHE_KIB_READING);
      for (int i = 0; i < READERS; i++) {
        handles.add(reading.open());
      }
      Jdbi ahead = jdbi(file, CACHE_KIB_AHEAD);
      for (int i = 0; i < READERS_AHEAD; i++) {
        handles.add(ahead.open());
      }
      Handle writer = handles.getFirst();
      migrate(file, writer, migrations);
      return new Database(lock, narrowed, writer, List.copyOf(handles.subList(1, 1 + READERS)), List.copyOf(handles.subList(1 + READERS, handles
          .size())));
    } catch (RuntimeException e) {
      handles.forEach(Handle::close);
      closeQuietly(lock);
      throw e instanceof Stop ? e : unreadable(file, e);
    }
  }

  /// Reads one consistent state of a file, also beside a server that has it open.
  ///
  /// @throws Stop [ExitCode#DATA_REFUSED] if there is none, or its schema is not that of the last migration
  public static <T> T look(Path file, List<Migration> migrations, Function<Handle, T> work) {
    if (!Files.exists(file)) {
      throw new Stop(ExitCode.DATA_REFUSED, file + ": no database yet; tellonce server run makes it");
    }
    try (Handle handle = jdbi(file, CACHE_KIB_AHEAD).open()) {
      handle.execute("PRAGMA query_only = ON");
      if (handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one() != migrations.size()) {
        throw new Stop(ExitCode.DATA_REFUSED, file + ": made by another version of TellOnce; start the server of this version once");
      }
      return handle.inTransaction(work::apply);
    } catch (RuntimeException e) {
      throw e instanceof Stop ? e : unreadable(file, e);
    }
  }

  /// The files that the group or others could read or write when they were opened; now they cannot.
  public List<Path> narrowed() {
    return narrowed;
  }

  /// Does this in one transaction, alone among writers; when it returns, it is on the disk. When it throws, nothing of it has happened.
  public <T> T write(Function<Handle, T> work) {
    return await(writing.submit(() -> writer.inTransaction(work::apply)));
  }

  /// As [#write], for short work that may share its transaction, and so its wait for the disk, with other such that waits. It may see what those before it in the same
  /// transaction did; one that throws takes nothing from the others.
  public <T> T writeTogether(Function<Handle, T> work) {
    Future<T> done = group.add(work);
    var _ = writing.submit(() -> group.run(writer));
    return await(done);
  }

  /// As [#write], for work that answers nothing.
  public void writing(Consumer<Handle> work) {
    await(writing.submit(() -> writer.useTransaction(work::accept)));
  }

  /// Reads one consistent state: the last that was committed when it began.
  public <T> T read(Function<Handle, T> work) {
    return await(readers.submit(work));
  }

  /// The read-ahead of the writer's next transaction, to be closed at its end.
  public ReadAhead readAhead(InstantSource clock) {
    return new SlicedReadAhead(this, clock);
  }

  /// Begins this for its effect on the operating system's file cache. Nobody waits for it, look-ups do not stand behind it, and it may be left undone.
  void readAhead(Consumer<Handle> work) {
    // Where it fails, the writer will fail by itself, and say so.
    var _ = ahead.submit(handle -> {
      work.accept(handle);
      return true;
    });
  }

  /// Moves everything from the write-ahead file into the main file and empties the former, so that removed rows are in neither. Where a reader holds an older state
  /// for more than ten seconds, the log says so; the next commit, and each night, tries again.
  public void checkpoint() {
    if (!await(writing.submit(() -> checkpoint(writer)))) {
      LOG.warn(
          "the write-ahead file could not be emptied, for another program reads the database: rows removed since the last commit may still be read in it;"
              + " end that program, the next commit or night empties it");
    }
  }

  /// Ends the threads after the work at hand and closes the file, with an empty write-ahead file.
  @Override
  public void close() {
    readers.threads.shutdown();
    writing.shutdown();
    // The writer's last work reads by itself.
    ahead.threads.shutdownNow();
    awaitEnd(readers.threads);
    awaitEnd(writing);
    awaitEnd(ahead.threads);
    ahead.closeAll();
    readers.closeAll();
    checkpoint(writer);
    writer.close();
    // Not before: as long as anything of this process is at work in the file, no other may open it.
    closeQuietly(lock);
  }

  /// Waits for threads that take nothing new, also when it is interrupted: a connection that is at work cannot be closed.
  private static void awaitEnd(ExecutorService threads) {
    boolean interrupted = false;
    try {
      while (true) {
        try {
          if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
            throw new IllegalStateException("the database is still at work after a minute");
          }
          return;
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  /// Threads that read, each with a connection.
  private static final class Readers {
    private final List<Handle> all;
    private final BlockingQueue<Handle> idle;
    private final ExecutorService threads;

    /// @param queue what waits for a thread
    /// @param whenFull what becomes of what the queue does not take
    Readers(String name, List<Handle> all, BlockingQueue<Runnable> queue, RejectedExecutionHandler whenFull) {
      this.all = all;
      this.idle = new LinkedBlockingQueue<>(all);
      this.threads = new ThreadPoolExecutor(all.size(), all.size(), 0, TimeUnit.SECONDS, queue, Thread.ofPlatform().name(name, 0).factory(),
          whenFull);
    }

    <T> Future<T> submit(Function<Handle, T> work) {
      return threads.submit(() -> {
        Handle handle = idle.take();
        try {
          return handle.inTransaction(work::apply);
        } finally {
          idle.add(handle);
        }
      });
    }

    void closeAll() {
      all.forEach(Handle::close);
    }
  }

  private static boolean checkpoint(Handle handle) {
    return handle.createQuery("PRAGMA wal_checkpoint(TRUNCATE)").map((row, _) -> row.getInt(1)).one() == 0;
  }

  private static <T> T await(Future<T> future) {
    try {
      return future.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case RuntimeException cause -> throw cause;
        case Error cause -> throw cause;
        case null, default -> throw new IllegalStateException(e.getCause());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw (CancellationException) new CancellationException("interrupted while waiting for the database").initCause(e);
    }
  }

  private static Jdbi jdbi(Path file, int cacheKib) {
    Jdbi jdbi = Jdbi.create(() -> connect(file, cacheKib));
    jdbi.getConfig(StatementExceptions.class).setMessageRendering(MessageRendering.NONE);
    return jdbi;
  }

  private static Connection connect(Path file, int cacheKib) throws SQLException {
    var config = new SQLiteConfig();
    config.setTransactionMode(TransactionMode.DEFERRED);
    config.setBusyTimeout(BUSY_MILLIS);
    // Else the driver prepares and runs one more statement after each insert.
    config.setGetGeneratedKeys(false);
    Connection connection = config.createConnection("jdbc:sqlite:" + file.toAbsolutePath());
    try (var statement = connection.createStatement()) {
      for (String pragma : List.of("journal_mode = WAL", "synchronous = FULL", "secure_delete = ON", "foreign_keys = ON", "temp_store = MEMORY",
          "trusted_schema = OFF", "cache_size = -" + cacheKib, "wal_autocheckpoint = " + CHECKPOINT_PAGES)) {
        statement.execute("PRAGMA " + pragma);
      }
      return connection;
    } catch (SQLException e) {
      connection.close();
      throw e;
    }
  }

  private static void migrate(Path file, Handle handle, List<Migration> migrations) {
    for (int i = 0; i < migrations.size(); i++) {
      if (migrations.get(i).number() != i + 1) {
        throw new IllegalArgumentException("migrations are numbered 1, 2, 3 without gaps");
      }
    }
    int version = handle.createQuery("PRAGMA user_version").mapTo(Integer.class).one();
    if (version > migrations.size()) {
      throw new Stop(ExitCode.DATA_REFUSED, file + ": its schema is number " + version + ", this program knows up to " + migrations.size()
          + "; run the newer version of TellOnce that made it");
    }
    for (Migration migration : migrations.subList(version, migrations.size())) {
      handle.useTransaction(transaction -> {
        transaction.createScript(migration.sql()).execute();
        transaction.execute("PRAGMA user_version = " + migration.number());
      });
    }
  }

  private static RuntimeException unreadable(Path file, RuntimeException e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof org.sqlite.SQLiteException sqlite && switch (sqlite.getResultCode()) {
        case SQLITE_NOTADB, SQLITE_CORRUPT, SQLITE_CANTOPEN -> true;
        default -> false;
      }) {
        return new Stop(ExitCode.DATA_REFUSED, file + ": not a database that can be opened; restore it from a backup");
      }
    }
    return e;
  }

  /// SQLite gives the files beside it the same mode.
  private static void createPrivate(Path file) {
    try {
      Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER));
    } catch (FileAlreadyExistsException e) {
      // It was made before, with this mode.
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Takes the rights of the group and of others away from the file and those that SQLite keeps beside it, which a copy may have brought.
  private static List<Path> narrow(Path file) {
    try {
      List<Path> narrowed = new ArrayList<>();
      for (String suffix : List.of("", "-wal", "-shm")) {
        Path path = file.resolveSibling(file.getFileName() + suffix);
        if (Files.exists(path) && !OWNER.containsAll(Files.getPosixFilePermissions(path))) {
          Files.setPosixFilePermissions(path, OWNER);
          narrowed.add(path);
        }
      }
      return List.copyOf(narrowed);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileChannel lock(Path file) {
    Path lockFile = file.resolveSibling(file.getFileName() + "-lock");
    try {
      FileChannel channel = FileChannel.open(lockFile, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      try {
        if (channel.tryLock() != null) {
          return channel;
        }
      } catch (OverlappingFileLockException e) {
        // Held by this very process: as good as held by another.
      }
      channel.close();
      throw new Stop(ExitCode.ALREADY_RUNNING, file + ": another server has it open; stop that one first");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void closeQuietly(FileChannel lock) {
    try {
      lock.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
