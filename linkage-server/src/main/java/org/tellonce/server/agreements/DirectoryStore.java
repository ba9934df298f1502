package org.tellonce.server.agreements;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.time.LocalDate;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.PreparedBatch;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.Directory;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.Sealing;

/// Each agency's directory, a row for each user, and which users are locked. No pseudonym can be read in the file.
public final class DirectoryStore {
  private static final int USER_BYTES = 256;

  private final Sealing directories;
  private final Sealing users;
  private final Sealing locks;

  /// @param key the index key
  public DirectoryStore(IndexKey key, SecureRandom random) {
    this.directories = new Sealing(key, "directory", random);
    this.users = new Sealing(key, "directory_user", random);
    this.locks = new Sealing(key, "user_lock", random);
  }

  /// A directory that is there.
  record Held(long number, Digest digest) {}

  /// The directory of an agency, if it sent one.
  Optional<Held> held(Handle handle, AgencyId agency) {
    int number = new AgencyNumbers(handle).find(agency).orElse(0);
    return handle.createQuery("SELECT number, sealed FROM directory WHERE agency = :agency").bind("agency", number).map((row, _) -> new Held(row
        .getLong("number"), Digest.ofBytes(directories.open(place(number), row.getBytes("sealed"))))).findOne();
  }

  /// Puts a directory in the place of the one before.
  public void replace(Handle handle, AgencyId agency, Directory directory) {
    int number = new AgencyNumbers(handle).of(agency);
    handle.execute("INSERT INTO directory (agency, number, sealed) VALUES (?, ?, ?) ON CONFLICT (agency) DO UPDATE SET number = excluded.number, "
        + "sealed = excluded.sealed", number, directory.number(), directories.seal(place(number), directory.digest().toBytes()));
    handle.execute("DELETE FROM directory_user WHERE agency = ?", number);
    if (directory.users().isEmpty()) {
      return;
    }
    PreparedBatch batch = handle.prepareBatch("INSERT INTO directory_user (name, agency, sealed) VALUES (:name, :agency, :sealed)");
    for (DirectoryUser user : directory.users()) {
      byte[] name = name(users, agency, user.user());
      batch.bind("name", name).bind("agency", number).bind("sealed", users.seal(name, bytes(user))).add();
    }
    batch.execute();
  }

  /// The user of an agency, if its directory names one.
  Optional<DirectoryUser> find(Handle handle, AgencyId agency, String user) {
    byte[] name = name(users, agency, user);
    return handle.createQuery("SELECT sealed FROM directory_user WHERE name = :name").bind("name", name).map((row, _) -> user(users.open(name, row
        .getBytes("sealed")))).findOne();
  }

  /// The day on which a user was locked, if they still are.
  Optional<LocalDate> lockedOn(Handle handle, AgencyId agency, String user) {
    byte[] name = name(locks, agency, user);
    return handle.createQuery("SELECT sealed FROM user_lock WHERE name = :name").bind("name", name).map((row, _) -> LocalDate.ofEpochDay(ByteBuffer
        .wrap(locks.open(name, row.getBytes("sealed"))).getLong())).findOne();
  }

  /// Locks a user from a day on.
  void lock(Handle handle, AgencyId agency, String user, LocalDate day) {
    byte[] name = name(locks, agency, user);
    handle.execute("INSERT INTO user_lock (name, agency, sealed) VALUES (?, ?, ?) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed", name,
        new AgencyNumbers(handle).of(agency), locks.seal(name, ByteBuffer.allocate(Long.BYTES).putLong(day.toEpochDay()).array()));
  }

  /// Ends a lock.
  void unlock(Handle handle, AgencyId agency, String user) {
    handle.createUpdate("DELETE FROM user_lock WHERE name = :name").bind("name", name(locks, agency, user)).execute();
  }

  /// Its JSON behind its length, always as many bytes.
  private static byte[] bytes(DirectoryUser user) {
    byte[] json = user.toBytes();
    return ByteBuffer.allocate(USER_BYTES).putInt(json.length).put(json).array();
  }

  private static DirectoryUser user(byte[] padded) {
    ByteBuffer in = ByteBuffer.wrap(padded);
    byte[] json = new byte[in.getInt()];
    in.get(json);
    return DirectoryUser.JSON.parse(json, USER_BYTES).orThrow();
  }

  private static byte[] place(int agency) {
    return ByteBuffer.allocate(Integer.BYTES).putInt(agency).array();
  }

  private static byte[] name(Sealing sealing, AgencyId agency, String user) {
    return sealing.name((agency.value() + "\0" + user).getBytes(UTF_8));
  }
}
