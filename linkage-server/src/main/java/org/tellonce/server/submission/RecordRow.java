package org.tellonce.server.submission;

import java.util.Map;
import org.tellonce.server.comparison.EpochIndex;

/// A record as its row in the file says it: with its number there, and what it is in each epoch.
///
/// @param number in the order of coming
/// @param states by place, whether it is live there; none for a place in which it was not sent
record RecordRow(long number, StoredRecord record, Map<Integer, Boolean> states) {

  RecordRow {
    states = Map.copyOf(states);
  }

  /// Whether it was sent in an epoch, and is live there or retired.
  boolean isIn(EpochIndex epoch) {
    return states.containsKey(epoch.place());
  }

  /// Whether it is live in an epoch.
  boolean isLiveIn(EpochIndex epoch) {
    return states.getOrDefault(epoch.place(), false);
  }

  /// Whether it is live in another epoch than this.
  boolean isLiveBeside(EpochIndex epoch) {
    return states.entrySet().stream().anyMatch(state -> state.getKey() != epoch.place() && state.getValue());
  }
}
