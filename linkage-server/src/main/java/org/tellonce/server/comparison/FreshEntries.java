package org.tellonce.server.comparison;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The new entries of a set of changes, in memory until they are written as one run. Of one transaction: if it is undone, they are forgotten.
final class FreshEntries {
  /// So many are about 200 MB: more become several runs.
  private static final int MOST = 1 << 20;

  private final Map<Long, byte[]> entries = new HashMap<>();
  /// In front of the map, for nearly every label asked for is absent, and the filter fits a core's cache.
  private @Nullable LabelFilter filter;

  byte @Nullable [] get(long label) {
    return filter != null && filter.mayHold(label) ? entries.get(label) : null;
  }

  void put(long label, byte[] sealed) {
    if (filter == null) {
      filter = new LabelFilter(MOST);
    }
    filter.add(label);
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
    long[] labels = entries.keySet().stream().mapToLong(Long::longValue).toArray();
    Arrays.parallelSort(labels);
    return labels;
  }

  void clear() {
    entries.clear();
    filter = null;
  }
}
