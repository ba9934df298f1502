package org.tellonce.server.comparison;

import java.util.List;
import org.jdbi.v3.core.Handle;

/// Told of every match that comes, changes its grade or goes, in the transaction in which it does.
@FunctionalInterface
public interface MatchListener {
  /// Nobody listens.
  MatchListener NONE = (_, _, _) -> {
  };

  /// @param epoch in whose index
  /// @param changes not empty
  void changed(Handle handle, long epoch, List<MatchChange> changes);
}
