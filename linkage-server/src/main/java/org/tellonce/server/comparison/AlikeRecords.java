package org.tellonce.server.comparison;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.SealedTable;
import org.tellonce.server.database.Sealing;

/// The records of which too many of one agency look like one person, in any epoch: they wait, or somebody has confirmed them. They stand by record tokens under the index
/// key; the file shows how many there are, not whose.
///
/// Whether a record is among them is decided by candidates within its agency and by nothing else: not by whether it asks or is matched.
///
/// @see "flags.md, Guards"
public final class AlikeRecords {
  private static final byte APART = 0;
  private static final byte WAITS = 1;
  private static final byte CONFIRMED = 2;
  private static final int UNIT = 4 + RefBytes.BYTES + EpochIndex.PLACES;

  private final SealedTable table;
  private final AlikeListener listener;

  /// @param key the index key
  /// @param listener told of those that come to wait
  public AlikeRecords(IndexKey key, SecureRandom random, AlikeListener listener) {
    this.table = new SealedTable("alike", new Sealing(key, "alike", random), UNIT);
    this.listener = listener;
  }

  /// Which records wait, as this transaction sees it.
  public Predicate<RecordRef> waiting(Handle handle) {
    if (!isAny(handle)) {
      return _ -> false;
    }
    var refs = new RefBytes(new AgencyNumbers(handle));
    return record -> {
      try (SealedTable.Open open = table.open(handle)) {
        byte[] states = states(open, refs, record);
        for (byte state : states) {
          if (state == WAITS) {
            return true;
          }
        }
        return false;
      }
    };
  }

  /// Says that records wait no more, if they did.
  ///
  /// @return those that did, or were confirmed before, in the order in which they are given
  List<RecordRef> confirm(Handle handle, Collection<RecordRef> records) {
    var refs = new RefBytes(new AgencyNumbers(handle));
    List<RecordRef> confirmed = new ArrayList<>();
    try (SealedTable.Open open = table.open(handle)) {
      for (RecordRef record : records) {
        byte[] states = states(open, refs, record);
        boolean known = false;
        for (int place = 0; place < states.length; place++) {
          known |= states[place] != APART;
          states[place] = states[place] == WAITS ? CONFIRMED : states[place];
        }
        if (known) {
          confirmed.add(record);
          write(open, refs, record, states);
        }
      }
    }
    return confirmed;
  }

  /// What becomes of records in an epoch when candidates have changed.
  ///
  /// @param place of the epoch
  /// @param touched the records of each candidate that was added, removed or altered, and others
  /// @param renewed records whose rows have changed: what was confirmed of them holds no more
  /// @param next the records of its agency that one hangs together with directly
  void decide(Handle handle, int place, Set<RecordRef> touched, Set<RecordRef> renewed, Function<RecordRef, ? extends Collection<RecordRef>> next) {
    var refs = new RefBytes(new AgencyNumbers(handle));
    try (SealedTable.Open open = table.open(handle)) {
      Map<RecordRef, byte[]> known = isAny(handle) ? all(open, refs) : new HashMap<>();
      Set<RecordRef> seen = new HashSet<>();
      for (RecordRef record : touched) {
        // Hardly any record of a night looks like another of its agency.
        if (!seen.contains(record) && (known.containsKey(record) || !next.apply(record).isEmpty())) {
          Set<RecordRef> together = Alike.together(record, next);
          seen.addAll(together);
          boolean tooMany = together.size() > Alike.MOST;
          List<RecordRef> came = new ArrayList<>();
          for (RecordRef member : together) {
            byte[] before = known.getOrDefault(member, new byte[EpochIndex.PLACES]);
            byte[] after = before.clone();
            after[place] = tooMany ? among(before, place, renewed.contains(member)) : APART;
            if (!java.util.Arrays.equals(before, after)) {
              write(open, refs, member, after);
            }
            if (after[place] == WAITS && !isWaiting(before)) {
              came.add(member);
            }
          }
          if (!came.isEmpty()) {
            listener.came(handle, came.stream().sorted().toList(), together.size());
          }
        }
      }
    }
  }

  /// What a record that hangs together with too many is from now on in one epoch. What was confirmed in another epoch says nothing: nobody can tell whether the rows
  /// here are of the same person.
  private static byte among(byte[] before, int place, boolean renewed) {
    return !renewed && before[place] == CONFIRMED ? CONFIRMED : WAITS;
  }

  private static boolean isWaiting(byte[] states) {
    for (byte state : states) {
      if (state == WAITS) {
        return true;
      }
    }
    return false;
  }

  /// Forgets what an epoch says.
  void clear(Handle handle, int place) {
    if (isAny(handle)) {
      var refs = new RefBytes(new AgencyNumbers(handle));
      try (SealedTable.Open open = table.open(handle)) {
        all(open, refs).forEach((record, states) -> {
          states[place] = APART;
          write(open, refs, record, states);
        });
      }
    }
  }

  /// Every record that waits or is confirmed, in any epoch.
  Set<RecordRef> all(Handle handle) {
    try (SealedTable.Open open = table.open(handle)) {
      return all(open, new RefBytes(new AgencyNumbers(handle))).keySet();
    }
  }

  private static boolean isAny(Handle handle) {
    return handle.createQuery("SELECT EXISTS (SELECT 1 FROM alike)").mapTo(Boolean.class).one();
  }

  private static Map<RecordRef, byte[]> all(SealedTable.Open open, RefBytes refs) {
    Map<RecordRef, byte[]> all = new HashMap<>();
    open.forEach(value -> all.put(refs.get(value), read(value)));
    return all;
  }

  private static byte[] states(SealedTable.Open open, RefBytes refs, RecordRef record) {
    ByteBuffer value = open.get(refs.of(record));
    if (value != null) {
      refs.get(value);
    }
    return read(value);
  }

  private static byte[] read(@Nullable ByteBuffer value) {
    byte[] states = new byte[EpochIndex.PLACES];
    if (value != null) {
      value.get(states);
    }
    return states;
  }

  private static void write(SealedTable.Open open, RefBytes refs, RecordRef record, byte[] states) {
    boolean apart = true;
    for (byte state : states) {
      apart &= state == APART;
    }
    if (apart) {
      open.remove(refs.of(record));
    } else {
      open.put(refs.of(record), refs.put(ByteBuffer.allocate(RefBytes.BYTES + states.length), record).put(states).array());
    }
  }
}
