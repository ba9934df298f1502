package org.tellonce.rehearsal.training;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import org.tellonce.protocol.encoding.Body;
import org.tellonce.protocol.encoding.EncodedRecord;
import org.tellonce.protocol.encoding.EncodedRow;
import org.tellonce.protocol.encoding.PassShare;
import org.tellonce.server.comparison.AgreementVector;
import org.tellonce.server.comparison.Candidate;
import org.tellonce.server.comparison.IndexedRow;
import org.tellonce.server.comparison.Kind;
import org.tellonce.server.comparison.RecordRef;
import org.tellonce.server.comparison.SharedRow;
import org.tellonce.server.comparison.TagJoin;

/// Made-up people in the rosters of several agencies, encoded, with the truth.
///
/// @param name of the folder it came from
/// @param members in ascending order of their records
/// @param twins of each youth that has a twin, the twin
public record Population(String name, List<Member> members, Map<String, String> twins) {

  private static final PassShare NO_PASS = new PassShare(0);

  public Population {
    members = List.copyOf(members);
    twins = Map.copyOf(twins);
  }

  /// One record and who it is.
  ///
  /// @param rows what it can be found by; padding may be wanting, for no other record shares its tags; not copied, as in [TagJoin.Entry]
  /// @param open rows under keys that all records share
  /// @param youth whose record it is
  /// @param household where the youth lives
  /// @param screened whether this agency has screened the youth
  public record Member(RecordRef ref, List<EncodedRow> rows, List<IndexedRow> open, String youth, String household, boolean screened) {

    public Member {
      open = List.copyOf(open);
    }

    /// A member with these bodies under the keys that all records share.
    static Member of(RecordRef ref, EncodedRecord record, List<Body> open, String youth, String household, boolean screened) {
      return new Member(ref, record.rows(), open.stream().map(body -> new IndexedRow(ref.token(), ref.agency(), NO_PASS, body)).toList(), youth,
          household, screened);
    }

    /// The same record with other rows and open rows.
    public Member with(List<EncodedRow> others, List<IndexedRow> othersOpen) {
      return new Member(ref, others, othersOpen, youth, household, screened);
    }
  }

  /// The same people with each member changed. What an operator makes must be a record of the same agency and token.
  public Population map(UnaryOperator<Member> change) {
    return new Population(name, members.stream().map(change).toList(), twins);
  }

  /// What two different records are.
  public Kind kind(Member one, Member other) {
    if (one.youth().equals(other.youth())) {
      return Kind.SAME;
    }
    if (!one.household().equals(other.household())) {
      return Kind.RANDOM;
    }
    boolean twins = other.youth().equals(this.twins.get(one.youth())) || one.youth().equals(this.twins.get(other.youth()));
    return twins ? Kind.TWIN : Kind.SIBLING;
  }

  /// The vector of any two records, candidates or not, as if they shared so many tags that only equal facts have equal bits.
  static AgreementVector openVector(Member one, Member other) {
    List<SharedRow> rows = new ArrayList<>(one.open().size());
    for (IndexedRow row : one.open()) {
      rows.add(new SharedRow(row, other.open().get(rows.size())));
    }
    return AgreementVector.of(rows);
  }

  /// All candidates, those within one agency included, in ascending order.
  public List<Candidate> candidates() {
    return TagJoin.candidates(members.stream().map(member -> new TagJoin.Entry(member.ref(), member.rows())).toList());
  }

  /// The members by their records.
  public Map<RecordRef, Member> byRef() {
    Map<RecordRef, Member> byRef = new HashMap<>();
    members.forEach(member -> byRef.put(member.ref(), member));
    return byRef;
  }

  /// How many people there are.
  long people() {
    return members.stream().map(Member::youth).distinct().count();
  }

  /// How many pairs of two agencies are one youth.
  public long samePairs() {
    Map<String, List<Member>> byYouth = new HashMap<>();
    members.forEach(member -> byYouth.computeIfAbsent(member.youth(), _ -> new ArrayList<>()).add(member));
    return byYouth.values().stream().mapToLong(Population::pairsOfTwoAgencies).sum();
  }

  /// How many pairs of two agencies there are among some members.
  static long pairsOfTwoAgencies(List<Member> members) {
    Map<Object, Long> byAgency = new HashMap<>();
    members.forEach(member -> byAgency.merge(member.ref().agency(), 1L, Long::sum));
    long within = byAgency.values().stream().mapToLong(n -> n * n).sum();
    return ((long) members.size() * members.size() - within) / 2;
  }

  /// The pairs of two agencies within one household: the same youth, siblings, twins.
  List<List<Member>> householdPairs() {
    Map<String, List<Member>> byHousehold = new TreeMap<>();
    members.forEach(member -> byHousehold.computeIfAbsent(member.household(), _ -> new ArrayList<>()).add(member));
    List<List<Member>> pairs = new ArrayList<>();
    for (List<Member> household : byHousehold.values()) {
      for (int i = 0; i < household.size(); i++) {
        for (int j = i + 1; j < household.size(); j++) {
          if (!household.get(i).ref().agency().equals(household.get(j).ref().agency())) {
            pairs.add(List.of(household.get(i), household.get(j)));
          }
        }
      }
    }
    return pairs;
  }
}
