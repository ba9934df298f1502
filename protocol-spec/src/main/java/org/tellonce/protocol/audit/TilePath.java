package org.tellonce.protocol.audit;

import java.util.List;
import java.util.regex.Matcher;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// What a log serves for good under a path of its own: a tile of hashes or a bundle of entries.
///
/// @see "audit.md, Tiles"
public sealed interface TilePath permits TileId, BundleId {

  /// How many hashes a full tile, how many entries a full bundle has.
  int FULL = 256;

  /// Which one of its row, from 0.
  long index();

  /// How many hashes or entries: [#FULL], or fewer at the end of the log.
  int width();

  /// `tile/0/x001/x234/067.p/8`.
  String path();

  /// Whether it will never grow.
  default boolean isFull() {
    return width() == FULL;
  }

  /// What a path from outside names.
  static Parsed<TilePath> parse(String path) {
    Matcher match = PathText.PATTERN.matcher(path);
    if (!match.matches()) {
      return rejected();
    }
    long index = Long.parseLong(match.group(2).replaceAll("[x/]", ""));
    int width = match.group(3) == null ? FULL : Integer.parseInt(match.group(3));
    try {
      TilePath parsed = match.group(1).equals("entries") ? new BundleId(index, width) : new TileId(Integer.parseInt(match.group(1)), index, width);
      // One tile has one path: no zeros in front, no width of a full one.
      return parsed.path().equals(path) ? new Parsed.Valid<>(parsed) : rejected();
    } catch (IllegalArgumentException e) {
      return rejected();
    }
  }

  private static Parsed<TilePath> rejected() {
    return new Parsed.Rejected<>(List.of(new Problem("", "not the path of a tile or of a bundle of entries")));
  }
}
