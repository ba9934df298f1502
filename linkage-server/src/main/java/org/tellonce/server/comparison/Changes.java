package org.tellonce.server.comparison;

import java.util.concurrent.atomic.AtomicLong;
import org.jdbi.v3.core.Handle;

/// How often something was changed by the database's writer: who read it, in whatever transaction, can tell in a later one whether it still is as it was. For any
/// thread.
///
/// A change counts when it is made, and once more when it is committed. So a number that was taken *before* a transaction began and is the same later, on the writer's
/// thread, says that this transaction saw the newest state.
final class Changes {
  private final AtomicLong count = new AtomicLong();

  /// Says that a transaction changes something.
  void mark(Handle handle) {
    count.incrementAndGet();
    handle.afterCommit(count::incrementAndGet);
  }

  /// How often until now.
  long count() {
    return count.get();
  }
}
