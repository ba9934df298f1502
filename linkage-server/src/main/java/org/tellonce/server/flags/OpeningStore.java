package org.tellonce.server.flags;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.Digest;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;
import org.tellonce.server.flags.Opening.Named;
import org.tellonce.server.submission.Withdrawals;

/// The accounting of openings, the empty ones too: nothing is ever removed. When a record is withdrawn, its token gives way to a salted commitment.
public final class OpeningStore implements Withdrawals.Forgetting {
  private static final int UNIT = 768;
  private static final int ID = 16;
  private static final int SALT = 16;

  private final Sealing sealing;
  private final SecureRandom random;

  /// @param key the index key
  public OpeningStore(IndexKey key, SecureRandom random) {
    this.sealing = new Sealing(key, "opening", random);
    this.random = random;
  }

  /// Keeps an opening.
  void add(Handle handle, Opening opening) {
    byte[] id = chance(ID);
    handle.createUpdate("INSERT INTO opening (id, asked, shown, sealed) VALUES (:id, :asked, :shown, :sealed)").bind("id", id)
        .bind("asked", name(opening.asked())).bind("shown", opening.shown().map(this::name).orElseGet(() -> chance(ID)))
        .bind("sealed", seal(id, opening)).execute();
  }

  /// Opens one of them, if there is any.
  public boolean openOne(Handle handle) {
    return handle.createQuery("SELECT id, sealed FROM opening LIMIT 1").map((row, _) -> opening(row.getBytes("id"), row.getBytes("sealed"))).findOne()
        .isPresent();
  }

  /// All openings, oldest first.
  public List<Opening> all(Handle handle) {
    List<Opening> all = new ArrayList<>(handle.createQuery("SELECT id, sealed FROM opening")
        .map((row, _) -> opening(row.getBytes("id"), row.getBytes("sealed"))).list());
    all.sort(Comparator.comparing(Opening::at));
    return all;
  }

  /// What was withdrawn for ever is named no more, but by a commitment. A record that may come again keeps its name: its young person may ask who looked.
  @Override
  public void forget(Handle handle, Set<RecordRef> withdrawn, boolean forEver, LocalDate today) {
    for (RecordRef ref : forEver ? withdrawn : Set.<RecordRef>of()) {
      var named = new Named(ref.agency(), ref.token().toString(), Optional.empty());
      List<Map.Entry<byte[], Opening>> stored = handle.createQuery("SELECT id, sealed FROM opening WHERE asked = :name OR shown = :name")
          .bind("name", name(named)).map((row, _) -> Map.entry(row.getBytes("id"), opening(row.getBytes("id"), row.getBytes("sealed")))).list();
      Named commitment = commitment(ref);
      for (Map.Entry<byte[], Opening> each : stored) {
        Opening opening = each.getValue();
        var then = new Opening(opening.at(), opening.asked().equals(named) ? commitment : opening.asked(), opening.request(),
            opening.shown().map(shown -> shown.equals(named) ? commitment : shown));
        handle.createUpdate("DELETE FROM opening WHERE id = :id").bind("id", each.getKey()).execute();
        add(handle, then);
      }
    }
  }

  private Named commitment(RecordRef ref) {
    byte[] salt = chance(SALT);
    MessageDigest sha256 = Digest.sha256();
    sha256.update(salt);
    sha256.update(ref.token().toBytes());
    return new Named(ref.agency(), HexFormat.of().formatHex(sha256.digest()), Optional.of(HexFormat.of().formatHex(salt)));
  }

  private byte[] name(Named record) {
    return sealing.name(record.agency().value() + "\0" + record.hex());
  }

  private byte[] seal(byte[] id, Opening opening) {
    byte[] json = opening.toBytes();
    ByteBuffer padded = ByteBuffer.allocate((4 + json.length + UNIT - 1) / UNIT * UNIT);
    return sealing.seal(id, padded.putInt(json.length).put(json).array());
  }

  private Opening opening(byte[] id, byte[] sealed) {
    ByteBuffer padded = ByteBuffer.wrap(sealing.open(id, sealed));
    byte[] json = new byte[padded.getInt()];
    padded.get(json);
    return Opening.JSON.parse(json, Opening.MAX_BYTES).orThrow();
  }

  private byte[] chance(int length) {
    byte[] bytes = new byte[length];
    random.nextBytes(bytes);
    return bytes;
  }
}
