package org.tellonce.protocol.audit;

import org.tellonce.protocol.Digest;

/// The tree of hashes over a log's entries.
///
/// @see "audit.md, Tree; RFC 9162, 2.1.1"
public final class MerkleTree {

  /// The root of a tree without leaves: SHA-256 of nothing.
  public static final Digest EMPTY_ROOT = Digest.of(new byte[0]);

  private MerkleTree() {}

  /// The hash of an entry: SHA-256 of `00 ‖ entry`.
  public static Digest leafHash(byte[] entry) {
    byte[] hash = new byte[TreeHasher.BYTES];
    new TreeHasher().leaf(entry, 0, entry.length, hash, 0);
    return Digest.ofBytes(hash);
  }

  /// The hash over two subtrees: SHA-256 of `01 ‖ left ‖ right`.
  public static Digest nodeHash(Digest left, Digest right) {
    byte[] pair = new byte[2 * TreeHasher.BYTES];
    System.arraycopy(left.toBytes(), 0, pair, 0, TreeHasher.BYTES);
    System.arraycopy(right.toBytes(), 0, pair, TreeHasher.BYTES, TreeHasher.BYTES);
    return Digest.ofBytes(new TreeHasher().fold(pair, 0, 2));
  }

  /// The root of a tree.
  ///
  /// @param size how many leaves it has
  public static Digest root(NodeSource nodes, long size) {
    if (size < 0) {
      throw new IllegalArgumentException("a tree has 0 leaves or more");
    }
    return size == 0 ? EMPTY_ROOT : root(nodes, 0, size);
  }

  /// The root over the leaves from one to another. The first number is a multiple of the largest power of two that the range has room for, as in all ranges into
  /// which a tree is divided.
  static Digest root(NodeSource nodes, long from, long to) {
    long leaves = to - from;
    if (Long.bitCount(leaves) == 1) {
      int level = Long.numberOfTrailingZeros(leaves);
      return nodes.node(level, from >> level);
    }
    long middle = from + split(leaves);
    return nodeHash(root(nodes, from, middle), root(nodes, middle, to));
  }

  /// How many leaves the left subtree has: the largest power of two below the number of all.
  static long split(long leaves) {
    return Long.highestOneBit(leaves - 1);
  }
}
