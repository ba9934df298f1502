package org.tellonce.protocol.audit;

import java.util.ArrayList;
import java.util.List;
import org.tellonce.protocol.Digest;

/// That a log has only grown: every entry of the older tree stands in the newer one at the same place.
///
/// @param from how many entries the older tree has
/// @param to how many the newer
/// @see "audit.md, Tree; RFC 9162, 2.1.4"
public record ConsistencyProof(long from, long to, List<Digest> hashes) {

  /// @throws IllegalArgumentException if the older tree has more entries than the newer
  public ConsistencyProof {
    if (from < 0 || from > to) {
      throw new IllegalArgumentException("a log does not shrink");
    }
    hashes = List.copyOf(hashes);
  }

  /// The proof for two sizes of one tree; empty if there is nothing to prove.
  public static ConsistencyProof of(NodeSource nodes, long from, long to) {
    List<Digest> hashes = new ArrayList<>();
    if (from > 0 && from < to) {
      long start = 0;
      long end = to;
      while (from != end) {
        long middle = start + MerkleTree.split(end - start);
        if (from <= middle) {
          hashes.add(MerkleTree.root(nodes, middle, end));
          end = middle;
        } else {
          hashes.add(MerkleTree.root(nodes, start, middle));
          start = middle;
        }
      }
      // The older tree's root is known to whoever asks, and is no part of the proof.
      if (start > 0) {
        hashes.add(MerkleTree.root(nodes, start, end));
      }
    }
    return new ConsistencyProof(from, to, hashes.reversed());
  }

  /// Whether it proves that the tree with the second root continues the one with the first.
  public boolean proves(Digest fromRoot, Digest toRoot) {
    if (from == 0 || from == to) {
      return hashes.isEmpty() && (from > 0 || fromRoot.equals(MerkleTree.EMPTY_ROOT)) && (from < to || fromRoot.equals(toRoot));
    }
    // Up to the largest full subtree that ends where the older tree ends; both trees have it.
    int up = Long.numberOfTrailingZeros(from);
    long node = (from >> up) - 1;
    long last = (to - 1) >> up;
    boolean isWhole = node == 0;
    if (!isWhole && hashes.isEmpty()) {
      return false;
    }
    Digest older = isWhole ? fromRoot : hashes.getFirst();
    Digest newer = older;
    for (Digest beside : isWhole ? hashes : hashes.subList(1, hashes.size())) {
      if (last == 0) {
        return false;
      }
      if ((node & 1) == 1 || node == last) {
        older = MerkleTree.nodeHash(beside, older);
        newer = MerkleTree.nodeHash(beside, newer);
        int more = Long.numberOfTrailingZeros(node);
        node >>= more;
        last >>= more;
      } else {
        newer = MerkleTree.nodeHash(newer, beside);
      }
      node >>= 1;
      last >>= 1;
    }
    return last == 0 && older.equals(fromRoot) && newer.equals(toRoot);
  }
}
