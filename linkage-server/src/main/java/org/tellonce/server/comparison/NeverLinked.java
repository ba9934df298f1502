package org.tellonce.server.comparison;

import java.util.Set;

/// Which pairs are two people, whatever their encodings say: they are no match, no candidate speaks for them, and they speak for no other pair.
///
/// @see "comparison.md, Decision"
@FunctionalInterface
public interface NeverLinked {
  /// No pair.
  NeverLinked NONE = _ -> Set.of();

  /// The records that a record is never linked with. Each pair stands with both of its records.
  Set<RecordRef> with(RecordRef record);
}
