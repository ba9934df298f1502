package org.tellonce.protocol.audit;

import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/// Which tile of hashes.
///
/// @param level 0 for the hashes of entries; each level above has the roots of the full tiles of the one below
/// @param index which tile of the level, from 0
/// @param width how many hashes, 1 to 256
/// @see "audit.md, Tiles"
public record TileId(int level, long index, int width) implements TilePath {

  /// The highest level that a tree of fewer than 2⁶³ entries has.
  public static final int MAX_LEVEL = 7;

  /// How many levels of the tree a tile spans, as a power of two its hashes.
  static final int HEIGHT = 8;

  /// @throws IllegalArgumentException if no tree of fewer than 2⁶³ entries has such a tile
  public TileId {
    if (level < 0 || level > MAX_LEVEL || width < 1 || width > FULL || index < 0 || index > (hashes(level, Long.MAX_VALUE) - width) >> HEIGHT) {
      throw new IllegalArgumentException("no tree has such a tile");
    }
  }

  /// How many hashes a level has.
  ///
  /// @param size of the tree
  static long hashes(int level, long size) {
    return size >> HEIGHT * level;
  }

  /// The widest tile at a place that a tree has.
  ///
  /// @throws IllegalArgumentException if it has none there
  public static TileId in(int level, long index, long size) {
    return new TileId(level, index, (int) Math.min(FULL, hashes(level, size) - (index << HEIGHT)));
  }

  /// All tiles of a tree, level by level. A tree of 2⁶² entries has very many.
  public static Stream<TileId> all(long size) {
    return changed(0, size);
  }

  /// The tiles that a tree has and had not at an earlier size, level by level: those to be written when it has grown.
  public static Stream<TileId> changed(long from, long to) {
    return IntStream.rangeClosed(0, MAX_LEVEL).boxed().flatMap(level -> indexes(hashes(level, from), hashes(level, to)).mapToObj(
        index -> in(level, index, to)));
  }

  private static LongStream indexes(long from, long to) {
    return from == to ? LongStream.empty() : LongStream.rangeClosed(from >> HEIGHT, (to - 1) >> HEIGHT);
  }

  /// The bundle with the entries whose hashes these are.
  ///
  /// @throws IllegalStateException above level 0
  public BundleId bundle() {
    if (level > 0) {
      throw new IllegalStateException("only the tiles of level 0 hold hashes of entries");
    }
    return new BundleId(index, width);
  }

  @Override
  public String path() {
    return PathText.of(Integer.toString(level), index, width);
  }

  @Override
  public String toString() {
    return path();
  }
}
