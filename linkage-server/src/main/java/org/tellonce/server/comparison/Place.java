package org.tellonce.server.comparison;

import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One place of a chain: its label, its row key, what stands there now and the row in it.
final class Place {
  static final byte UNMARKED = 0;
  static final byte MARKED = 1;

  private final long label;
  private final byte[] rowKey;
  private byte @Nullable [] sealed;
  private @Nullable IndexedRow row;

  /// @param rowKey not copied: it was made for this place
  Place(long label, byte[] rowKey) {
    this.label = label;
    this.rowKey = rowKey;
  }

  long label() {
    return label;
  }

  byte[] rowKey() {
    return rowKey;
  }

  /// What stands there in the table, or nothing.
  byte @Nullable [] sealed() {
    return sealed;
  }

  /// Says what stands there in the table.
  void holds(byte[] entry) {
    sealed = entry;
  }

  /// Whether a chain steps over what stands there.
  boolean isMarked() {
    return sealed != null && sealed[0] == MARKED;
  }

  /// Whether a row of this chain stands there: none does if nothing or another chain's row does.
  boolean isTaken() {
    return row != null;
  }

  /// The row of this chain.
  IndexedRow row() {
    return Objects.requireNonNull(row);
  }

  /// Puts a row there, or takes it away.
  void put(@Nullable IndexedRow now) {
    row = now;
  }

  /// Whose row it is.
  RecordRef owner() {
    return new RecordRef(row().agency(), row().record());
  }
}
