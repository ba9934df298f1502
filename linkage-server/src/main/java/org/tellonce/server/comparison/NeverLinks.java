package org.tellonce.server.comparison;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.SealedTable;
import org.tellonce.server.database.Sealing;

/// The pairs that people have corrected: *that was not the same person*. They stand by record tokens under the index key, not under an epoch's, so they outlive every
/// encoding. Each record has one sealed list of the others; the file does not show which lists belong together, nor whose they are.
///
/// @see "comparison.md, Decision; flags.md, Correction"
public final class NeverLinks {
  /// Four pairs: few records have more.
  private static final int UNIT = 4 + 5 * RefBytes.BYTES;

  private final SealedTable table;
  private final Changes changes = new Changes();

  /// @param key the index key
  public NeverLinks(IndexKey key, SecureRandom random) {
    this.table = new SealedTable("never_link", new Sealing(key, "never_link", random), UNIT);
  }

  /// The pairs as a transaction sees them; each record is read once, and none if there is no pair at all.
  NeverLinked in(Handle handle) {
    if (!handle.createQuery("SELECT EXISTS (SELECT 1 FROM never_link)").mapTo(Boolean.class).one()) {
      return NeverLinked.NONE;
    }
    var refs = new RefBytes(new AgencyNumbers(handle));
    Map<RecordRef, Set<RecordRef>> known = new HashMap<>();
    return record -> known.computeIfAbsent(record, asked -> {
      try (SealedTable.Open open = table.open(handle)) {
        return read(open, refs, asked);
      }
    });
  }

  /// All pairs, for any thread.
  NeverLinked all(Handle handle) {
    var refs = new RefBytes(new AgencyNumbers(handle));
    Map<RecordRef, Set<RecordRef>> all = new HashMap<>();
    try (SealedTable.Open open = table.open(handle)) {
      open.forEach(list -> all.put(refs.get(list), partners(list, refs)));
    }
    return record -> all.getOrDefault(record, Set.of());
  }

  /// How often pairs were added or forgotten.
  long changes() {
    return changes.count();
  }

  /// Keeps a pair apart from now on. [OpenEpochs#separate] decides anew what it reaches.
  ///
  /// @throws IllegalArgumentException if it is one record
  void add(Handle handle, RecordRef a, RecordRef b) {
    if (a.equals(b)) {
      throw new IllegalArgumentException("one record is no pair");
    }
    changes.mark(handle);
    var refs = new RefBytes(new AgencyNumbers(handle));
    try (SealedTable.Open open = table.open(handle)) {
      Set<RecordRef> ofA = read(open, refs, a);
      ofA.add(b);
      write(open, refs, a, ofA);
      Set<RecordRef> ofB = read(open, refs, b);
      ofB.add(a);
      write(open, refs, b, ofB);
    }
  }

  /// Forgets all pairs of records that never come again.
  public void forget(Handle handle, Set<RecordRef> gone) {
    changes.mark(handle);
    var refs = new RefBytes(new AgencyNumbers(handle));
    try (SealedTable.Open open = table.open(handle)) {
      for (RecordRef record : gone) {
        for (RecordRef partner : read(open, refs, record)) {
          Set<RecordRef> left = read(open, refs, partner);
          left.remove(record);
          write(open, refs, partner, left);
        }
        write(open, refs, record, Set.of());
      }
    }
  }

  private static Set<RecordRef> read(SealedTable.Open open, RefBytes refs, RecordRef record) {
    ByteBuffer list = open.get(refs.of(record));
    if (list == null) {
      return new TreeSet<>();
    }
    refs.get(list);
    return partners(list, refs);
  }

  private static Set<RecordRef> partners(ByteBuffer list, RefBytes refs) {
    Set<RecordRef> partners = new TreeSet<>();
    while (list.hasRemaining()) {
      partners.add(refs.get(list));
    }
    return partners;
  }

  private static void write(SealedTable.Open open, RefBytes refs, RecordRef record, Set<RecordRef> partners) {
    if (partners.isEmpty()) {
      open.remove(refs.of(record));
      return;
    }
    ByteBuffer list = refs.put(ByteBuffer.allocate(RefBytes.BYTES * (1 + partners.size())), record);
    partners.forEach(partner -> refs.put(list, partner));
    open.put(refs.of(record), list.array());
  }
}
