package org.tellonce.server.submission;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
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

/// Submissions with their parts, and the state of each agency's feed. In each epoch an agency has at most one submission being staged, and the last one committed,
/// whose receipt is repeated. An older one that comes again is a new submission: what was between may have changed it back.
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

  /// The submission of an agency for an epoch that was committed last.
  public Optional<SubmissionId> last(Handle handle, AgencyId agency, long epoch) {
    return all(handle, new AgencyNumbers(handle).find(agency).orElse(0), epoch).stream().filter(known -> known.receipt() != null).findFirst()
        .map(known -> known.manifest().id());
  }

  /// The committed submissions that are known, of each agency and epoch the last, with whose they are.
  public Map<SubmissionId, AgencyId> committed(Handle handle) {
    Map<SubmissionId, AgencyId> committed = new HashMap<>();
    for (byte[] id : handle.createQuery("SELECT id FROM submission").mapTo(byte[].class).list()) {
      Known known = known(handle, id);
      if (known.receipt() != null) {
        committed.put(known.manifest().id(), known.manifest().agency());
      }
    }
    return committed;
  }

  /// The epoch of the submission that an agency committed last, in a database from before there were several.
  OptionalLong lastEpoch(Handle handle, AgencyId agency) {
    return ids(handle, new AgencyNumbers(handle).find(agency).orElse(0)).stream().map(id -> known(handle, id)).filter(known -> known
        .receipt() != null).mapToLong(known -> known.manifest().epoch()).max();
  }

  /// Forgets all submissions and feeds of an epoch.
  void forget(Handle handle, long epoch) {
    for (byte[] id : handle.createQuery("SELECT id FROM submission").mapTo(byte[].class).list()) {
      if (known(handle, id).manifest().epoch() == epoch) {
        remove(handle, id);
      }
    }
    handle.execute("DELETE FROM epoch_feed WHERE epoch = ?", epoch);
  }

  /// Begins a submission, in place of any other that its agency is staging for the same epoch.
  void begin(Handle handle, Manifest manifest, LocalDate today) {
    int agency = new AgencyNumbers(handle).of(manifest.agency());
    for (Known other : all(handle, agency, manifest.epoch())) {
      if (other.receipt() == null || other.manifest().id().equals(manifest.id())) {
        remove(handle, other.manifest().id().digest().toBytes());
      }
    }
    put(handle, agency, new Known(manifest, today, null));
  }

  /// Remembers the receipt, forgets the parts, and the submission committed before for the same epoch.
  void commit(Handle handle, Manifest manifest, LocalDate today, Receipt receipt) {
    int agency = new AgencyNumbers(handle).of(manifest.agency());
    all(handle, agency, manifest.epoch()).forEach(other -> remove(handle, other.manifest().id().digest().toBytes()));
    put(handle, agency, new Known(manifest, today, receipt));
  }

  /// Removes submissions that were begun before a day and never committed.
  ///
  /// @return how many
  int removeStagedBefore(Handle handle, LocalDate day) {
    List<byte[]> staged = stagedBefore(handle, day);
    staged.forEach(id -> remove(handle, id));
    return staged.size();
  }

  /// The keys of submissions that were begun and not touched since a day, and never committed.
  List<byte[]> stagedBefore(Handle handle, LocalDate day) {
    return handle.createQuery("SELECT id FROM submission").mapTo(byte[].class).list().stream().filter(id -> {
      Known known = known(handle, id);
      return known.receipt() == null && known.touched().isBefore(day);
    }).toList();
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

  /// Forgets all submissions and feeds of an agency.
  void forget(Handle handle, AgencyId agency) {
    int number = new AgencyNumbers(handle).of(agency);
    handle.execute("DELETE FROM submission WHERE agency = ?", number);
    handle.execute("DELETE FROM epoch_feed WHERE agency = ?", number);
  }

  /// The feeds of all agencies that ever committed.
  public Feeds feeds(Handle handle) {
    Map<AgencyId, SortedMap<Long, Feed>> feeds = new HashMap<>();
    handle.createQuery("SELECT agency.id AS id, epoch, sealed FROM epoch_feed JOIN agency ON agency.number = epoch_feed.agency")
        .map((row, _) -> new Stored(new AgencyId(row.getString("id")), row.getLong("epoch"), row.getBytes("sealed"))).forEach(stored -> feeds
            .computeIfAbsent(stored.agency(), _ -> new TreeMap<>()).put(stored.epoch(), feed(sealing.open(place(stored.agency(), stored.epoch()),
                stored.sealed()))));
    return new Feeds(feeds);
  }

  /// The feeds of a database from before there were several epochs.
  Map<AgencyId, Feed> feedsOfBefore(Handle handle) {
    Map<AgencyId, Feed> feeds = new TreeMap<>();
    handle.createQuery("SELECT agency.id AS id, feed.sealed AS sealed FROM feed JOIN agency ON agency.number = feed.agency")
        .map((row, _) -> Map.entry(row.getString("id"), row.getBytes("sealed")))
        .forEach(entry -> feeds.put(new AgencyId(entry.getKey()), feed(sealing.open(sealing.name(entry.getKey()), entry.getValue()))));
    return feeds;
  }

  /// Forgets the feeds of before: they stand among the others now.
  void forgetFeedsOfBefore(Handle handle) {
    handle.execute("DELETE FROM feed");
  }

  @SuppressWarnings("ArrayRecordComponent")
  private record Stored(AgencyId agency, long epoch, byte[] sealed) {}

  private byte[] place(AgencyId agency, long epoch) {
    return sealing.name(agency.value() + " " + epoch);
  }

  private static Feed feed(byte[] plain) {
    ByteBuffer in = ByteBuffer.wrap(plain);
    LocalDate asOf = LocalDate.ofEpochDay(in.getLong());
    int state = in.get();
    return new Feed(asOf, (state & RESYNCING) != 0, (state & NOT_INDEXED) == 0);
  }

  /// Sets the state of an agency's feed in an epoch.
  void putFeed(Handle handle, AgencyId agency, long epoch, Feed feed) {
    int state = (feed.resyncing() ? RESYNCING : 0) | (feed.indexed() ? 0 : NOT_INDEXED);
    byte[] plain = ByteBuffer.allocate(9).putLong(feed.asOf().toEpochDay()).put((byte) state).array();
    handle.createUpdate("INSERT INTO epoch_feed (agency, epoch, sealed) VALUES (:agency, :epoch, :sealed) ON CONFLICT (agency, epoch) DO UPDATE SET "
        + "sealed = excluded.sealed").bind("agency", new AgencyNumbers(handle).of(agency)).bind("epoch", epoch)
        .bind("sealed", sealing.seal(place(agency, epoch), plain)).execute();
  }

  private List<Known> all(Handle handle, int agency, long epoch) {
    return ids(handle, agency).stream().map(id -> known(handle, id)).filter(known -> known.manifest().epoch() == epoch).toList();
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
