package org.tellonce.server.audit;

import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.audit.TreeEdge;

/// The root over the first leaves of a log, from the leaves themselves.
final class LeafRoot {
  private static final int BATCH = 1 << 16;

  private LeafRoot() {}

  /// @param size how many leaves; there must be as many
  static Digest of(LogStore log, Handle handle, long size) {
    TreeEdge edge = TreeEdge.EMPTY;
    while (edge.size() < size) {
      edge = edge.append(log.leaves(handle, edge.size(), Math.min(size, edge.size() + BATCH))).edge();
    }
    return edge.root();
  }
}
