package org.tellonce.protocol.audit;

import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Which bundle of entries. It holds the entries whose hashes the tile of level 0 with the same index and width holds.
///
/// @param index which bundle, from 0
/// @param width how many entries, 1 to 256
/// @see "audit.md, Tiles"
public record BundleId(long index, int width) implements TilePath {

  /// @throws IllegalArgumentException if no log of fewer than 2⁶³ entries has such a bundle
  public BundleId {
    new TileId(0, index, width);
  }

  /// The widest bundle at a place that a log has.
  ///
  /// @throws IllegalArgumentException if it has none there
  public static BundleId in(long index, long size) {
    return TileId.in(0, index, size).bundle();
  }

  /// The bundles that a log has and had not at an earlier size, in order.
  public static Stream<BundleId> changed(long from, long to) {
    return from == to ? Stream.empty() : LongStream.rangeClosed(from / FULL, (to - 1) / FULL).mapToObj(index -> in(index, to));
  }

  /// The tile with the hashes of these entries.
  public TileId tile() {
    return new TileId(0, index, width);
  }

  /// Which entry of the log is the first.
  public long firstEntry() {
    return index * FULL;
  }

  @Override
  public String path() {
    return PathText.of("entries", index, width);
  }

  @Override
  public String toString() {
    return path();
  }
}
