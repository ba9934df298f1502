package org.tellonce.server.database;

import java.nio.ByteBuffer;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Collection;
import java.util.function.Consumer;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/// A table of two columns, `name` and `sealed`: values by keys, of which the file shows neither. The name is a keyed one, the value padded to a multiple of a
/// unit, so that its length tells little, and sealed for this name.
public final class SealedTable {
  private final String table;
  private final Sealing sealing;
  private final int unit;

  /// @param table also the use of the sealing: [#SealedTable] of another table has other keys
  /// @param unit what plain values are padded to multiples of, in bytes
  public SealedTable(String table, Sealing sealing, int unit) {
    this.table = table;
    this.sealing = sealing;
    this.unit = unit;
  }

  /// Brings the rows of these keys into memory, as far as they are there, for [Open#get] and [Open#put] to find.
  public void readAhead(ReadAhead readAhead, Collection<byte[]> keys) {
    readAhead.rows("SELECT length(sealed) FROM " + table + " WHERE name = ?", () -> keys.parallelStream().map(sealing::name).sorted(
        Arrays::compareUnsigned).toList());
  }

  /// Removes every row, also those of another key.
  public void clear(Handle handle) {
    handle.execute("DELETE FROM " + table);
  }

  /// The table within one transaction; to be closed before its end.
  public Open open(Handle handle) {
    return new Open(handle);
  }

  /// The table within one transaction.
  public final class Open implements AutoCloseable {
    private final PreparedStatement select;
    private final PreparedStatement upsert;
    private final PreparedStatement delete;
    private final PreparedStatement all;

    private Open(Handle handle) {
      var connection = handle.getConnection();
      try {
        select = connection.prepareStatement("SELECT sealed FROM " + table + " WHERE name = ?");
        upsert = connection.prepareStatement("INSERT INTO " + table
            + " (name, sealed) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET sealed = excluded.sealed");
        delete = connection.prepareStatement("DELETE FROM " + table + " WHERE name = ?");
        all = connection.prepareStatement("SELECT name, sealed FROM " + table);
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// The value of a key, if there is one; whatever padding came after it is in the buffer, but behind its limit.
    public @Nullable ByteBuffer get(byte[] key) {
      byte[] name = sealing.name(key);
      try {
        select.setBytes(1, name);
        try (ResultSet rows = select.executeQuery()) {
          return rows.next() ? plain(name, rows.getBytes(1)) : null;
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// Sets the value of a key.
    public void put(byte[] key, byte[] value) {
      byte[] name = sealing.name(key);
      byte[] padded = new byte[(4 + value.length + unit - 1) / unit * unit];
      ByteBuffer.wrap(padded).putInt(value.length).put(value);
      try {
        upsert.setBytes(1, name);
        upsert.setBytes(2, sealing.seal(name, padded));
        upsert.executeUpdate();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// Removes a key and its value, if it is there.
    ///
    /// @return whether it was
    public boolean remove(byte[] key) {
      try {
        delete.setBytes(1, sealing.name(key));
        return delete.executeUpdate() > 0;
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// Opens one value, if there is any.
    public boolean openOne() {
      try (ResultSet rows = all.executeQuery()) {
        return rows.next() && plain(rows.getBytes(1), rows.getBytes(2)).hasRemaining();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    /// Gives every value, in no order that means anything.
    public void forEach(Consumer<ByteBuffer> consumer) {
      try (ResultSet rows = all.executeQuery()) {
        while (rows.next()) {
          consumer.accept(plain(rows.getBytes(1), rows.getBytes(2)));
        }
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }

    private ByteBuffer plain(byte[] name, byte[] sealed) {
      ByteBuffer padded = ByteBuffer.wrap(sealing.open(name, sealed));
      int length = padded.getInt();
      return padded.slice(4, length);
    }

    @Override
    public void close() {
      try {
        select.close();
        upsert.close();
        delete.close();
        all.close();
      } catch (SQLException e) {
        throw new IllegalStateException(e);
      }
    }
  }
}
