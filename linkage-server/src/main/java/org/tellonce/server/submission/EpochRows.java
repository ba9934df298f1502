package org.tellonce.server.submission;

import java.util.Set;
import java.util.stream.Collectors;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.Tag;

/// What the server holds of a record's rows in one epoch, beside its index.
///
/// @param tags under which the index holds the rows; empty if it holds none, for the agency is not matched
/// @param rows digest of the rows, to tell whether they changed
public record EpochRows(Set<Tag> tags, Digest rows) {

  public EpochRows {
    tags = Set.copyOf(tags);
  }

  /// Those of a submitted record.
  ///
  /// @param indexed whether its rows go into the index
  public static EpochRows of(EncodedRecord encoded, boolean indexed) {
    return new EpochRows(indexed ? encoded.rows().stream().map(EncodedRow::tag).collect(Collectors.toSet()) : Set.of(), Digest.of(encoded
        .rowBytes()));
  }

  /// The same without rows in the index.
  EpochRows unindexed() {
    return new EpochRows(Set.of(), rows);
  }
}
