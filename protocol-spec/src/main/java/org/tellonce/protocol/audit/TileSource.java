package org.tellonce.protocol.audit;

/// Where the tiles of a log come from: a database, a server.
@FunctionalInterface
public interface TileSource {

  /// The tile; a wider one at the same place will do, for a partial tile may have gone once it was full.
  Tile tile(TileId id);

  /// The tile as asked for.
  ///
  /// @throws IllegalStateException if the source gives another one
  default Tile exactly(TileId id) {
    Tile tile = tile(id);
    if (tile.id().level() != id.level() || tile.id().index() != id.index() || tile.id().width() < id.width()) {
      throw new IllegalStateException("asked for " + id.path() + ", was given " + tile.id().path());
    }
    return tile.first(id.width());
  }
}
