package org.tellonce.protocol.audit;

import java.util.Locale;
import java.util.regex.Pattern;

/// How the path of a tile is spelled.
///
/// @see "audit.md, Tiles"
final class PathText {

  /// Groups: row, index, width of a partial one.
  static final Pattern PATTERN = Pattern.compile("tile/([0-9]|entries)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

  private PathText() {}

  /// The path of a tile.
  ///
  /// @param row the level, or `entries`
  static String of(String row, long index, int width) {
    StringBuilder path = new StringBuilder(threeDigits(index % 1_000));
    for (long left = index / 1_000; left > 0; left /= 1_000) {
      path.insert(0, "x" + threeDigits(left % 1_000) + "/");
    }
    path.insert(0, "tile/" + row + "/");
    return width == TilePath.FULL ? path.toString() : path.append(".p/").append(width).toString();
  }

  private static String threeDigits(long number) {
    return String.format(Locale.ROOT, "%03d", number);
  }
}
