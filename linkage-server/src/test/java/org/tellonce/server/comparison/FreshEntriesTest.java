package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The new entries against a plain map.
class FreshEntriesTest {

  /// Few labels are put, removed and put again; many make the table grow and fill several pieces.
  @ParameterizedTest
  @ValueSource(longs = {3, 5_000, Long.MAX_VALUE})
  void entries_areThoseOfAPlainMap(long labels) {
    var random = new Random(labels);
    var fresh = new FreshEntries(4);
    SortedMap<Long, byte[]> plain = new TreeMap<>();
    for (int round = 0; round < 2; round++) {
      assertThat(fresh.get(0)).isNull();
      assertThat(fresh.remove(0)).isFalse();
      assertThat(fresh.isEmpty()).isTrue();
      for (int i = 0; i < 40_000; i++) {
        long label = random.nextLong(labels) - labels / 2;
        if (random.nextInt(3) == 0) {
          assertThat(fresh.remove(label)).isEqualTo(plain.remove(label) != null);
        } else {
          byte[] sealed = new byte[random.nextInt(200)];
          random.nextBytes(sealed);
          fresh.put(label, sealed);
          plain.put(label, sealed);
        }
        long asked = random.nextLong(labels) - labels / 2;
        assertThat(fresh.get(asked)).isEqualTo(plain.get(asked));
      }
      assertThat(fresh.labels()).containsExactly(plain.keySet().stream().mapToLong(Long::longValue).toArray());
      plain.forEach((label, sealed) -> assertThat(fresh.get(label)).isEqualTo(sealed));
      fresh.clear();
      plain.clear();
    }
  }

  /// A server of 2 GiB keeps a million; no memory is too small for that, and none so large that places run out.
  @ParameterizedTest
  @CsvSource({"2147483648, 1048576", "536870912, 1048576", "8589934592, 4194304", "9223372036854775807, 8388608"})
  void most_growsWithMemory(long memory, int most) {
    assertThat(FreshEntries.most(memory)).isEqualTo(most);
  }

  @Test
  void full_isAsManyAsAsked() {
    var fresh = new FreshEntries(2);
    fresh.put(1, new byte[1]);
    fresh.put(1, new byte[2]);
    assertThat(fresh.isFull()).isFalse();
    fresh.put(2, new byte[1]);
    assertThat(fresh.isFull()).isTrue();
  }
}
