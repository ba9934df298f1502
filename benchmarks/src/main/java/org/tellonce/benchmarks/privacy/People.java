package org.tellonce.benchmarks.privacy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.tellonce.rehearsal.county.AgencyView;
import org.tellonce.rehearsal.county.County;
import org.tellonce.rehearsal.county.Field;
import org.tellonce.rehearsal.county.RosterRow;

/// Synthetic young people as their agencies have written them down. Records are numbered through all rosters, in their order.
final class People {
  private final List<County.Roster> rosters;
  private final int[] persons;
  private final int count;

  private People(List<County.Roster> rosters, int[] persons, int count) {
    this.rosters = List.copyOf(rosters);
    this.persons = persons;
    this.count = count;
  }

  /// Everybody in a county.
  static People of(County county) {
    return of(county.rosters());
  }

  private static People of(List<County.Roster> rosters) {
    Map<String, Integer> numbers = new HashMap<>();
    List<RosterRow> rows = rosters.stream().flatMap(roster -> roster.rows().stream()).toList();
    int[] persons = rows.stream().mapToInt(row -> numbers.computeIfAbsent(row.youthId(), _ -> numbers.size())).toArray();
    return new People(rosters, persons, numbers.size());
  }

  /// The first people of the first agency's roster, each once.
  ///
  /// @throws IllegalArgumentException if it has not so many
  static People ofOneAgency(County county, int wanted) {
    County.Roster roster = county.rosters().getFirst();
    Set<String> seen = new HashSet<>();
    List<RosterRow> rows = roster.rows().stream().filter(row -> seen.add(row.youthId())).limit(wanted).toList();
    if (rows.size() < wanted) {
      throw new IllegalArgumentException("a roster of " + rows.size() + " people is too short");
    }
    return of(List.of(new County.Roster(roster.agency(), rows, roster.lastNumber())));
  }

  /// The same records as another agency would have written them: each as the next agency of the county writes, with mistakes of its own.
  People writtenByOthers(County county, Random random) {
    Map<AgencyView, Map<String, RosterRow>> everybody = new HashMap<>();
    for (County.Roster roster : rosters) {
      Map<String, RosterRow> byYouth = new HashMap<>();
      county.everybodyAt(roster.agency(), random).rows().forEach(row -> byYouth.put(row.youthId(), row));
      everybody.put(roster.agency(), byYouth);
    }
    List<County.Roster> written = new ArrayList<>();
    for (int i = 0; i < rosters.size(); i++) {
      County.Roster own = rosters.get(i);
      Map<String, RosterRow> other = Objects.requireNonNull(everybody.get(rosters.get((i + 1) % rosters.size()).agency()));
      List<RosterRow> rows = own.rows().stream().map(row -> withConsent(Objects.requireNonNull(other.get(row.youthId())), row.localId())).toList();
      written.add(new County.Roster(own.agency(), rows, own.lastNumber()));
    }
    return new People(written, persons, count);
  }

  private static RosterRow withConsent(RosterRow row, String localId) {
    return row.with(Map.of(Field.LOCAL_ID, localId, Field.LEGAL_BASIS, "child-protection", Field.CONSENT_REFERENCE, "", Field.CONSENT_UNTIL, ""));
  }

  /// One of each agency.
  List<County.Roster> rosters() {
    return rosters;
  }

  /// The number of the person whose record it is.
  int person(int record) {
    return persons[record];
  }

  /// How many people there are.
  int count() {
    return count;
  }

  /// How many records there are.
  int records() {
    return persons.length;
  }

  /// All records in plaintext.
  List<RosterRow> rows() {
    return rosters.stream().flatMap(roster -> roster.rows().stream()).toList();
  }

  /// A share of the people, drawn by chance.
  ///
  /// @return for each person whether it was drawn
  boolean[] some(double share, Random random) {
    int[] order = shuffled(count, random);
    boolean[] drawn = new boolean[count];
    Arrays.stream(order).limit(Math.round(share * count)).forEach(person -> drawn[person] = true);
    return drawn;
  }

  /// The numbers 0 to `count - 1` in an order drawn by chance.
  static int[] shuffled(int count, Random random) {
    int[] order = IntStream.range(0, count).toArray();
    for (int i = count - 1; i > 0; i--) {
      int other = random.nextInt(i + 1);
      int kept = order[i];
      order[i] = order[other];
      order[other] = kept;
    }
    return order;
  }
}
