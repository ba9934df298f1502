package org.tellonce.benchmarks.speed;

import static java.util.Objects.requireNonNull;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.protocol.encoding.Tag;
import org.tellonce.server.comparison.AgreementVector;
import org.tellonce.server.comparison.IndexStore;
import org.tellonce.server.comparison.IndexedRow;
import org.tellonce.server.comparison.Parameters;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.comparison.Score;
import org.tellonce.server.comparison.Scoring;
import org.tellonce.server.comparison.SharedRow;

/// The server's side: what it does with encoded records.
public class ServerSteps {

  /// Pairs of records that share tags, and the scoring: one operation is one pair.
  @State(Scope.Thread)
  public static class Compare {
    /// The rosters, as [Rosters#parameter] writes them.
    @Param("")
    public String data = "";

    private final Scoring scoring = new Scoring(Parameters.shipped(SizeClass.UP_TO_50_000));
    private List<List<SharedRow>> pairs = List.of();
    private int at;

    /// Finds the pairs.
    @Setup
    public void prepare() {
      pairs = pairs(Rosters.ofParameter(data).changes());
    }

    /// Vector and score of a pair.
    @Benchmark
    public Score compare() {
      at = at + 1 < pairs.size() ? at + 1 : 0;
      return scoring.score(AgreementVector.of(pairs.get(at)));
    }

    private record Pair(RecordRef a, RecordRef b) {}

    private static List<List<SharedRow>> pairs(List<IndexStore.Change> changes) {
      Map<Tag, Map<RecordRef, IndexedRow>> byTag = new HashMap<>();
      for (IndexStore.Change change : changes) {
        for (EncodedRow row : requireNonNull(change.now()).rows()) {
          byTag.computeIfAbsent(row.tag(), _ -> new HashMap<>(2)).put(change.record(), new IndexedRow(change.record().token(), change.record()
              .agency(),
              row.share(), row.body()));
        }
      }
      Map<Pair, List<SharedRow>> pairs = new HashMap<>();
      byTag.values().forEach(rows -> rows.forEach((a, rowOfA) -> rows.forEach((b, rowOfB) -> {
        if (a.compareTo(b) < 0) {
          pairs.computeIfAbsent(new Pair(a, b), _ -> new ArrayList<>()).add(new SharedRow(rowOfA, rowOfB));
        }
      })));
      return List.copyOf(pairs.values());
    }
  }

  /// A filled index: one operation is one record.
  @State(Scope.Thread)
  public static class ReadIndex {
    /// The rosters, as [Rosters#parameter] writes them.
    @Param("")
    public String data = "";

    private List<IndexStore.Change> changes = List.of();
    private @Nullable IndexFile index;
    private int at;

    /// Puts all records into a new index.
    @Setup
    public void prepare() {
      changes = Rosters.ofParameter(data).changes();
      index = IndexFile.open();
      index.write(changes);
    }

    /// Deletes it.
    @TearDown
    public void remove() {
      requireNonNull(index).close();
    }

    /// All rows under the sixteen tags of a record, in one transaction.
    @Benchmark
    public int readIndex() {
      at = at + 1 < changes.size() ? at + 1 : 0;
      return requireNonNull(index).read(requireNonNull(changes.get(at).now()).rows());
    }
  }

  /// An empty index: one operation is all records in one transaction.
  @State(Scope.Thread)
  public static class WriteIndex {
    /// The rosters, as [Rosters#parameter] writes them.
    @Param("")
    public String data = "";

    private List<IndexStore.Change> changes = List.of();
    private @Nullable IndexFile index;

    /// Encodes the records.
    @Setup
    public void prepare() {
      changes = Rosters.ofParameter(data).changes();
    }

    /// A new index.
    @Setup(Level.Invocation)
    public void begin() {
      index = IndexFile.open();
    }

    /// Deletes it.
    @TearDown(Level.Invocation)
    public void remove() {
      requireNonNull(index).close();
    }

    /// All records into it, up to the disk.
    @Benchmark
    @BenchmarkMode(Mode.SingleShotTime)
    public int writeIndex() {
      requireNonNull(index).write(changes);
      return changes.size();
    }
  }
}
