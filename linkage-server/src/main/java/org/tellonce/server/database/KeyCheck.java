package org.tellonce.server.database;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// Holds a database and its index key together: a value sealed when the database is new is opened at every start. One write under another key would leave rows
/// that neither opens.
public final class KeyCheck {
  private static final byte[] PLACE = "key_check".getBytes(UTF_8);

  private final Sealing sealing;
  private final List<Witness> witnesses;

  /// A table whose rows tell whether a key is right, for databases that were made before there was a check value.
  @FunctionalInterface
  public interface Witness {

    /// Opens one of its rows.
    ///
    /// @return whether there was one
    /// @throws DamagedValueException if it does not open
    boolean open(Handle handle);
  }

  /// @param witnesses of which one has a row in every database that was ever written to
  public KeyCheck(IndexKey key, SecureRandom random, List<Witness> witnesses) {
    this.sealing = new Sealing(key, "key_check", random);
    this.witnesses = List.copyOf(witnesses);
  }

  /// Opens the check value, or seals it: in a new database, or in an older one of which a row opens.
  ///
  /// @throws Stop [ExitCode#KEY] if the key is not that of this database
  public void pass(Handle handle) {
    Optional<byte[]> sealed = handle.createQuery("SELECT sealed FROM key_check").mapTo(byte[].class).findOne();
    boolean fits = sealed.isPresent() ? opens(_ -> sealing.open(PLACE, sealed.get()).length > 0, handle).isPresent() : isNewOrOpens(handle);
    if (!fits) {
      throw new Stop(ExitCode.KEY, "index.key is not that of this database: restore it from your copy");
    }
    if (sealed.isEmpty()) {
      handle.execute("INSERT INTO key_check (one, sealed) VALUES (1, ?)", sealing.seal(PLACE, new byte[1]));
    }
  }

  /// One row that opens is enough: another may be damaged.
  private boolean isNewOrOpens(Handle handle) {
    List<Optional<Boolean>> opened = witnesses.stream().map(witness -> opens(witness, handle)).toList();
    return opened.contains(Optional.of(true)) || !opened.contains(Optional.<Boolean>empty());
  }

  /// Whether there was a row; nothing if it does not open.
  private static Optional<Boolean> opens(Witness witness, Handle handle) {
    try {
      return Optional.of(witness.open(handle));
    } catch (DamagedValueException e) {
      return Optional.empty();
    }
  }
}
