package org.tellonce.protocol.audit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// Up to 256 entries of a log in order, each behind its length: `00 20`, then the 32 bytes of a commitment.
///
/// @see "audit.md, Tiles"
public final class EntryBundle {
  private static final int LENGTH_BYTES = 2;
  private static final int ENTRY_BYTES = LENGTH_BYTES + Commitment.BYTES;

  private final BundleId id;
  private final byte[] bytes;

  private EntryBundle(BundleId id, byte[] bytes) {
    this.id = id;
    this.bytes = bytes;
  }

  /// The bundle of entries.
  ///
  /// @param index which bundle of the log
  /// @throws IllegalArgumentException if there are not 1 to 256
  public static EntryBundle of(long index, List<Commitment> entries) {
    BundleId id = new BundleId(index, entries.size());
    byte[] bytes = new byte[entries.size() * ENTRY_BYTES];
    int at = 0;
    for (Commitment entry : entries) {
      bytes[at + 1] = Commitment.BYTES;
      System.arraycopy(entry.toBytes(), 0, bytes, at + LENGTH_BYTES, Commitment.BYTES);
      at += ENTRY_BYTES;
    }
    return new EntryBundle(id, bytes);
  }

  /// The bundle that bytes from outside are.
  public static Parsed<EntryBundle> parse(BundleId id, byte[] bytes) {
    if (bytes.length != id.width() * ENTRY_BYTES) {
      return rejected(id, "not " + id.width() * ENTRY_BYTES + " bytes");
    }
    for (int at = 0; at < bytes.length; at += ENTRY_BYTES) {
      if (bytes[at] != 0 || bytes[at + 1] != Commitment.BYTES) {
        return rejected(id, "entry " + (id.firstEntry() + at / ENTRY_BYTES) + " has not 32 bytes");
      }
    }
    return new Parsed.Valid<>(new EntryBundle(id, bytes.clone()));
  }

  private static Parsed<EntryBundle> rejected(BundleId id, String rule) {
    return new Parsed.Rejected<>(List.of(new Problem(id.path(), rule)));
  }

  /// Which bundle it is.
  public BundleId id() {
    return id;
  }

  /// The bundle as it is stored and sent, new each time.
  public byte[] bytes() {
    return bytes.clone();
  }

  /// The entries in order.
  public List<Commitment> entries() {
    List<Commitment> entries = new ArrayList<>(id.width());
    for (int at = LENGTH_BYTES; at < bytes.length; at += ENTRY_BYTES) {
      entries.add(Commitment.ofBytes(Arrays.copyOfRange(bytes, at, at + Commitment.BYTES)));
    }
    return List.copyOf(entries);
  }

  /// The bundle as it was when it had fewer entries.
  ///
  /// @throws IllegalArgumentException if it has not so many
  public EntryBundle first(int width) {
    if (width > id.width()) {
      throw new IllegalArgumentException("the bundle has fewer entries");
    }
    return width == id.width() ? this : new EntryBundle(new BundleId(id.index(), width), Arrays.copyOf(bytes, width * ENTRY_BYTES));
  }

  /// The tile with the hashes of the entries.
  public Tile tile() {
    byte[] hashes = new byte[id.width() * TreeHasher.BYTES];
    TreeHasher hasher = new TreeHasher();
    for (int i = 0; i < id.width(); i++) {
      hasher.leaf(bytes, i * ENTRY_BYTES + LENGTH_BYTES, Commitment.BYTES, hashes, i * TreeHasher.BYTES);
    }
    return new Tile(id.tile(), hashes);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof EntryBundle bundle && id.equals(bundle.id) && Arrays.equals(bytes, bundle.bytes);
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + Arrays.hashCode(bytes);
  }

  @Override
  public String toString() {
    return id.path();
  }
}
