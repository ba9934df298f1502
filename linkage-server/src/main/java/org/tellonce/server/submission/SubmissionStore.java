package org.tellonce.server.submission;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.submission.Manifest;
import org.tellonce.protocol.submission.Receipt;
import org.tellonce.protocol.submission.SubmissionId;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;

/// Submissions with their parts, and the state of each agency's feed. An agency has at most one submission being staged, and the last one committed, whose
/// receipt is repeated. An older one that comes again is a new submission: what was between may have changed it back.
public final class SubmissionStore {
  private static final int UNIT = 1_024;
  private static final int RESYNCING = 1;
  /// Set where rows are missing, so that what was stored before there were such agencies reads as indexed.
  private static final int NOT_INDEXED = 2;

  private final Sealing sealing;

  /// @param key the index key
  public SubmissionStore(IndexKey key, SecureRandom random) {
    this.sealing = new Sealing(key, "submission", random);
  }

  /// A submission that is known.
  ///
  /// @param touched the day on which it was begun or committed
  /// @param receipt once it is committed
  record Known(Manifest manifest, LocalDate touched, @Nullable Receipt receipt) {}

  /// The submission of an agency, if it is known.
  Optional<Known> find(Handle handle, AgencyId agency, SubmissionId id) {
    byte[] key = id.digest().toBytes();
    return handle.createQuery(
        "SELECT sealed FROM submission JOIN agency ON agency.number = submission.agency WHERE submission.id = :id AND agency.id = :agency")
        .bind("id", key).bind("agency", agency.value()).mapTo(byte[].class).findOne().map(sealed -> known(sealing.open(key, sealed)));
  }

  /// Opens one of them, if there is any: each agency that ever committed has one.
  public boolean openOne(Handle handle) {
    Optional<byte[]> id = handle.createQuery("SELECT id FROM submission LIMIT 1").mapTo(byte[].class).findOne();
    id.ifPresent(one -> known(handle, one));
    return id.isPresent();
  }

  /// The submission of an agency that was committed last.
  public Optional<SubmissionId> last(Handle handle, AgencyId agency) {
    return ids(handle, new AgencyNumbers(handle).find(agency).orElse(0)).stream().filter(id -> known(handle, id).receipt() != null).findFirst()
        .map(id -> new SubmissionId(Digest.ofBytes(id)));
  }

  /// Begins a submission, in place of any other that its agency is staging.
  void begin(Handle handle, Manifest manifest, LocalDate today) {
    int agency = new AgencyNumbers(handle).of(manifest.agency());
    for (byte[] other : ids(handle, agency)) {
      if (known(handle, other).receipt() == null || Digest.ofBytes(other).equals(manifest.id().digest())) {
        remove(handle, other);
      }
    }
    put(handle, agency, new Known(manifest, today, null));
  }

  /// Remembers the receipt, forgets the parts, and the submission committed before.
  void commit(Handle handle, Manifest manifest, LocalDate today, Receipt receipt) {
    int agency = new AgencyNumbers(handle).of(manifest.agency());
    for (byte[] other : ids(handle, agency)) {
      remove(handle, other);
    }
    put(handle, agency, new Known(manifest, today, receipt));
  }

  /// Removes submissions that were begun before a day and never committed.
  ///
  /// @return how many
  int removeStagedBefore(Handle handle, LocalDate day) {
    int removed = 0;
    for (byte[] id : handle.createQuery("SELECT id FROM submission").mapTo(byte[].class).list()) {
      Known known = known(handle, id);
      if (known.receipt() == null && known.touched().isBefore(day)) {
        remove(handle, id);
        removed++;
      }
    }
    return removed;
  }

  /// Keeps a part; one that is in already stays.
  ///
  /// @param bytes a [StagedPart]
  void putPart(Handle handle, SubmissionId id, int number, byte[] bytes) {
    byte[] key = id.digest().toBytes();
    handle.createUpdate("INSERT INTO submission_part (submission, number, sealed) VALUES (:id, :number, :sealed) ON CONFLICT DO NOTHING")
        .bind("id", key).bind("number", number).bind("sealed", sealing.seal(place(key, number), bytes)).execute();
  }

  /// Forgets all parts that are in, of every submission.
  void removeParts(Handle handle) {
    handle.execute("DELETE FROM submission_part");
  }

  /// The numbers of the parts that are in.
  SortedSet<Integer> parts(Handle handle, SubmissionId id) {
    return new TreeSet<>(handle.createQuery("SELECT number FROM submission_part WHERE submission = :id").bind("id", id.digest().toBytes())
        .mapTo(Integer.class).list());
  }

  /// The bytes of a part that is in, a [StagedPart].
  byte[] part(Handle handle, SubmissionId id, int number) {
    byte[] key = id.digest().toBytes();
    byte[] sealed = handle.createQuery("SELECT sealed FROM submission_part WHERE submission = :id AND number = :number").bind("id", key)
        .bind("number", number).mapTo(byte[].class).one();
    return sealing.open(place(key, number), sealed);
  }

  /// The feeds of all agencies that ever committed.
  public Map<AgencyId, Feed> feeds(Handle handle) {
    Map<AgencyId, Feed> feeds = new HashMap<>();
    handle.createQuery("SELECT agency.id AS id, feed.sealed AS sealed FROM feed JOIN agency ON agency.number = feed.agency")
        .map((row, _) -> Map.entry(row.getString("id"), row.getBytes("sealed"))).forEach(entry -> {
          ByteBuffer plain = ByteBuffer.wrap(sealing.open(sealing.name(entry.getKey()), entry.getValue()));
          LocalDate asOf = LocalDate.ofEpochDay(plain.getLong());
          int state = plain.get();
          feeds.put(new AgencyId(entry.getKey()), new Feed(asOf, (state & RESYNCING) != 0, (state & NOT_INDEXED) == 0));
        });
    return feeds;
  }

  /// Sets the state of an agency's feed.
  void putFeed(Handle handle, AgencyId agency, Feed feed) {
    int state = (feed.resyncing() ? RESYNCING : 0) | (feed.indexed() ? 0 : NOT_INDEXED);
    byte[] plain = ByteBuffer.allocate(9).putLong(feed.asOf().toEpochDay()).put((byte) state).array();
    handle.createUpdate("INSERT INTO feed (agency, sealed) VALUES (:agency, :sealed) ON CONFLICT (agency) DO UPDATE SET sealed = excluded.sealed")
        .bind("agency", new AgencyNumbers(handle).of(agency)).bind("sealed", sealing.seal(sealing.name(agency.value()), plain)).execute();
  }

  private static List<byte[]> ids(Handle handle, int agency) {
    return handle.createQuery("SELECT id FROM submission WHERE agency = :agency").bind("agency", agency).mapTo(byte[].class).list();
  }

  private static void remove(Handle handle, byte[] id) {
    handle.createUpdate("DELETE FROM submission WHERE id = :id").bind("id", id).execute();
  }

  private Known known(Handle handle, byte[] id) {
    return known(sealing.open(id, handle.createQuery("SELECT sealed FROM submission WHERE id = :id").bind("id", id).mapTo(byte[].class).one()));
  }

  private void put(Handle handle, int agency, Known known) {
    byte[] id = known.manifest().id().digest().toBytes();
    byte[] manifest = known.manifest().toBytes();
    byte[] receipt = known.receipt() == null ? new byte[0] : known.receipt().toBytes();
    int length = 4 + manifest.length + 8 + 4 + receipt.length;
    ByteBuffer plain = ByteBuffer.allocate((length + UNIT - 1) / UNIT * UNIT);
    plain.putInt(manifest.length).put(manifest).putLong(known.touched().toEpochDay()).putInt(receipt.length).put(receipt);
    handle.createUpdate("INSERT INTO submission (id, agency, sealed) VALUES (:id, :agency, :sealed)").bind("id", id).bind("agency", agency)
        .bind("sealed", sealing.seal(id, plain.array())).execute();
  }

  private static Known known(byte[] plain) {
    ByteBuffer in = ByteBuffer.wrap(plain);
    Manifest manifest = Manifest.parse(bytes(in)).orThrow();
    LocalDate touched = LocalDate.ofEpochDay(in.getLong());
    byte[] receipt = bytes(in);
    return new Known(manifest, touched, receipt.length == 0 ? null : Receipt.parse(receipt).orThrow());
  }

  private static byte[] bytes(ByteBuffer in) {
    byte[] bytes = new byte[in.getInt()];
    in.get(bytes);
    return bytes;
  }

  private static byte[] place(byte[] id, int number) {
    return ByteBuffer.allocate(Digest.BYTES + 4).put(id).putInt(number).array();
  }
}
