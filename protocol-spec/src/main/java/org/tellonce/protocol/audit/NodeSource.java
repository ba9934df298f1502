package org.tellonce.protocol.audit;

import org.tellonce.protocol.Digest;

/// Where the hashes of a tree's full subtrees come from.
@FunctionalInterface
public interface NodeSource {

  /// The root over the `2^level` leaves from `index · 2^level` on, all of which are there.
  ///
  /// @param level 0 for the leaves themselves
  Digest node(int level, long index);
}
