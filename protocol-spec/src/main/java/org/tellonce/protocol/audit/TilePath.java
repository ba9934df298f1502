package org.tellonce.protocol.audit;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
    Matcher match = Form.PATH.matcher(path);
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

  /// What stands behind the row in a path.
  static String end(long index, int width) {
    StringBuilder path = new StringBuilder(threeDigits(index % 1_000));
    for (long left = index / 1_000; left > 0; left /= 1_000) {
      path.insert(0, "x" + threeDigits(left % 1_000) + "/");
    }
    return width == FULL ? path.toString() : path.append(".p/").append(width).toString();
  }

  private static String threeDigits(long number) {
    return String.format(Locale.ROOT, "%03d", number);
  }

  /// How a path looks; not for others.
  final class Form {
    private static final Pattern PATH = Pattern.compile("tile/([0-9]|entries)/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([1-9][0-9]{0,2}))?");

    private Form() {}
  }
}
