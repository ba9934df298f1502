package org.tellonce.server.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.audit.NoteSignature;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.Tile;
import org.tellonce.protocol.audit.TileId;
import org.tellonce.protocol.audit.TileSource;
import org.tellonce.server.database.AgencyNumbers;

/// Every checkpoint that was made, its cosignatures, and the tiles of the tree as of the newest.
final class CheckpointStore {

  /// The newest checkpoint, signed by the log, with the cosignatures that came for it, as many as a note may have.
  Optional<SignedCheckpoint> newest(Handle handle) {
    return handle.createQuery("SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1").mapTo(String.class).findOne().map(note -> cosigned(handle,
        parsed(note)));
  }

  /// How many leaves the newest checkpoint covers that was made before a time.
  long coveredBefore(Handle handle, Instant time) {
    return handle.createQuery("SELECT coalesce(max(size), 0) FROM log_checkpoint WHERE made_at < :time").bind("time", time.getEpochSecond()).mapTo(
        Long.class).one();
  }

  /// All checkpoints with their cosignatures, the smallest first.
  List<SignedCheckpoint> all(Handle handle) {
    return handle.createQuery("SELECT note FROM log_checkpoint ORDER BY size").mapTo(String.class).list().stream().map(note -> cosigned(handle,
        parsed(
            note))).toList();
  }

  /// A checkpoint as it lies in the file.
  record Note(long size, String text) {}

  /// Every checkpoint as it lies there, the smallest first.
  List<Note> notes(Handle handle) {
    return handle.createQuery("SELECT size, note FROM log_checkpoint ORDER BY size").map((row, _) -> new Note(row.getLong("size"), row.getString(
        "note"))).list();
  }

  /// A cosignature as it lies in the file.
  record Line(long size, String agency, String name, String signature) {}

  /// Every cosignature as it lies there, by checkpoint and agency.
  List<Line> cosignatures(Handle handle) {
    return handle.createQuery("SELECT c.size AS size, a.id AS agency, c.name AS name, c.signature AS signature FROM log_cosignature AS c "
        + "JOIN agency AS a ON a.number = c.agency ORDER BY c.size, a.id").map((row, _) -> new Line(row.getLong("size"), row.getString("agency"), row
            .getString("name"), row.getString("signature"))).list();
  }

  /// The bytes of a stored tile, of whatever length.
  Optional<byte[]> tile(Handle handle, TileId id) {
    return handle.createQuery("SELECT hashes FROM log_tile WHERE level = :level AND position = :position").bind("level", id.level())
        .bind("position", id.index()).map((row, _) -> row.getBytes("hashes")).findOne();
  }

  private static SignedCheckpoint parsed(String note) {
    return SignedCheckpoint.parse(note.getBytes(UTF_8)).orThrow();
  }

  private static SignedCheckpoint cosigned(Handle handle, SignedCheckpoint checkpoint) {
    List<NoteSignature> lines = handle.createQuery("SELECT name, signature FROM log_cosignature WHERE size = :size ORDER BY agency")
        .bind("size", checkpoint.checkpoint().size()).map((row, _) -> new NoteSignature(row.getString("name"), row.getString("signature"))).list();
    SignedCheckpoint all = checkpoint;
    for (NoteSignature line : lines) {
      all = all.with(line).orElse(all);
    }
    return all;
  }

  /// Keeps a checkpoint.
  void add(Handle handle, SignedCheckpoint checkpoint, Instant at) {
    handle.createUpdate("INSERT INTO log_checkpoint (size, made_at, note) VALUES (:size, :at, :note)").bind("size", checkpoint.checkpoint().size())
        .bind("at", at.getEpochSecond()).bind("note", new String(checkpoint.toBytes(), UTF_8)).execute();
  }

  /// Keeps a witness's cosignature of a checkpoint that is here, in place of an earlier one.
  void cosign(Handle handle, AgencyId agency, long size, NoteSignature line) {
    handle.createUpdate("INSERT INTO log_cosignature (size, agency, name, signature) VALUES (:size, :agency, :name, :signature) "
        + "ON CONFLICT (size, agency) DO UPDATE SET name = excluded.name, signature = excluded.signature").bind("size", size)
        .bind("agency", new AgencyNumbers(handle).of(agency)).bind("name", line.name()).bind("signature", line.base64()).execute();
  }

  /// The tiles of the tree as of the newest checkpoint.
  TileSource tiles(Handle handle) {
    return id -> handle.createQuery("SELECT hashes FROM log_tile WHERE level = :level AND position = :position").bind("level", id.level())
        .bind("position", id.index()).map((row, _) -> row.getBytes("hashes")).findOne().map(hashes -> Tile.parse(new TileId(id.level(), id.index(),
            hashes.length / Digest.BYTES), hashes).orThrow()).orElseThrow(() -> new IllegalStateException(id.path()
                + " is missing: the database is damaged"));
  }

  /// Keeps tiles, each in place of a narrower one.
  void put(Handle handle, List<Tile> tiles) {
    if (tiles.isEmpty()) {
      return;
    }
    try (PreparedBatch batch = handle.prepareBatch("INSERT INTO log_tile (level, position, hashes) VALUES (:level, :position, :hashes) "
        + "ON CONFLICT (level, position) DO UPDATE SET hashes = excluded.hashes")) {
      tiles.forEach(tile -> batch.bind("level", tile.id().level()).bind("position", tile.id().index()).bind("hashes", tile.bytes()).add());
      batch.execute();
    }
  }
}
