package org.tellonce.agency.roster;

/// How many there are of something, as a person reads it: `1 row`, `2 rows`.
///
/// @param noun in the singular, its plural with an s
public record Counted(long count, String noun) {

  /// So many rows.
  public static Counted rows(long count) {
    return new Counted(count, "row");
  }

  @Override
  public String toString() {
    return count + " " + noun + (count == 1 ? "" : "s");
  }
}
