package org.tellonce.protocol.audit;

import java.util.HashMap;
import java.util.Map;
import org.tellonce.protocol.Digest;

/// A tree that lies in tiles: what can be told of it by reading a few of them. Nothing here says that the tiles are right; a root that somebody vouches for does.
///
/// @param size how many entries the tree has; the tiles may be those of a larger one
/// @see "audit.md, Tiles"
public record TiledTree(long size, TileSource tiles) {

  /// @throws IllegalArgumentException if the size is below 0
  public TiledTree {
    if (size < 0) {
      throw new IllegalArgumentException("a tree has 0 leaves or more");
    }
  }

  /// The root, from one tile of each level.
  public Digest root() {
    return MerkleTree.root(nodes(), size);
  }

  /// The root over the `2^level` leaves from `index · 2^level` on.
  ///
  /// @throws IllegalArgumentException if the tree has not so many
  public Digest node(int level, long index) {
    return nodes().node(level, index);
  }

  /// The proof for one entry, from two tiles of each level.
  ///
  /// @throws IllegalArgumentException if there is no such entry
  public InclusionProof inclusion(long index) {
    return InclusionProof.of(nodes(), index, size);
  }

  /// The proof that this tree continues a smaller one, from two tiles of each level.
  ///
  /// @throws IllegalArgumentException if that one is larger
  public ConsistencyProof consistency(long from) {
    return ConsistencyProof.of(nodes(), from, size);
  }

  /// The right edge, from which the log can grow.
  public TreeEdge edge() {
    return TreeEdge.of(size, tiles);
  }

  /// Full subtrees out of the tiles, of which none is read twice.
  private NodeSource nodes() {
    Map<TileId, Tile> read = new HashMap<>();
    TreeHasher hasher = new TreeHasher();
    return (level, index) -> {
      if (level < 0 || level >= Long.SIZE - 1 || index < 0 || index >= size >> level) {
        throw new IllegalArgumentException("the tree has no such full subtree");
      }
      int within = level % TileId.HEIGHT;
      long first = index << within;
      TileId id = TileId.in(level / TileId.HEIGHT, first >> TileId.HEIGHT, size);
      Tile tile = read.computeIfAbsent(id, tiles::exactly);
      return Digest.ofBytes(hasher.fold(tile.shared(), (int) (first % TilePath.FULL) * TreeHasher.BYTES, 1 << within));
    };
  }
}
