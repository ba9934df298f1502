package org.tellonce.server.flags;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.FlagChange;
import org.tellonce.protocol.flags.FlagPage;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;
import org.tellonce.server.submission.Withdrawals;

/// The feed of each agency's flags: of each record that ever had one its last change, under a number that only rises.
public final class FlagStore implements Withdrawals.Forgetting {
  private final Sealing sealing;

  /// @param key the index key
  public FlagStore(IndexKey key, SecureRandom random) {
    this.sealing = new Sealing(key, "flag_change", random);
  }

  private record Change(long seq, FlagChange change) {}

  /// The last change of each record of an agency.
  Map<RecordToken, FlagChange> last(Handle handle, AgencyId agency) {
    Map<RecordToken, FlagChange> last = new TreeMap<>();
    after(handle, agency, 0, Integer.MAX_VALUE).forEach(change -> last.put(change.change().token(), change.change()));
    return last;
  }

  /// Appends changes, each in place of the record's change before.
  void append(Handle handle, AgencyId agency, List<FlagChange> changes) {
    if (changes.isEmpty()) {
      return;
    }
    int number = new AgencyNumbers(handle).of(agency);
    long seq = highest(handle, number);
    PreparedBatch batch = handle.prepareBatch("INSERT INTO flag_change (agency, seq, name, sealed) VALUES (:agency, :seq, :name, :sealed) "
        + "ON CONFLICT (name) DO UPDATE SET seq = excluded.seq, sealed = excluded.sealed");
    for (FlagChange change : changes) {
      byte[] name = name(number, change.token());
      byte[] plain = ByteBuffer.allocate(RecordToken.BYTES + 1 + 8).put(change.token().toBytes()).put((byte) (change.askFirst() ? 1 : 0))
          .putLong(change.since().toEpochDay()).array();
      batch.bind("agency", number).bind("seq", ++seq).bind("name", name).bind("sealed", sealing.seal(name, plain)).add();
    }
    batch.execute();
  }

  /// A withdrawn record has no flag from the moment of its withdrawal: its last change says so, whoever asks next.
  @Override
  public void forget(Handle handle, Set<RecordRef> withdrawn, boolean forEver, LocalDate today) {
    var agencies = new AgencyNumbers(handle);
    for (RecordRef ref : withdrawn) {
      int number = agencies.find(ref.agency()).orElse(0);
      byte[] name = name(number, ref.token());
      boolean flagged = handle.createQuery("SELECT sealed FROM flag_change WHERE name = :name").bind("name", name)
          .map((row, _) -> change(sealing.open(name, row.getBytes("sealed")))).findOne().map(FlagChange::askFirst).orElse(false);
      if (flagged) {
        append(handle, ref.agency(), List.of(new FlagChange(ref.token(), false, today)));
      }
    }
  }

  /// The changes after a cursor; all of them if the cursor was never given out by this database, which then is an older one restored.
  FlagPage page(Handle handle, AgencyId agency, long cursor) {
    long highest = highest(handle, new AgencyNumbers(handle).find(agency).orElse(0));
    long from = cursor > highest ? 0 : cursor;
    List<Change> changes = after(handle, agency, from, FlagPage.MAX_CHANGES + 1);
    boolean more = changes.size() > FlagPage.MAX_CHANGES;
    List<Change> page = more ? changes.subList(0, FlagPage.MAX_CHANGES) : changes;
    return new FlagPage(page.stream().map(Change::change).toList(), page.isEmpty() ? from : page.getLast().seq(), more);
  }

  private static long highest(Handle handle, int agency) {
    return handle.createQuery("SELECT coalesce(max(seq), 0) FROM flag_change WHERE agency = :agency").bind("agency", agency).mapTo(Long.class).one();
  }

  private List<Change> after(Handle handle, AgencyId agency, long seq, int most) {
    int number = new AgencyNumbers(handle).find(agency).orElse(0);
    return handle.createQuery("SELECT seq, name, sealed FROM flag_change WHERE agency = :agency AND seq > :seq ORDER BY seq LIMIT :most")
        .bind("agency", number).bind("seq", seq).bind("most", most)
        .map((row, _) -> new Change(row.getLong("seq"), change(sealing.open(row.getBytes("name"), row.getBytes("sealed"))))).list();
  }

  private static FlagChange change(byte[] plain) {
    ByteBuffer in = ByteBuffer.wrap(plain);
    return new FlagChange(new RecordToken(in.getLong(), in.getLong()), in.get() != 0, LocalDate.ofEpochDay(in.getLong()));
  }

  private byte[] name(int agency, RecordToken token) {
    return sealing.name(ByteBuffer.allocate(2 + RecordToken.BYTES).putShort((short) agency).put(token.toBytes()).array());
  }
}
