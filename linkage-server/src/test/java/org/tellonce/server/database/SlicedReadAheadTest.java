package org.tellonce.server.database;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.server.Schema;

class SlicedReadAheadTest {
  private static final List<Long> KEYS = LongStream.range(0, 64 * 200).boxed().toList();

  @TempDir
  private Path folder;

  /// How often the clock is asked, twice a slice, while these keys are read ahead.
  private int asked(Duration tick) {
    var asked = new AtomicInteger();
    try (Database database = Database.open(folder.resolve("server.db"), Schema.MIGRATIONS)) {
      database.readAhead(() -> Instant.EPOCH.plus(tick.multipliedBy(asked.incrementAndGet()))).rows("SELECT k FROM index_run_0 WHERE k >= ?", KEYS);
    }
    return asked.get();
  }

  @Test
  void rowsOnASlowDisk_areAllReadAhead() {
    assertThat(asked(Duration.ofMillis(10))).isEqualTo(2 * 200);
  }

  @Test
  void rowsInMemory_areSoonLeftToTheWriter() {
    assertThat(asked(Duration.ZERO)).isBetween(2 * 16, 2 * 40);
  }
}
