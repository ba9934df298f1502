package org.tellonce.server.submission;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.SealedTable;
import org.tellonce.server.database.Sealing;

/// What was withdrawn, and is refused for ever. Neither agency nor token can be read in the file.
public final class TombstoneStore {
  private final SealedTable table;

  /// @param key the index key
  public TombstoneStore(IndexKey key, SecureRandom random) {
    this.table = new SealedTable("tombstone", new Sealing(key, "tombstone", random), 4 + 2 + RecordToken.BYTES);
  }

  /// Opens one of them, if there is any.
  public boolean openOne(Handle handle) {
    try (SealedTable.Open open = table.open(handle)) {
      return open.openOne();
    }
  }

  /// The tombstones of an agency.
  SortedSet<RecordToken> of(Handle handle, AgencyId agency) {
    var agencies = new AgencyNumbers(handle);
    SortedSet<RecordToken> tokens = new TreeSet<>();
    int number = agencies.find(agency).orElse(0);
    try (SealedTable.Open open = table.open(handle)) {
      open.forEach(stone -> {
        if (Short.toUnsignedInt(stone.getShort()) == number) {
          tokens.add(new RecordToken(stone.getLong(), stone.getLong()));
        }
      });
    }
    return tokens;
  }

  /// The tombstones of all agencies.
  public Map<AgencyId, SortedSet<RecordToken>> all(Handle handle) {
    var agencies = new AgencyNumbers(handle);
    Map<AgencyId, SortedSet<RecordToken>> all = new HashMap<>();
    try (SealedTable.Open open = table.open(handle)) {
      open.forEach(stone -> all.computeIfAbsent(agencies.agency(Short.toUnsignedInt(stone.getShort())), _ -> new TreeSet<>()).add(new RecordToken(
          stone.getLong(), stone.getLong())));
    }
    return all;
  }

  /// Sets one, if it is not there.
  void put(Handle handle, AgencyNumbers agencies, RecordRef ref) {
    byte[] bytes = ByteBuffer.allocate(2 + RecordToken.BYTES).putShort((short) agencies.of(ref.agency())).put(ref.token().toBytes()).array();
    try (SealedTable.Open open = table.open(handle)) {
      open.put(bytes, bytes);
    }
  }
}
