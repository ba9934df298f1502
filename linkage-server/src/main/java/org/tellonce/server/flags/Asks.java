package org.tellonce.server.flags;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.LocalDate;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Limits;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;

/// How often agencies and users have asked on the collaborative's day: openings and look-ups, empty answers too. It stands in the database, so that no restart gives a
/// budget back.
///
/// @see "flags.md, Guards"
public final class Asks {
  private final Sealing sealing;

  /// @param key the index key
  public Asks(IndexKey key, SecureRandom random) {
    this.sealing = new Sealing(key, "ask_count", random);
  }

  /// Whether one more would not be one too many; nothing is counted.
  ///
  /// @param limits how many an agency and one of its users have a day
  boolean isLeft(Handle handle, AgencyId agency, String user, LocalDate today, Limits limits) {
    return count(handle, ofAgency(agency), today).asked() < limits.asksPerDay() && count(handle, ofUser(agency, user), today).asked() < limits
        .asksPerUserDay();
  }

  /// Counts one more, unless that is one too many. A question of a day that is over for the count already counts as one of the count's day: no late one gives a budget
  /// back.
  ///
  /// @param limits how many an agency and one of its users have a day
  /// @return whether it was counted
  boolean count(Handle handle, AgencyId agency, String user, LocalDate today, Limits limits) {
    byte[] ofAgency = ofAgency(agency);
    byte[] ofUser = ofUser(agency, user);
    Count agencyCount = count(handle, ofAgency, today);
    Count userCount = count(handle, ofUser, today);
    if (agencyCount.asked() >= limits.asksPerDay() || userCount.asked() >= limits.asksPerUserDay()) {
      return false;
    }
    put(handle, ofAgency, agencyCount.oneMore());
    put(handle, ofUser, userCount.oneMore());
    return true;
  }

  private byte[] ofAgency(AgencyId agency) {
    return sealing.name(agency.value());
  }

  private byte[] ofUser(AgencyId agency, String user) {
    return sealing.name(agency.value() + "\0" + user);
  }

  /// How often somebody has asked on a day.
  private record Count(LocalDate day, int asked) {
    Count oneMore() {
      return new Count(day, asked + 1);
    }
  }

  /// The count of a day, or of the newer one that was counted already.
  private Count count(Handle handle, byte[] name, LocalDate today) {
    return handle.createQuery("SELECT sealed FROM ask_count WHERE name = :name").bind("name", name).map((row, _) -> {
      ByteBuffer plain = ByteBuffer.wrap(sealing.open(name, row.getBytes("sealed")));
      return new Count(LocalDate.ofEpochDay(plain.getLong()), plain.getInt());
    }).findOne().filter(count -> !count.day().isBefore(today)).orElseGet(() -> new Count(today, 0));
  }

  private void put(Handle handle, byte[] name, Count count) {
    byte[] plain = ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(count.day().toEpochDay()).putInt(count.asked()).array();
    handle.execute("INSERT INTO ask_count (name, sealed) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed", name, sealing
        .seal(name, plain));
  }
}
