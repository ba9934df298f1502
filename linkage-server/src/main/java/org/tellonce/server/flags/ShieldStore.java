package org.tellonce.server.flags;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;
import org.tellonce.server.submission.Withdrawals;

/// Which records are shielded. A shield outlives the record that it stands over, and an epoch; neither agency nor token can be read in the file.
///
/// @see "flags.md, Shield"
public final class ShieldStore implements Withdrawals.Forgetting {
  private final Sealing sealing;

  /// @param key the index key
  public ShieldStore(IndexKey key, SecureRandom random) {
    this.sealing = new Sealing(key, "shield", random);
  }

  /// Which records nobody else is shown at a moment, as this transaction sees it.
  Predicate<RecordRef> at(Handle handle, Instant now) {
    if (!handle.createQuery("SELECT EXISTS (SELECT 1 FROM shield)").mapTo(Boolean.class).one()) {
      return _ -> false;
    }
    return record -> liftedUntil(handle, record).filter(until -> !now.isBefore(until)).isPresent();
  }

  /// Until when the shield over a record is lifted, if it has one; one that never was is lifted until 1970.
  Optional<Instant> liftedUntil(Handle handle, RecordRef record) {
    byte[] name = name(record);
    return handle.createQuery("SELECT sealed FROM shield WHERE name = :name").bind("name", name).map((row, _) -> Instant.ofEpochSecond(ByteBuffer
        .wrap(sealing.open(name, row.getBytes("sealed"))).getLong())).findOne();
  }

  /// Shields a record.
  ///
  /// @param until when it is lifted until; 1970 if it is not
  void put(Handle handle, RecordRef record, Instant until) {
    byte[] name = name(record);
    handle.execute("INSERT INTO shield (name, sealed) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed", name, sealing.seal(
        name, ByteBuffer.allocate(Long.BYTES).putLong(until.getEpochSecond()).array()));
  }

  /// Ends a shield.
  void remove(Handle handle, RecordRef record) {
    handle.createUpdate("DELETE FROM shield WHERE name = :name").bind("name", name(record)).execute();
  }

  /// The shield of a record that was withdrawn for ever goes with it.
  @Override
  public void forget(Handle handle, Set<RecordRef> withdrawn, boolean forEver, LocalDate today) {
    if (forEver) {
      withdrawn.forEach(record -> remove(handle, record));
    }
  }

  private byte[] name(RecordRef record) {
    return sealing.name(record.agency().value() + "\0" + record.token());
  }
}
