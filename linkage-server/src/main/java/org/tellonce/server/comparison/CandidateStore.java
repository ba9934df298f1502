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
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jdbi.v3.core.Handle;
import org.tellonce.server.database.AgencyNumbers;
import org.tellonce.server.database.IndexKey;
import org.tellonce.server.database.ReadAhead;
import org.tellonce.server.database.SealedTable;
import org.tellonce.server.database.Sealing;

/// The candidates with their agreement vectors. Each record has one sealed list of its candidates, so each candidate stands in two lists; the file does not show
/// which lists belong together, nor whose they are.
///
/// @see "comparison.md, Candidates"
public final class CandidateStore {
  private static final int ENTRY = RefBytes.BYTES + AgreementVector.BYTES;
  /// Four candidates: few records have more.
  private static final int UNIT = 4 + RefBytes.BYTES + 4 * ENTRY;

  private final SealedTable table;

  /// @param key the epoch's index key
  /// @param place which of the two places for epochs
  CandidateStore(IndexKey key, SecureRandom random, int place) {
    this.table = new SealedTable("candidate_" + place, new Sealing(key, "candidate", random), UNIT);
  }

  /// Forgets all of this place.
  void clear(Handle handle) {
    table.clear(handle);
  }

  /// Brings the candidates of these records into memory.
  void readAhead(ReadAhead readAhead, AgencyNumbers agencies, Collection<RecordRef> records) {
    var refs = new RefBytes(agencies);
    table.readAhead(readAhead, records.stream().map(refs::of).toList());
  }

  /// The candidates within one transaction; to be closed before its end.
  Open open(Handle handle, AgencyNumbers agencies) {
    return new Open(handle, agencies);
  }

  /// Every candidate, once.
  public List<Candidate> all(Handle handle) {
    List<Candidate> all = new ArrayList<>();
    var refs = new RefBytes(new AgencyNumbers(handle));
    try (SealedTable.Open open = table.open(handle)) {
      open.forEach(list -> {
        RecordRef record = refs.get(list);
        vectors(list, refs).forEach((partner, vector) -> {
          if (record.compareTo(partner) < 0) {
            all.add(new Candidate(record, partner, vector));
          }
        });
      });
    }
    return all;
  }

  private static Map<RecordRef, AgreementVector> vectors(ByteBuffer in, RefBytes refs) {
    Map<RecordRef, AgreementVector> vectors = new TreeMap<>();
    byte[] vector = new byte[AgreementVector.BYTES];
    while (in.hasRemaining()) {
      RecordRef partner = refs.get(in);
      in.get(vector);
      vectors.put(partner, AgreementVector.parse(vector).orThrow());
    }
    return vectors;
  }

  /// The lists as they are being changed; nothing is written before [#flush].
  final class Open implements AutoCloseable {
    private final SealedTable.Open open;
    private final RefBytes refs;
    private final Map<RecordRef, Map<RecordRef, AgreementVector>> known = new HashMap<>();
    private final Set<RecordRef> changed = new HashSet<>();

    private Open(Handle handle, AgencyNumbers agencies) {
      this.open = table.open(handle);
      this.refs = new RefBytes(agencies);
    }

    /// All candidates of a record.
    Collection<Candidate> of(RecordRef record) {
      List<Candidate> candidates = new ArrayList<>();
      vectors(record).forEach((partner, vector) -> candidates.add(Candidate.of(record, partner, vector)));
      return candidates;
    }

    /// The records of its own agency that a record is a candidate with, by a test of the vector.
    List<RecordRef> withinAgency(RecordRef record, Predicate<AgreementVector> test) {
      List<RecordRef> within = new ArrayList<>();
      vectors(record).forEach((partner, vector) -> {
        if (partner.agency().equals(record.agency()) && test.test(vector)) {
          within.add(partner);
        }
      });
      return within;
    }

    /// Adds a candidate, or gives it another vector.
    void put(RecordRef a, RecordRef b, AgreementVector vector) {
      vectors(a).put(b, vector);
      vectors(b).put(a, vector);
      changed.add(a);
      changed.add(b);
    }

    /// Removes all candidates of a record.
    ///
    /// @return the other records of them
    Set<RecordRef> remove(RecordRef record) {
      Set<RecordRef> partners = Set.copyOf(vectors(record).keySet());
      for (RecordRef partner : partners) {
        vectors(partner).remove(record);
        changed.add(partner);
      }
      vectors(record).clear();
      changed.add(record);
      return partners;
    }

    /// Writes what was changed.
    void flush() {
      for (RecordRef record : changed) {
        Map<RecordRef, AgreementVector> vectors = vectors(record);
        if (vectors.isEmpty()) {
          open.remove(refs.of(record));
        } else {
          ByteBuffer list = refs.put(ByteBuffer.allocate(RefBytes.BYTES + ENTRY * vectors.size()), record);
          vectors.forEach((partner, vector) -> refs.put(list, partner).put(vector.toBytes()));
          open.put(refs.of(record), list.array());
        }
      }
    }

    private Map<RecordRef, AgreementVector> vectors(RecordRef record) {
      return known.computeIfAbsent(record, this::read);
    }

    private Map<RecordRef, AgreementVector> read(RecordRef record) {
      ByteBuffer list = open.get(refs.of(record));
      if (list == null) {
        return new TreeMap<>();
      }
      refs.get(list);
      return CandidateStore.vectors(list, refs);
    }

    @Override
    public void close() {
      open.close();
    }
  }
}
