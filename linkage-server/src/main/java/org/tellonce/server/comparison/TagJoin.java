package org.tellonce.server.comparison;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.Suite;
import org.tellonce.protocol.encoding.Tag;

/// All candidates among records that lie side by side in memory: those that the index would find, without a database. For rehearsals and training; a server keeps
/// an index instead, because records come and go.
///
/// Rows are joined on their tags by a hash table; each shared tag is one number that names two records and their two rows, and the numbers are sorted.
///
/// @see "comparison.md, Candidates"
public final class TagJoin {

  private static final int ROW_BITS = Integer.numberOfTrailingZeros(Suite.ROWS);
  private static final int RECORD_BITS = (Long.SIZE - 1 - 2 * ROW_BITS) / 2;
  /// So that rows and places of the hash table are numbered by an int.
  private static final int MOST = 1 << 26;
  private static final int NONE = -1;

  private final List<Entry> entries;

  /// Rows of one record. At most sixteen; padding may be wanting, for no other record shares its tags.
  ///
  /// @param rows not copied, for an encoded record makes its rows when they are asked for
  public record Entry(RecordRef record, List<EncodedRow> rows) {

    /// @throws IllegalArgumentException if there are more rows than a record has
    public Entry {
      if (rows.size() > Suite.ROWS) {
        throw new IllegalArgumentException("a record has at most " + Suite.ROWS + " rows");
      }
    }

    private IndexedRow row(int number) {
      EncodedRow row = rows.get(number);
      return new IndexedRow(record.token(), record.agency(), row.share(), row.body());
    }
  }

  private TagJoin(List<Entry> entries) {
    this.entries = entries;
  }

  /// All candidates, those within one agency included, in ascending order.
  ///
  /// @param entries each record once, in any order; fewer than 2²⁶
  public static List<Candidate> candidates(List<Entry> entries) {
    if (entries.size() >= MOST) {
      throw new IllegalArgumentException("more records than can be joined in memory");
    }
    Entry[] ordered = entries.toArray(Entry[]::new);
    Arrays.parallelSort(ordered, Comparator.comparing(Entry::record));
    return new TagJoin(List.of(ordered)).candidates();
  }

  private List<Candidate> candidates() {
    long[] shared = sharedTags();
    Arrays.parallelSort(shared);
    int[] starts = IntStream.range(0, shared.length).filter(i -> i == 0 || pair(shared[i]) != pair(shared[i - 1])).toArray();
    return IntStream.range(0, starts.length).parallel().mapToObj(i -> candidate(shared, starts[i], i + 1 < starts.length ? starts[i + 1]
        : shared.length)).toList();
  }

  /// For each two rows of different records under one tag: record, later record, row of the one, row of the other.
  private long[] sharedTags() {
    int[] heads = new int[Integer.highestOneBit(Math.max(1, entries.size() * (Suite.ROWS / 2))) * 4];
    Arrays.fill(heads, NONE);
    int[] before = new int[entries.size() * Suite.ROWS];
    long[] lows = new long[before.length];
    var found = new Numbers();
    for (int record = 0; record < entries.size(); record++) {
      List<EncodedRow> rows = entries.get(record).rows();
      for (int number = 0; number < rows.size(); number++) {
        Tag tag = rows.get(number).tag();
        int slot = (int) tag.low() & heads.length - 1;
        for (int earlier = heads[slot]; earlier != NONE; earlier = before[earlier]) {
          int other = earlier / Suite.ROWS;
          // Half of the tag lies here; the record, with the other half, is hardly ever asked in vain.
          if (lows[earlier] == tag.low() && other != record && entries.get(other).rows().get(earlier % Suite.ROWS).tag().equals(tag)) {
            found.add((long) other << RECORD_BITS + 2 * ROW_BITS | (long) record << 2 * ROW_BITS | (long) (earlier % Suite.ROWS) << ROW_BITS
                | number);
          }
        }
        int row = record * Suite.ROWS + number;
        lows[row] = tag.low();
        before[row] = heads[slot];
        heads[slot] = row;
      }
    }
    return found.toArray();
  }

  private static long pair(long shared) {
    return shared >>> 2 * ROW_BITS;
  }

  private Candidate candidate(long[] shared, int from, int to) {
    Entry a = entries.get((int) (pair(shared[from]) >>> RECORD_BITS));
    Entry b = entries.get((int) pair(shared[from]) & (1 << RECORD_BITS) - 1);
    List<SharedRow> rows = new ArrayList<>(to - from);
    for (int i = from; i < to; i++) {
      rows.add(new SharedRow(a.row((int) (shared[i] >>> ROW_BITS) & Suite.ROWS - 1), b.row((int) shared[i] & Suite.ROWS - 1)));
    }
    return new Candidate(a.record(), b.record(), AgreementVector.of(rows));
  }

  /// Numbers, as many as come.
  private static final class Numbers {
    private long[] numbers = new long[1 << 16];
    private int size;

    void add(long number) {
      if (size == numbers.length) {
        numbers = Arrays.copyOf(numbers, 2 * size);
      }
      numbers[size++] = number;
    }

    long[] toArray() {
      return Arrays.copyOf(numbers, size);
    }
  }
}
