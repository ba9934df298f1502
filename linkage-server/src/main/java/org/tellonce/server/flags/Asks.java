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
    return asked(handle, ofAgency(agency), today) < limits.asksPerDay() && asked(handle, ofUser(agency, user), today) < limits.asksPerUserDay();
  }

  /// Counts one more, unless that is one too many.
  ///
  /// @param limits how many an agency and one of its users have a day
  /// @return whether it was counted
  boolean count(Handle handle, AgencyId agency, String user, LocalDate today, Limits limits) {
    byte[] ofAgency = ofAgency(agency);
    byte[] ofUser = ofUser(agency, user);
    int agencyAsked = asked(handle, ofAgency, today);
    int userAsked = asked(handle, ofUser, today);
    if (agencyAsked >= limits.asksPerDay() || userAsked >= limits.asksPerUserDay()) {
      return false;
    }
    put(handle, ofAgency, today, agencyAsked + 1);
    put(handle, ofUser, today, userAsked + 1);
    return true;
  }

  private byte[] ofAgency(AgencyId agency) {
    return sealing.name(agency.value());
  }

  private byte[] ofUser(AgencyId agency, String user) {
    return sealing.name(agency.value() + "\0" + user);
  }

  private int asked(Handle handle, byte[] name, LocalDate today) {
    return handle.createQuery("SELECT sealed FROM ask_count WHERE name = :name").bind("name", name).map((row, _) -> {
      ByteBuffer plain = ByteBuffer.wrap(sealing.open(name, row.getBytes("sealed")));
      return plain.getLong() == today.toEpochDay() ? plain.getInt() : 0;
    }).findOne().orElse(0);
  }

  private void put(Handle handle, byte[] name, LocalDate today, int asked) {
    byte[] plain = ByteBuffer.allocate(Long.BYTES + Integer.BYTES).putLong(today.toEpochDay()).putInt(asked).array();
    handle.execute("INSERT INTO ask_count (name, sealed) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed", name, sealing
        .seal(name, plain));
  }
}
