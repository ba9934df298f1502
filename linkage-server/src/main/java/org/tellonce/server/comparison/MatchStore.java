package org.tellonce.server.comparison;

import java.nio.ByteBuffer;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jdbi.v3.core.Handle;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.ReadAhead;
import org.tellonce.server.database.SealedTable;
import org.tellonce.server.database.Sealing;

/// The matches with their grades. Each record has one sealed list of its matches, so each match stands in two lists.
///
/// @see "comparison.md, Decision"
public final class MatchStore {
  private static final int ENTRY = RefBytes.BYTES + 8 + 1;
  private static final int UNIT = 4 + RefBytes.BYTES + 4 * ENTRY;

  private final SealedTable table;

  /// @param key the epoch's index key
  /// @param place which of the two places for epochs
  MatchStore(IndexKey key, SecureRandom random, int place) {
    this.table = new SealedTable("match_" + place, new Sealing(key, "match", random), UNIT);
  }

  /// Forgets all of this place.
  void clear(Handle handle) {
    table.clear(handle);
  }

  /// Every match, in ascending order.
  public List<Match> all(Handle handle) {
    List<Match> all = new ArrayList<>();
    var refs = new RefBytes(new AgencyNumbers(handle));
    try (SealedTable.Open open = table.open(handle)) {
      open.forEach(list -> {
        RecordRef record = refs.get(list);
        all.addAll(matches(record, list, refs).values().stream().filter(match -> match.a().equals(record)).toList());
      });
    }
    all.sort(null);
    return all;
  }

  /// The matches of each of these records; records without any are left out.
  public Map<RecordRef, List<Match>> of(Handle handle, Collection<RecordRef> records) {
    Map<RecordRef, List<Match>> found = new HashMap<>();
    var refs = new RefBytes(new AgencyNumbers(handle));
    try (SealedTable.Open open = table.open(handle)) {
      for (RecordRef record : records) {
        Map<RecordRef, Match> matches = read(open, record, refs);
        if (!matches.isEmpty()) {
          found.put(record, List.copyOf(matches.values()));
        }
      }
    }
    return found;
  }

  /// Brings the matches of these records into memory.
  void readAhead(ReadAhead readAhead, AgencyNumbers agencies, Collection<RecordRef> records) {
    var refs = new RefBytes(agencies);
    table.readAhead(readAhead, records.stream().map(refs::of).toList());
  }

  /// Puts in place of all matches of these records these others. A match of none of the records is only added.
  ///
  /// @return what became of which pairs
  List<MatchChange> replace(Handle handle, AgencyNumbers agencies, Set<RecordRef> records, Collection<Match> matches) {
    var refs = new RefBytes(agencies);
    try (SealedTable.Open open = table.open(handle)) {
      Map<RecordRef, Map<RecordRef, Match>> before = new HashMap<>();
      for (RecordRef record : records) {
        before.put(record, read(open, record, refs));
      }
      Map<RecordRef, Map<RecordRef, Match>> after = new HashMap<>();
      for (RecordRef record : records) {
        after.put(record, new TreeMap<>());
        for (RecordRef partner : Objects.requireNonNull(before.get(record)).keySet()) {
          if (!records.contains(partner)) {
            after.computeIfAbsent(partner, p -> copyInto(before, p, open, refs)).remove(record);
          }
        }
      }
      for (Match match : matches) {
        after.computeIfAbsent(match.a(), p -> copyInto(before, p, open, refs)).put(match.b(), match);
        after.computeIfAbsent(match.b(), p -> copyInto(before, p, open, refs)).put(match.a(), match);
      }
      List<MatchChange> changes = new ArrayList<>();
      after.forEach((record, list) -> {
        Map<RecordRef, Match> had = Objects.requireNonNull(before.get(record));
        if (!list.equals(had)) {
          write(open, record, list, refs);
          changes.addAll(changes(record, had, list));
        }
      });
      return changes;
    }
  }

  /// Of each pair's two lists, that of the smaller record tells.
  private static List<MatchChange> changes(RecordRef record, Map<RecordRef, Match> before, Map<RecordRef, Match> after) {
    Set<RecordRef> partners = new TreeSet<>(before.keySet());
    partners.addAll(after.keySet());
    return partners.stream().filter(partner -> record.compareTo(partner) < 0 && !grade(before, partner).equals(grade(after, partner)))
        .map(partner -> new MatchChange(record, partner, grade(after, partner))).toList();
  }

  private static Optional<Grade> grade(Map<RecordRef, Match> matches, RecordRef partner) {
    return Optional.ofNullable(matches.get(partner)).map(Match::grade);
  }

  private static Map<RecordRef, Match> copyInto(Map<RecordRef, Map<RecordRef, Match>> before, RecordRef record, SealedTable.Open open,
      RefBytes refs) {
    Map<RecordRef, Match> read = read(open, record, refs);
    before.put(record, read);
    return new TreeMap<>(read);
  }

  private static Map<RecordRef, Match> read(SealedTable.Open open, RecordRef record, RefBytes refs) {
    ByteBuffer list = open.get(refs.of(record));
    if (list == null) {
      return Map.of();
    }
    return matches(refs.get(list), list, refs);
  }

  private static Map<RecordRef, Match> matches(RecordRef record, ByteBuffer in, RefBytes refs) {
    Map<RecordRef, Match> matches = new TreeMap<>();
    while (in.hasRemaining()) {
      RecordRef partner = refs.get(in);
      boolean first = record.compareTo(partner) < 0;
      double probability = in.getDouble();
      matches.put(partner, new Match(first ? record : partner, first ? partner : record, probability, in.get() == 0 ? Grade.LIKELY : Grade.POSSIBLE));
    }
    return matches;
  }

  private static void write(SealedTable.Open open, RecordRef record, Map<RecordRef, Match> matches, RefBytes refs) {
    if (matches.isEmpty()) {
      open.remove(refs.of(record));
      return;
    }
    ByteBuffer list = refs.put(ByteBuffer.allocate(RefBytes.BYTES + ENTRY * matches.size()), record);
    matches.forEach((partner, match) -> refs.put(list, Objects.requireNonNull(partner)).putDouble(match.probability())
        .put((byte) (match.grade() == Grade.LIKELY ? 0 : 1)));
    open.put(refs.of(record), list.array());
  }
}
