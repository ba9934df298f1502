package org.tellonce.protocol.audit;

import java.util.Arrays;
import java.util.List;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// A tile: up to 256 hashes of one level, side by side.
///
/// @see "audit.md, Tiles"
public final class Tile {
  private final TileId id;
  private final byte[] hashes;

  /// Takes the bytes over.
  Tile(TileId id, byte[] hashes) {
    if (hashes.length != id.width() * TreeHasher.BYTES) {
      throw new IllegalArgumentException("a tile has 32 bytes for each hash");
    }
    this.id = id;
    this.hashes = hashes;
  }

  /// The tile that bytes from outside are. Whether its hashes are right shows only in a root.
  public static Parsed<Tile> parse(TileId id, byte[] bytes) {
    return bytes.length == id.width() * TreeHasher.BYTES ? new Parsed.Valid<>(new Tile(id, bytes.clone()))
        : new Parsed.Rejected<>(List.of(new Problem(id.path(), "not " + id.width() * TreeHasher.BYTES + " bytes")));
  }

  /// Which tile it is.
  public TileId id() {
    return id;
  }

  /// The hashes as they are stored and sent, new each time.
  public byte[] bytes() {
    return hashes.clone();
  }

  /// One of the hashes.
  public Digest hash(int number) {
    return Digest.ofBytes(Arrays.copyOfRange(hashes, number * TreeHasher.BYTES, (number + 1) * TreeHasher.BYTES));
  }

  /// The tile as it was when it had fewer hashes.
  ///
  /// @throws IllegalArgumentException if it has not so many
  public Tile first(int width) {
    if (width > id.width()) {
      throw new IllegalArgumentException("the tile is narrower");
    }
    return width == id.width() ? this : new Tile(new TileId(id.level(), id.index(), width), Arrays.copyOf(hashes, width * TreeHasher.BYTES));
  }

  /// The bytes themselves, for reading only.
  byte[] shared() {
    return hashes;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Tile tile && id.equals(tile.id) && Arrays.equals(hashes, tile.hashes);
  }

  @Override
  public int hashCode() {
    return 31 * id.hashCode() + Arrays.hashCode(hashes);
  }

  @Override
  public String toString() {
    return id.path();
  }
}
