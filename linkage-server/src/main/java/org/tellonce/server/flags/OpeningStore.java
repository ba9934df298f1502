package org.tellonce.server.flags;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.RecordToken;
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
        .bind("asked", name(opening.agency(), opening.asked())).bind("shown", name(opening.holder(), opening.shown()))
        .bind("sealed", seal(id, opening)).execute();
  }

  /// All openings, oldest first.
  public List<Opening> all(Handle handle) {
    List<Opening> all = new ArrayList<>(handle.createQuery("SELECT id, sealed FROM opening")
        .map((row, _) -> opening(row.getBytes("id"), row.getBytes("sealed"))).list());
    all.sort(Comparator.comparing(Opening::at));
    return all;
  }

  @Override
  public void forget(Handle handle, Set<RecordRef> withdrawn) {
    for (RecordRef ref : withdrawn) {
      byte[] name = name(ref.agency(), new Named(ref.token().toString(), ""));
      List<Map.Entry<byte[], Opening>> stored = handle.createQuery("SELECT id, sealed FROM opening WHERE asked = :name OR shown = :name").bind("name", name)
          .map((row, _) -> Map.entry(row.getBytes("id"), opening(row.getBytes("id"), row.getBytes("sealed")))).list();
      Named commitment = commitment(ref.token());
      for (Map.Entry<byte[], Opening> each : stored) {
        Opening opening = each.getValue();
        boolean isAsked = opening.agency().equals(ref.agency()) && opening.asked().hex().equals(ref.token().toString());
        var then = isAsked ? new Opening(opening.at(), opening.agency(), commitment, opening.request(), opening.holder(), opening.shown())
            : new Opening(opening.at(), opening.agency(), opening.asked(), opening.request(), opening.holder(), commitment);
        handle.createUpdate("UPDATE opening SET asked = :asked, shown = :shown, sealed = :sealed WHERE id = :id").bind("id", each.getKey())
            .bind("asked", name(then.agency(), then.asked())).bind("shown", name(then.holder(), then.shown()))
            .bind("sealed", seal(each.getKey(), then)).execute();
      }
    }
  }

  private Named commitment(RecordToken token) {
    byte[] salt = chance(SALT);
    MessageDigest sha256 = Digest.sha256();
    sha256.update(salt);
    sha256.update(token.toBytes());
    return new Named(HexFormat.of().formatHex(sha256.digest()), HexFormat.of().formatHex(salt));
  }

  /// The keyed name of a record, or chance if there is none.
  private byte[] name(@Nullable AgencyId agency, @Nullable Named record) {
    return agency == null || record == null ? chance(ID) : sealing.name(agency.value() + "\0" + record.hex());
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
