package org.tellonce.server.flags;

import java.time.LocalDate;
import java.util.Optional;
import org.tellonce.protocol.audit.BrokeringEvent.Outcome;
import org.tellonce.protocol.audit.BrokeringEvent.Why;
import org.tellonce.server.comparison.RecordRef;

/// A pair of records that waits, or waited, for the coordinator.
///
/// @param number by which she speaks of it
/// @param a the smaller record
/// @param codes the first half of the codes of its records
/// @param outcome none while it waits
/// @see "flags.md, Queue"
record QueueItem(long number, RecordRef a, RecordRef b, String codes, Why why, LocalDate since, Optional<Outcome> outcome) {

  /// The item as it is when it was closed.
  QueueItem closed(Outcome how) {
    return new QueueItem(number, a, b, codes, why, since, Optional.of(how));
  }
}
