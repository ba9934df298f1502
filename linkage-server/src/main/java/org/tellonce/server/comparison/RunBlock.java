package org.tellonce.server.comparison;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Neighbouring entries of a run in one row of its table, about a page of the file: for each, in ascending order of the labels, the label (8 bytes), how long
/// the sealed entry is (2), and the sealed entry. No plaintext.
///
/// @see "decisions/0018"
public final class RunBlock {
  /// How long a block is filled: with the row's own few bytes it is one page of 4 096.
  static final int FULL = 4_050;
  /// What an entry has beside what is sealed.
  static final int HEAD = Long.BYTES + Short.BYTES;

  private final byte[] bytes;

  private RunBlock(byte[] bytes) {
    this.bytes = bytes;
  }

  /// The block that these bytes are.
  ///
  /// @param bytes not copied: they are nobody else's
  public static RunBlock of(byte[] bytes) {
    return new RunBlock(bytes);
  }

  /// The bytes, not copied.
  byte[] bytes() {
    return bytes;
  }

  /// The entries by their labels.
  public SortedMap<Long, byte[]> entries() {
    SortedMap<Long, byte[]> entries = new TreeMap<>();
    inOrder().forEach(entry -> entries.put(entry.getKey(), entry.getValue()));
    return entries;
  }

  /// The entries in ascending order of their labels, without a map of them: a merge goes through millions.
  List<Map.Entry<Long, byte[]>> inOrder() {
    List<Map.Entry<Long, byte[]>> entries = new ArrayList<>();
    for (int at = 0; at < bytes.length; at = after(at)) {
      entries.add(Map.entry(label(at), sealed(at)));
    }
    return entries;
  }

  /// The entry under a label, or none.
  byte @Nullable [] get(long label) {
    int at = find(label);
    return at < bytes.length && label(at) == label ? sealed(at) : null;
  }

  /// The block with another entry under a label that has one.
  RunBlock with(long label, byte[] sealed) {
    int at = find(label);
    ByteBuffer block = ByteBuffer.allocate(bytes.length - (after(at) - at) + HEAD + sealed.length);
    block.put(bytes, 0, at).putLong(label).putShort((short) sealed.length).put(sealed).put(bytes, after(at), bytes.length - after(at));
    return new RunBlock(block.array());
  }

  /// The block without the entry under a label that has one.
  RunBlock without(long label) {
    int at = find(label);
    int gone = after(at) - at;
    return new RunBlock(ByteBuffer.allocate(bytes.length - gone).put(bytes, 0, at).put(bytes, at + gone, bytes.length - at - gone).array());
  }

  /// How many entries there are.
  int size() {
    int size = 0;
    for (int at = 0; at < bytes.length; at = after(at)) {
      size++;
    }
    return size;
  }

  boolean isEmpty() {
    return bytes.length == 0;
  }

  /// How many bytes from the beginning of the block the first entry begins whose label is not below this one.
  private int find(long label) {
    int at = 0;
    while (at < bytes.length && label(at) < label) {
      at = after(at);
    }
    return at;
  }

  private long label(int at) {
    return ByteBuffer.wrap(bytes).getLong(at);
  }

  private int after(int at) {
    return at + HEAD + Short.toUnsignedInt(ByteBuffer.wrap(bytes).getShort(at + Long.BYTES));
  }

  private byte[] sealed(int at) {
    return Arrays.copyOfRange(bytes, at + HEAD, after(at));
  }
}
