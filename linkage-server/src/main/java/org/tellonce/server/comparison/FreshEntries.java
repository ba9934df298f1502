package org.tellonce.server.comparison;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The new entries of a set of changes, in memory until they are written as one run. Of one transaction: if it is undone, they are forgotten.
final class FreshEntries {
  /// So many are about 200 MB: more become several runs.
  private static final int MOST = 1 << 20;

  private final Map<Long, byte[]> entries = new HashMap<>();

  byte @Nullable [] get(long label) {
    return entries.get(label);
  }

  void put(long label, byte[] sealed) {
    entries.put(label, sealed);
  }

  /// Removes an entry.
  ///
  /// @return whether it was here
  boolean remove(long label) {
    return entries.remove(label) != null;
  }

  boolean isEmpty() {
    return entries.isEmpty();
  }

  /// Whether they should be written before more come.
  boolean isFull() {
    return entries.size() >= MOST;
  }

  /// The labels in ascending order.
  long[] labels() {
    return entries.keySet().stream().mapToLong(Long::longValue).sorted().toArray();
  }

  void clear() {
    entries.clear();
  }
}
