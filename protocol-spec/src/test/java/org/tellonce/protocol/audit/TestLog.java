package org.tellonce.protocol.audit;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.tellonce.protocol.Digest;

/// A log in memory that keeps every tile it ever had; its entry number i is SHA-256 of `u64 i`, as in the vectors. Beside it the tree by its definition.
final class TestLog {
  private final List<Commitment> entries = new ArrayList<>();
  private final Map<TileId, Tile> tiles = new HashMap<>();
  private TreeEdge edge = TreeEdge.EMPTY;

  static TestLog of(long size) {
    TestLog log = new TestLog();
    log.grow(size);
    return log;
  }

  static Commitment entry(long number) {
    return new Commitment(Digest.of(ByteBuffer.allocate(Long.BYTES).putLong(number).array()));
  }

  void grow(long more) {
    List<Commitment> batch = LongStream.range(edge.size(), edge.size() + more).mapToObj(TestLog::entry).toList();
    entries.addAll(batch);
    TreeEdge.Growth growth = edge.append(batch);
    growth.full().forEach(tile -> tiles.put(tile.id(), tile));
    edge = growth.edge();
    edge.partial().forEach(tile -> tiles.put(tile.id(), tile));
  }

  TreeEdge edge() {
    return edge;
  }

  long size() {
    return edge.size();
  }

  Map<TileId, Tile> tiles() {
    return tiles;
  }

  Tile tile(TileId id) {
    Tile tile = tiles.get(id);
    if (tile == null) {
      throw new IllegalStateException("no tile " + id);
    }
    return tile;
  }

  EntryBundle bundle(BundleId id) {
    return EntryBundle.of(id.index(), entries.subList((int) id.firstEntry(), (int) id.firstEntry() + id.width()));
  }

  TiledTree tree(long size) {
    return new TiledTree(size, this::tile);
  }

  Checkpoint checkpoint() {
    return new Checkpoint("tellonce/county", size(), edge.root());
  }

  List<Digest> leaves() {
    return entries.stream().map(Commitment::leafHash).toList();
  }

  /// The root as RFC 9162, 2.1.1, defines it.
  static Digest root(List<Digest> leaves) {
    if (leaves.isEmpty()) {
      return MerkleTree.EMPTY_ROOT;
    }
    if (leaves.size() == 1) {
      return leaves.getFirst();
    }
    int k = split(leaves.size());
    return MerkleTree.nodeHash(root(leaves.subList(0, k)), root(leaves.subList(k, leaves.size())));
  }

  /// The inclusion proof as RFC 9162, 2.1.3.1, defines it.
  static List<Digest> inclusion(int index, List<Digest> leaves) {
    if (leaves.size() == 1) {
      return List.of();
    }
    int k = split(leaves.size());
    return index < k ? with(inclusion(index, leaves.subList(0, k)), root(leaves.subList(k, leaves.size())))
        : with(inclusion(index - k, leaves.subList(k, leaves.size())), root(leaves.subList(0, k)));
  }

  /// The consistency proof as RFC 9162, 2.1.4.1, defines it.
  static List<Digest> consistency(int from, List<Digest> leaves, boolean isKnown) {
    if (from == leaves.size()) {
      return isKnown ? List.of() : List.of(root(leaves));
    }
    int k = split(leaves.size());
    return from <= k ? with(consistency(from, leaves.subList(0, k), isKnown), root(leaves.subList(k, leaves.size())))
        : with(consistency(from - k, leaves.subList(k, leaves.size()), false), root(leaves.subList(0, k)));
  }

  private static int split(int leaves) {
    int k = 1;
    while (2 * k < leaves) {
      k *= 2;
    }
    return k;
  }

  private static List<Digest> with(List<Digest> proof, Digest last) {
    List<Digest> longer = new ArrayList<>(proof);
    longer.add(last);
    return longer;
  }

  /// Another hash, by one bit.
  static Digest altered(Digest hash, int bit) {
    byte[] bytes = Arrays.copyOf(hash.toBytes(), Digest.BYTES);
    bytes[bit / 8 % Digest.BYTES] ^= (byte) (1 << bit % 8);
    return Digest.ofBytes(bytes);
  }
}
