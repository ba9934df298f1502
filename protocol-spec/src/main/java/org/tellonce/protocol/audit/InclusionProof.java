package org.tellonce.protocol.audit;

import java.util.ArrayList;
import java.util.List;
import org.tellonce.protocol.Digest;

/// That an entry stands in a log at a certain place: the hashes beside its way up to the root.
///
/// @param index which entry, counted from 0
/// @param size how many entries the tree has
/// @param hashes from the leaf up
/// @see "audit.md, Tree; RFC 9162, 2.1.3"
public record InclusionProof(long index, long size, List<Digest> hashes) {

  /// @throws IllegalArgumentException if there is no such entry in the tree
  public InclusionProof {
    if (index < 0 || index >= size) {
      throw new IllegalArgumentException("no such entry in the tree");
    }
    hashes = List.copyOf(hashes);
  }

  /// The proof for an entry of a tree.
  public static InclusionProof of(NodeSource nodes, long index, long size) {
    List<Digest> hashes = new ArrayList<>();
    long from = 0;
    long to = size;
    while (to - from > 1) {
      long middle = from + MerkleTree.split(to - from);
      if (index < middle) {
        hashes.add(MerkleTree.root(nodes, middle, to));
        to = middle;
      } else {
        hashes.add(MerkleTree.root(nodes, from, middle));
        from = middle;
      }
    }
    return new InclusionProof(index, size, hashes.reversed());
  }

  /// Whether it proves that the entry with this hash stands at the index in the tree with this root.
  public boolean proves(Digest leafHash, Digest root) {
    long node = index;
    long last = size - 1;
    Digest hash = leafHash;
    for (Digest beside : hashes) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        hash = MerkleTree.nodeHash(beside, hash);
        // A last node without a sibling is its own parent.
        int up = Long.numberOfTrailingZeros(node);
        node >>= up;
        last >>= up;
      } else {
        hash = MerkleTree.nodeHash(hash, beside);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && hash.equals(root);
  }
}
