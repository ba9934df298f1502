package org.tellonce.server.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.LongConsumer;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.audit.Checkpoint;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.Restart;
import org.tellonce.protocol.audit.Tile;
import org.tellonce.protocol.audit.TilePath;
import org.tellonce.protocol.audit.TreeEdge;

/// Walks all leaves once, in batches: their numbers have no gaps, every checkpoint and every restart has the root over them, the stored tiles are those of the newest
/// checkpoint.
final class TreeCheck {
  private static final int BATCH = 1 << 14;
  private static final int HASH_BYTES = 32;

  private final LogStore log;
  private final CheckpointStore store;
  private final Findings findings;

  TreeCheck(LogStore log, CheckpointStore store, Findings findings) {
    this.log = log;
    this.store = store;
    this.findings = findings;
  }

  /// A root that somebody signed.
  ///
  /// @param where what he signed
  private record Mark(String where, Digest root) {}

  /// @param checkpoints whose root must be that of the leaves
  /// @param restarts as well
  /// @param newest how many leaves the newest checkpoint covers
  /// @param progress told how many leaves were walked
  /// @return how many leaves there are without a gap
  long run(Handle handle, List<Checkpoint> checkpoints, List<Restart> restarts, long newest, LongConsumer progress) {
    NavigableMap<Long, List<Mark>> bySize = new TreeMap<>();
    checkpoints.forEach(checkpoint -> bySize.computeIfAbsent(checkpoint.size(), _ -> new ArrayList<>()).add(new Mark("checkpoint of " + checkpoint
        .size() + " leaves", checkpoint.root())));
    restarts.forEach(restart -> bySize.computeIfAbsent(restart.kept(), _ -> new ArrayList<>()).add(new Mark(DocumentCheck.place(restart), restart
        .root())));
    TreeEdge edge = TreeEdge.EMPTY;
    reached(handle, edge, bySize, newest);
    long size = 0;
    while (true) {
      List<LogStore.Leaf> batch = log.leavesFrom(handle, size, BATCH);
      int sound = sound(batch, size);
      List<Commitment> leaves = batch.subList(0, sound).parallelStream().map(leaf -> Commitment.ofBytes(leaf.bytes())).toList();
      for (int from = 0; from < sound && edge.size() < newest;) {
        long stop = stop(bySize, edge.size(), newest);
        int to = (int) Math.min(sound, from + stop - edge.size());
        TreeEdge.Growth growth = edge.append(leaves.subList(from, to));
        growth.full().forEach(tile -> compare(handle, tile));
        edge = growth.edge();
        from = to;
        reached(handle, edge, bySize, newest);
      }
      size += sound;
      progress.accept(size);
      if (sound < batch.size()) {
        boolean isThere = batch.get(sound).number() == size;
        findings.add("leaf " + size, isThere ? "has not 32 bytes" : "is missing", "no checkpoint that covers it can be compared");
        return size;
      }
      if (batch.isEmpty()) {
        if (size < newest) {
          findings.add("leaf " + size, "is missing: the log ends here, and its newest checkpoint covers " + newest + " leaves");
        }
        return size;
      }
    }
  }

  /// Where the next portion of leaves ends at the latest: at the next checkpoint.
  private static long stop(NavigableMap<Long, List<Mark>> bySize, long size, long newest) {
    return Optional.ofNullable(bySize.higherKey(size)).map(next -> Math.min(next, newest)).orElse(newest);
  }

  /// How many leaves stand where they belong.
  private static int sound(List<LogStore.Leaf> batch, long from) {
    int sound = 0;
    while (sound < batch.size() && batch.get(sound).number() == from + sound && batch.get(sound).bytes().length == Commitment.BYTES) {
      sound++;
    }
    return sound;
  }

  private void reached(Handle handle, TreeEdge edge, NavigableMap<Long, List<Mark>> bySize, long newest) {
    bySize.getOrDefault(edge.size(), List.of()).stream().filter(mark -> !mark.root().equals(edge.root())).forEach(mark -> findings.add(mark.where(),
        "its root is not that of the leaves"));
    if (edge.size() == newest) {
      edge.partial().forEach(tile -> compare(handle, tile));
    }
  }

  private void compare(Handle handle, Tile tile) {
    byte[] expected = tile.bytes();
    byte[] stored = store.tile(handle, tile.id()).orElse(new byte[0]);
    int at = Arrays.mismatch(expected, stored);
    if (at >= 0) {
      long hash = tile.id().index() * TilePath.FULL + at / HASH_BYTES;
      findings.add(tile.id().path(), at == stored.length || at == expected.length ? "is missing, or of another length" : tile.id().level() == 0
          ? "its hash of leaf " + hash + " is not that of the leaf" : "its hash " + hash + " is not that of the tile below");
    }
  }
}
