package org.tellonce.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.server.Schema;

class SlicedReadAheadTest {
  private static final int SLICES = 200;
  private static final List<Long> KEYS = LongStream.range(0, 64 * SLICES).boxed().toList();

  @TempDir
  private Path folder;

  private final AtomicInteger asked = new AtomicInteger();

  private Database database() {
    return Database.open(folder.resolve("server.db"), Schema.MIGRATIONS);
  }

  /// A clock that goes on by this each time it is asked: twice a slice.
  private InstantSource clock(Duration tick) {
    return () -> Instant.EPOCH.plus(tick.multipliedBy(asked.incrementAndGet()));
  }

  private void read(ReadAhead readAhead, int run) {
    readAhead.rows("SELECT k FROM index_run_" + run + " WHERE k >= ?", () -> KEYS);
  }

  /// How often the clock was asked when all that was begun is done: then each of the readers comes to the barrier, and not before.
  private int settled(Database database) {
    var barrier = new CountDownLatch(Database.READERS_AHEAD);
    for (int i = 0; i < Database.READERS_AHEAD; i++) {
      database.readAhead(_ -> reach(barrier));
    }
    await(barrier);
    return asked.get();
  }

  private static void reach(CountDownLatch barrier) {
    barrier.countDown();
    await(barrier);
  }

  private static void await(CountDownLatch barrier) {
    try {
      assertThat(barrier.await(1, TimeUnit.MINUTES)).isTrue();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void rowsOnASlowDisk_areAllReadAhead() {
    try (Database database = database(); ReadAhead readAhead = database.readAhead(clock(Duration.ofMillis(10)))) {
      read(readAhead, 0);

      assertThat(settled(database)).isEqualTo(2 * SLICES);
    }
  }

  @Test
  void rowsInMemory_areSoonLeftToTheWriter_butNotThoseOfAnotherTable() {
    try (Database database = database(); ReadAhead readAhead = database.readAhead(clock(Duration.ZERO))) {
      read(readAhead, 0);
      assertThat(settled(database)).isBetween(2 * 16, 2 * 40);

      asked.set(0);
      read(readAhead, 0);
      assertThat(settled(database)).isZero();
      read(readAhead, 1);
      assertThat(settled(database)).isBetween(2 * 16, 2 * 40);
    }
  }

  @Test
  void whatIsNotReadAtTheEnd_isLetGo_soTheCheckpointDoesNotWait() {
    try (Database database = database()) {
      ReadAhead readAhead = database.readAhead(clock(Duration.ofMillis(10)));
      readAhead.close();
      read(readAhead, 0);

      assertThat(settled(database)).isZero();
    }
  }

  @Test
  void closing_endsWhatIsReadAhead() {
    Database database = database();
    for (int run = 0; run < 16; run++) {
      read(database.readAhead(clock(Duration.ofMillis(10))), run);
    }
    database.close();

    assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.getName().startsWith("database-ahead-"));
    database().close();
  }
}
