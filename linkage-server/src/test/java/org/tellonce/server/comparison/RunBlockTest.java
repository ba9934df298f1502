package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.server.TestDatabase;

/// Entries in blocks against a plain map.
class RunBlockTest {
  @TempDir
  private Path folder;

  private final Random random = new Random(1);
  @RegisterExtension
  private final TestDatabase opened = new TestDatabase(() -> folder);

  @Test
  void blocks_areFilledToAPage_andHoldEveryEntryOnce_fromTheLowestLabelToTheHighest() {
    SortedMap<Long, byte[]> plain = entries(300);
    plain.put(Long.MIN_VALUE, sealed(1));
    plain.put(Long.MAX_VALUE, sealed(90));
    write(plain);

    assertThat(TestIndex.entries(opened.get())).containsExactlyEntriesOf(plain);
    List<Integer> lengths = opened.get().read(handle -> handle.createQuery("SELECT length(sealed) FROM index_block ORDER BY k").mapTo(Integer.class)
        .list());
    assertThat(lengths.subList(0, lengths.size() - 1)).allMatch(length -> length > RunBlock.FULL - 110 && length <= RunBlock.FULL);
  }

  @Test
  void changes_areThoseOfAPlainMap_alsoWhenABlockIsEmptied() {
    SortedMap<Long, byte[]> plain = entries(200);
    write(plain);
    opened.get().writing(handle -> {
      var run = new IndexRuns.Run(3, 1, plain.size());
      try (var table = new RunTable(handle.getConnection(), run, new LabelFilter(1))) {
        for (long label : List.copyOf(plain.keySet())) {
          assertThat(table.replace(label + 1, sealed(5))).isFalse();
          assertThat(table.get(label)).isEqualTo(plain.get(label));
          if (random.nextInt(3) == 0) {
            byte[] other = sealed(random.nextInt(150));
            assertThat(table.replace(label, other)).isTrue();
            plain.put(label, other);
          } else if (random.nextBoolean() || plain.headMap(label).size() < 60) {
            assertThat(table.remove(label)).isTrue();
            assertThat(table.get(label)).isNull();
            plain.remove(label);
          }
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    });

    assertThat(TestIndex.entries(opened.get())).containsExactlyEntriesOf(plain);
    assertThat(opened.get().<Long>read(handle -> handle.createQuery("SELECT sum(entries) FROM index_block").mapTo(Long.class).one())).isEqualTo(plain
        .size());
  }

  private SortedMap<Long, byte[]> entries(int count) {
    SortedMap<Long, byte[]> entries = new TreeMap<>();
    for (int i = 0; i < count; i++) {
      entries.put(random.nextLong(), sealed(random.nextInt(100)));
    }
    return entries;
  }

  private byte[] sealed(int length) {
    byte[] sealed = new byte[length];
    random.nextBytes(sealed);
    return sealed;
  }

  private void write(SortedMap<Long, byte[]> entries) {
    opened.get().writing(handle -> {
      try (var writer = new RunWriter(handle.getConnection(), "index_run_3", entries.size())) {
        for (var entry : entries.entrySet()) {
          writer.add(entry.getKey(), entry.getValue());
        }
        writer.finish();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    });
  }
}
