package org.tellonce.protocol.audit;

import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// Reading a log's entries once, in order, and building the tree over them anew: who has done so and holds the checkpoint's root has seen every entry.
///
/// @see "audit.md, Tiles"
public final class EntryWalk {
  private EntryWalk() {}

  /// The tree's edge at the checkpoint, if the log continues what was seen and has the checkpoint's root.
  ///
  /// @param seen the edge where an earlier walk ended, [TreeEdge#EMPTY] for the whole log
  /// @param full takes each tile as it becomes full, so that a copy of the log can keep it; the partial ones are those of the edge
  public static Parsed<TreeEdge> to(Checkpoint checkpoint, TreeEdge seen, EntrySource entries, Consumer<Tile> full) {
    if (checkpoint.size() < seen.size()) {
      return rejected("", "the log has " + checkpoint.size() + " entries, and had " + seen.size());
    }
    TreeEdge edge = seen;
    for (Iterator<BundleId> bundles = BundleId.changed(seen.size(), checkpoint.size()).iterator(); bundles.hasNext();) {
      BundleId id = bundles.next();
      byte[] hashes = entries.exactly(id).tile().shared();
      byte[] known = edge.leaves();
      if (!Arrays.equals(known, 0, known.length, hashes, 0, known.length)) {
        return rejected(id.path(), "an entry that was seen before is another one now");
      }
      TreeEdge.Growth growth = edge.appendHashes(Arrays.copyOfRange(hashes, known.length, hashes.length));
      growth.full().forEach(full);
      edge = growth.edge();
    }
    return edge.root().equals(checkpoint.root()) ? new Parsed.Valid<>(edge) : rejected("", "the entries have not the root of the checkpoint");
  }

  private static Parsed<TreeEdge> rejected(String where, String rule) {
    return new Parsed.Rejected<>(List.of(new Problem(where, rule)));
  }
}
