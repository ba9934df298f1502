package org.tellonce.server.comparison;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The new entries of a set of changes, in memory until they are written as one run. Of one transaction: if it is undone, they are forgotten.
///
/// A table of labels with open addressing, and the sealed entries one behind the other in large pieces: a million objects more would cost the garbage collector as
/// much as sealing them costs.
final class FreshEntries {
  /// A million are about 150 MB: more become several runs.
  private static final int LEAST = 1 << 20;
  /// So many that their places still fit into an integer.
  private static final int MOST = 8 * LEAST;
  /// Of Java's memory an entry may take its bytes, 14 times over: a million in 2 GiB.
  private static final int MEMORY_OF_AN_ENTRY = 2_048;
  private static final int FIRST_SLOTS = 1 << 10;
  private static final int PIECE_BYTES = 1 << 20;
  /// What stands where no entry ever was.
  private static final int NONE = -1;
  /// What stands where an entry was removed: a search goes on behind it.
  private static final int REMOVED = -2;

  /// A power of two of slots, at most half of them used.
  private long[] labels = {};
  /// For each slot where its entry lies: the number of its piece and, in the lower 20 bits, how many bytes from the piece's beginning.
  private int[] places = {};
  private int used;
  private int size;
  private final List<ByteBuffer> pieces = new ArrayList<>();
  private final int most;

  /// @param most how many make it full
  FreshEntries(int most) {
    this.most = most;
  }

  /// How many may be in memory at once: with few, a large first load makes many runs, which are then written together again and again.
  ///
  /// @param memory what Java may use, in bytes
  static int most(long memory) {
    return Math.clamp(memory / MEMORY_OF_AN_ENTRY, LEAST, MOST);
  }

  /// A copy of the entry under a label, or none. For several threads at once, while nothing is written.
  byte @Nullable [] get(long label) {
    int place = places.length == 0 ? NONE : places[slot(label)];
    if (place < 0) {
      return null;
    }
    ByteBuffer piece = pieces.get(place / PIECE_BYTES);
    int at = place % PIECE_BYTES;
    byte[] sealed = new byte[Short.toUnsignedInt(piece.getShort(at))];
    piece.get(at + Short.BYTES, sealed);
    return sealed;
  }

  /// Adds an entry, or puts another in place of one.
  void put(long label, byte[] sealed) {
    if (2 * used >= labels.length) {
      grow();
    }
    int slot = slot(label);
    used += places[slot] == NONE ? 1 : 0;
    size += places[slot] < 0 ? 1 : 0;
    labels[slot] = label;
    places[slot] = keep(sealed);
  }

  /// Removes an entry.
  ///
  /// @return whether it was here
  boolean remove(long label) {
    int slot = places.length == 0 ? NONE : slot(label);
    if (slot < 0 || places[slot] < 0) {
      return false;
    }
    places[slot] = REMOVED;
    size--;
    return true;
  }

  boolean isEmpty() {
    return size == 0;
  }

  /// Whether they should be written before more come.
  boolean isFull() {
    return size >= most;
  }

  /// The labels in ascending order.
  long[] labels() {
    long[] present = new long[size];
    int count = 0;
    for (int slot = 0; slot < labels.length; slot++) {
      if (places[slot] >= 0) {
        present[count++] = labels[slot];
      }
    }
    Arrays.parallelSort(present);
    return present;
  }

  void clear() {
    labels = new long[0];
    places = new int[0];
    used = 0;
    size = 0;
    pieces.clear();
  }

  /// The slot of a label, also of one that was removed, or the empty one where it would be.
  private int slot(long label) {
    int slot = (int) (label * 0x9E37_79B9_7F4A_7C15L >>> Long.numberOfLeadingZeros(labels.length - 1L));
    while (places[slot] != NONE && labels[slot] != label) {
      slot = slot + 1 & labels.length - 1;
    }
    return slot;
  }

  private void grow() {
    long[] before = labels;
    int[] placesBefore = places;
    labels = new long[Math.max(FIRST_SLOTS, 2 * before.length)];
    places = new int[labels.length];
    Arrays.fill(places, NONE);
    used = 0;
    for (int i = 0; i < before.length; i++) {
      if (placesBefore[i] >= 0) {
        int slot = slot(before[i]);
        labels[slot] = before[i];
        places[slot] = placesBefore[i];
        used++;
      }
    }
  }

  private int keep(byte[] sealed) {
    if (pieces.isEmpty() || pieces.getLast().remaining() < Short.BYTES + sealed.length) {
      pieces.add(ByteBuffer.allocate(PIECE_BYTES));
    }
    ByteBuffer piece = pieces.getLast();
    int place = (pieces.size() - 1) * PIECE_BYTES + piece.position();
    piece.putShort((short) sealed.length).put(sealed);
    return place;
  }
}
