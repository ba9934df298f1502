package org.tellonce.server.flags;

import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.tellonce.server.comparison.AlikeRecords;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.submission.NewRows;
import org.tellonce.server.submission.RecordStore;

/// Which records wait, so that their agency gets no flag for them: too many look alike, or too many came at once. For others nothing is different.
///
/// @see "flags.md, Guards"
public record Waiting(AlikeRecords alike, NewRows newRows) {

  /// Which they are, as this transaction sees it.
  ///
  /// @param open the records in the same transaction
  Predicate<RecordRef> in(Handle handle, RecordStore.Open open) {
    return alike.waiting(handle).or(newRows.waiting(handle, open));
  }
}
