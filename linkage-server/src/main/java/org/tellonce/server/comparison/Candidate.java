package org.tellonce.server.comparison;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Two records that share at least one tag.
///
/// @param a the smaller one
/// @param b the greater one; of the same agency if they are only to tell whether they are one person
/// @see "comparison.md, Candidates"
public record Candidate(RecordRef a, RecordRef b, AgreementVector vector) {

  /// @throws IllegalArgumentException if the records are not in ascending order
  public Candidate {
    if (a.compareTo(b) >= 0) {
      throw new IllegalArgumentException("a candidate names the smaller of two different records first");
    }
  }

  /// The candidate of two records, whichever comes first.
  public static Candidate of(RecordRef one, RecordRef other, AgreementVector vector) {
    return one.compareTo(other) < 0 ? new Candidate(one, other, vector) : new Candidate(other, one, vector);
  }

  /// Candidates by each of their records; every record has them in ascending order of the other.
  ///
  /// @throws IllegalArgumentException if a pair stands twice
  static Map<RecordRef, List<Candidate>> byRecord(Collection<Candidate> candidates) {
    List<Candidate> ordered = new ArrayList<>(candidates);
    ordered.sort(Comparator.comparing(Candidate::a).thenComparing(Candidate::b));
    Map<RecordRef, List<Candidate>> byRecord = new HashMap<>();
    Candidate before = null;
    for (Candidate candidate : ordered) {
      if (before != null && before.a.equals(candidate.a) && before.b.equals(candidate.b)) {
        throw new IllegalArgumentException("a pair of records is one candidate, not two");
      }
      before = candidate;
      byRecord.computeIfAbsent(candidate.a, _ -> new ArrayList<>()).add(candidate);
      byRecord.computeIfAbsent(candidate.b, _ -> new ArrayList<>()).add(candidate);
    }
    return byRecord;
  }

  /// Whether both records are of one agency.
  public boolean isWithinOneAgency() {
    return a.agency().equals(b.agency());
  }

  /// The record that a candidate of `record` pairs it with.
  ///
  /// @throws IllegalArgumentException if it is not one of the two
  public RecordRef partnerOf(RecordRef record) {
    if (record.equals(a)) {
      return b;
    }
    if (record.equals(b)) {
      return a;
    }
    throw new IllegalArgumentException("not a record of this candidate");
  }
}
