package org.tellonce.protocol.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tellonce.protocol.Digest;

/// The right edge of a tree: its partial tiles, at most 255 hashes on each level. That is all one must hold to let a log grow and to know its root; adding `n`
/// entries costs two hashes for each, however large the tree is. A value: growing makes another one.
///
/// @see "audit.md, Tiles"
public final class TreeEdge {

  /// The edge of a log without entries.
  public static final TreeEdge EMPTY = new TreeEdge(0, new byte[TileId.MAX_LEVEL + 1][0]);

  private final long size;

  /// By level, the hashes of the partial tile.
  private final byte[][] rows;

  private TreeEdge(long size, byte[][] rows) {
    this.size = size;
    this.rows = rows;
  }

  /// A tree that has grown.
  ///
  /// @param edge of the tree as it is now
  /// @param full the tiles that have become full, each with all its hashes, level by level
  public record Growth(TreeEdge edge, List<Tile> full) {
    public Growth {
      full = List.copyOf(full);
    }
  }

  /// The edge of a tree that lies in tiles. They are right if the edge has the root that somebody vouches for.
  public static TreeEdge of(long size, TileSource tiles) {
    byte[][] rows = new byte[TileId.MAX_LEVEL + 1][0];
    for (int level = 0; level <= TileId.MAX_LEVEL; level++) {
      long hashes = TileId.hashes(level, size);
      int width = (int) (hashes % TilePath.FULL);
      if (width > 0) {
        rows[level] = tiles.exactly(new TileId(level, hashes >> TileId.HEIGHT, width)).shared();
      }
    }
    return new TreeEdge(size, rows);
  }

  /// How many entries the tree has.
  public long size() {
    return size;
  }

  /// The root of the tree.
  public Digest root() {
    TreeHasher hasher = new TreeHasher();
    byte[] pair = new byte[2 * TreeHasher.BYTES];
    boolean isFirst = true;
    for (byte[] row : rows) {
      // From right to left, the full subtrees that the row is made of.
      for (int hashes = row.length / TreeHasher.BYTES; hashes > 0; hashes &= hashes - 1) {
        int count = Integer.lowestOneBit(hashes);
        byte[] left = hasher.fold(row, (hashes - count) * TreeHasher.BYTES, count);
        if (isFirst) {
          System.arraycopy(left, 0, pair, TreeHasher.BYTES, TreeHasher.BYTES);
        } else {
          System.arraycopy(left, 0, pair, 0, TreeHasher.BYTES);
          hasher.node(pair, 0, pair, TreeHasher.BYTES);
        }
        isFirst = false;
      }
    }
    return isFirst ? MerkleTree.EMPTY_ROOT : Digest.ofBytes(Arrays.copyOfRange(pair, TreeHasher.BYTES, pair.length));
  }

  /// The partial tiles, level by level: with them and all full tiles a log serves a checkpoint of this size.
  public List<Tile> partial() {
    List<Tile> tiles = new ArrayList<>();
    for (int level = 0; level < rows.length; level++) {
      if (rows[level].length > 0) {
        tiles.add(new Tile(new TileId(level, TileId.hashes(level + 1, size), rows[level].length / TreeHasher.BYTES), rows[level]));
      }
    }
    return List.copyOf(tiles);
  }

  /// The tree with more entries behind its own.
  public Growth append(List<Commitment> entries) {
    byte[] hashes = new byte[entries.size() * TreeHasher.BYTES];
    TreeHasher hasher = new TreeHasher();
    int at = 0;
    for (Commitment entry : entries) {
      hasher.leaf(entry.toBytes(), 0, Commitment.BYTES, hashes, at);
      at += TreeHasher.BYTES;
    }
    return appendHashes(hashes);
  }

  /// The same, of entries whose hashes are known.
  ///
  /// @param leafHashes 32 bytes for each entry, side by side
  /// @throws IllegalArgumentException if the bytes are no whole hashes
  public Growth appendHashes(byte[] leafHashes) {
    if (leafHashes.length % TreeHasher.BYTES != 0) {
      throw new IllegalArgumentException("a hash has 32 bytes");
    }
    TreeHasher hasher = new TreeHasher();
    List<Tile> full = new ArrayList<>();
    byte[][] grown = rows.clone();
    byte[] incoming = leafHashes;
    for (int level = 0; incoming.length > 0; level++) {
      byte[] row = Arrays.copyOf(rows[level], rows[level].length + incoming.length);
      System.arraycopy(incoming, 0, row, rows[level].length, incoming.length);
      int tileBytes = TilePath.FULL * TreeHasher.BYTES;
      int tiles = row.length / tileBytes;
      long first = TileId.hashes(level + 1, size);
      byte[] roots = new byte[tiles * TreeHasher.BYTES];
      for (int i = 0; i < tiles; i++) {
        full.add(new Tile(new TileId(level, first + i, TilePath.FULL), Arrays.copyOfRange(row, i * tileBytes, (i + 1) * tileBytes)));
        System.arraycopy(hasher.fold(row, i * tileBytes, TilePath.FULL), 0, roots, i * TreeHasher.BYTES, TreeHasher.BYTES);
      }
      grown[level] = Arrays.copyOfRange(row, tiles * tileBytes, row.length);
      incoming = roots;
    }
    return new Growth(new TreeEdge(Math.addExact(size, leafHashes.length / TreeHasher.BYTES), grown), full);
  }

  /// The hashes of level 0, for reading only.
  byte[] leaves() {
    return rows[0];
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TreeEdge edge && size == edge.size && Arrays.deepEquals(rows, edge.rows);
  }

  @Override
  public int hashCode() {
    return 31 * Long.hashCode(size) + Arrays.deepHashCode(rows);
  }

  /// Size and root.
  @Override
  public String toString() {
    return size + " entries, root " + root();
  }
}
