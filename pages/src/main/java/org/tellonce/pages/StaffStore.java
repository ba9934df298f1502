package org.tellonce.pages;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jdbi.v3.core.Handle;

/// Who may sign in, and how often each name was tried in vain lately.
public final class StaffStore {

  /// Its part of a [PrivateDatabase].
  public static final PrivateDatabase.Step SCHEMA = new PrivateDatabase.Step(StaffStore.class, "staff.sql");

  /// So many names are counted: whoever invents names must not fill the disk.
  private static final int MOST_NAMES = 1_000;

  private final PrivateDatabase database;

  public StaffStore(PrivateDatabase database) {
    this.database = database;
  }

  /// An account. **Secret**: prints `[redacted]`.
  ///
  /// @param password as [Passwords] keeps it
  /// @param lastStep the newest of [Totp]'s steps that was used
  record Account(String pseudonym, String password, Totp totp, long lastStep) {
    @Override
    public String toString() {
      return "Account[redacted]";
    }
  }

  /// Keeps an account, in the place of one of the same name; its wrong tries are forgotten.
  void put(String pseudonym, String password, Totp totp, Instant now) {
    database.write(handle -> {
      handle.createUpdate("INSERT OR REPLACE INTO staff (pseudonym, password, totp, last_step, changed)"
          + " VALUES (:pseudonym, :password, :totp, -1, :now)")
          .bind("pseudonym", pseudonym).bind("password", password).bind("totp", totp.bytes()).bind("now", now.getEpochSecond()).execute();
      forget(handle, pseudonym);
    });
  }

  /// Removes an account.
  ///
  /// @return whether there was one
  public boolean remove(String pseudonym) {
    return database.ask(handle -> handle.createUpdate("DELETE FROM staff WHERE pseudonym = :pseudonym").bind("pseudonym", pseudonym).execute() > 0);
  }

  /// Whether there is such an account.
  public boolean has(String pseudonym) {
    return find(pseudonym).isPresent();
  }

  /// Whether somebody who signed in at a moment may still be: the account is there, and was not changed since.
  public boolean stands(String pseudonym, Instant signedIn) {
    return database.ask(handle -> handle.createQuery("SELECT count(*) FROM staff WHERE pseudonym = :pseudonym AND changed <= :then").bind("pseudonym",
        pseudonym).bind("then", signedIn.getEpochSecond()).mapTo(Integer.class).one() > 0);
  }

  Optional<Account> find(String pseudonym) {
    return database.ask(handle -> handle.createQuery("SELECT pseudonym, password, totp, last_step FROM staff WHERE pseudonym = :pseudonym")
        .bind("pseudonym", pseudonym).map((row, _) -> new Account(row.getString(1), row.getString(2), Totp.of(row.getBytes(3)), row.getLong(4)))
        .findOne());
  }

  /// Notes that a step's digits were used.
  ///
  /// @return false if they, or newer ones, were used before
  boolean use(String pseudonym, long step) {
    return database.ask(handle -> handle.createUpdate("UPDATE staff SET last_step = :step WHERE pseudonym = :pseudonym AND last_step < :step")
        .bind("pseudonym", pseudonym).bind("step", step).execute() == 1);
  }

  /// Counts a try before anybody knows how it ends, so that many at once are counted too.
  ///
  /// @param most how many wrong ones in a row are allowed
  /// @return until when the name is locked, if it is; then this try is not counted
  Optional<Instant> count(String name, int most, Duration lock, Instant now) {
    return database.ask(handle -> {
      handle.createUpdate("DELETE FROM sign_in_try WHERE last <= :over").bind("over", now.minus(lock).getEpochSecond()).execute();
      Optional<Instant> locked = handle.createQuery("SELECT last FROM sign_in_try WHERE name = :name AND wrong >= :most").bind("name", name)
          .bind("most", most).mapTo(Long.class).findOne().map(last -> Instant.ofEpochSecond(last).plus(lock));
      if (locked.isEmpty()) {
        handle.createUpdate("INSERT INTO sign_in_try (name, wrong, last) VALUES (:name, 1, :now)"
            + " ON CONFLICT (name) DO UPDATE SET wrong = wrong + 1, last = :now").bind("name", name).bind("now", now.getEpochSecond()).execute();
        handle.createUpdate(
            "DELETE FROM sign_in_try WHERE name IN (SELECT name FROM sign_in_try ORDER BY wrong DESC, last DESC LIMIT -1 OFFSET :most)")
            .bind("most", MOST_NAMES).execute();
      }
      return locked;
    });
  }

  /// Forgets the wrong tries of a name.
  void forget(String name) {
    database.write(handle -> forget(handle, name));
  }

  private static void forget(Handle handle, String name) {
    handle.createUpdate("DELETE FROM sign_in_try WHERE name = :name").bind("name", name).execute();
  }
}
