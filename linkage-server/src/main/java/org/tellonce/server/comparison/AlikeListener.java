package org.tellonce.server.comparison;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Told of records that come to wait because they look alike, in the transaction in which they do.
@FunctionalInterface
public interface AlikeListener {
  /// Nobody listens.
  AlikeListener NONE = (_, _, _) -> {
  };

  /// @param came of one agency, in ascending order, not empty
  /// @param together how many hang together, those that waited before included
  void came(Handle handle, List<RecordRef> came, int together);
}
