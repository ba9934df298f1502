package org.tellonce.server.comparison;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/// The decision is a function of the candidates, whatever their order and cut, and no candidate reaches farther than it says.
class DecisionPropertyTest {

  @Property(tries = 150)
  void matches_doNotDependOnTheOrder(@ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int records) {
    var random = new Random(seed);
    List<Candidate> candidates = candidates(random, records);
    var decision = new Decision(TestParameters.random(random));
    List<Match> matches = decision.matches(candidates);
    List<Candidate> shuffled = new ArrayList<>(candidates);
    Collections.shuffle(shuffled, random);
    assertThat(decision.matches(shuffled)).isEqualTo(matches);
    assertThat(matches).isSorted();
    assertThat(matches).allMatch(match -> !match.a().agency().equals(match.b().agency()));
  }

  @Property(tries = 150)
  void matchesOfSomeRecords_areThoseAmongAll(@ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int records) {
    var random = new Random(seed);
    List<Candidate> candidates = candidates(random, records);
    var decision = new Decision(TestParameters.random(random));
    Map<RecordRef, List<Candidate>> byRecord = Candidate.byRecord(candidates);
    Set<RecordRef> some = new HashSet<>(byRecord.keySet().stream().filter(_ -> random.nextInt(4) == 0).toList());
    Set<RecordRef> asked = new HashSet<>();
    List<Match> of = decision.matchesOf(some, record -> {
      assertThat(asked.add(record)).as("asked once").isTrue();
      return byRecord.getOrDefault(record, List.of());
    });
    assertThat(of).isEqualTo(decision.matches(candidates).stream().filter(match -> some.contains(match.a()) || some.contains(match.b())).toList());
    assertThat(within(2, some, byRecord)).containsAll(asked);
  }

  @Property(tries = 150)
  void changes_decidedWhereTheyReach_giveWhatDecidingAllGives(@ForAll long seed, @ForAll @IntRange(min = 2, max = 40) int records) {
    var random = new Random(seed);
    List<Candidate> before = candidates(random, records);
    var decision = new Decision(TestParameters.random(random));
    Set<Match> kept = new TreeSet<>(decision.matches(before));
    Map<Set<RecordRef>, Candidate> now = new HashMap<>();
    before.forEach(candidate -> now.put(Set.of(candidate.a(), candidate.b()), candidate));
    Set<RecordRef> touched = new HashSet<>();
    for (Candidate change : candidates(random, records).stream().filter(_ -> random.nextInt(8) == 0).toList()) {
      if (random.nextBoolean()) {
        now.put(Set.of(change.a(), change.b()), change);
      } else {
        now.remove(Set.of(change.a(), change.b()));
      }
      touched.addAll(List.of(change.a(), change.b()));
    }
    Map<RecordRef, List<Candidate>> byRecord = Candidate.byRecord(now.values());
    Set<RecordRef> reach = Decision.reach(touched, record -> byRecord.getOrDefault(record, List.of()));
    kept.removeIf(match -> reach.contains(match.a()) || reach.contains(match.b()));
    kept.addAll(decision.matchesOf(reach, record -> byRecord.getOrDefault(record, List.of())));
    assertThat(List.copyOf(kept)).isEqualTo(decision.matches(now.values()));
  }

  private static Set<RecordRef> within(int steps, Set<RecordRef> from, Map<RecordRef, List<Candidate>> byRecord) {
    Set<RecordRef> reached = new HashSet<>(from);
    for (int step = 0; step < steps; step++) {
      for (RecordRef record : List.copyOf(reached)) {
        byRecord.getOrDefault(record, List.of()).forEach(candidate -> reached.add(candidate.partnerOf(record)));
      }
    }
    return reached;
  }

  /// About as many candidates as records, of four agencies.
  private static List<Candidate> candidates(Random random, int records) {
    List<RecordRef> refs = new ArrayList<>();
    for (int i = 0; i < records; i++) {
      refs.add(TestBody.record("agency_" + i % 4, i));
    }
    Map<Set<RecordRef>, Candidate> candidates = new HashMap<>();
    for (int i = 0; i < records + records / 4; i++) {
      RecordRef one = refs.get(random.nextInt(records));
      RecordRef other = refs.get(random.nextInt(records));
      if (!one.equals(other)) {
        candidates.put(Set.of(one, other), Candidate.of(one, other, vector(random)));
      }
    }
    return new ArrayList<>(candidates.values());
  }

  private static AgreementVector vector(Random random) {
    int shared = 1 + random.nextInt(16);
    return new AgreementVector(shared, 1 << random.nextInt(16), one(random, GivenLevel.values()), one(random, SurnameLevel.values()), one(random,
        MiddleLevel
            .values()), one(random, BirthLevel.values()), one(random, AddressLevel.values()), one(random, PhoneLevel.values()), one(random,
                NumberLevel
                    .values()), one(
                        random, NumberLevel.values()), random.nextInt(16 * shared + 1), random.nextInt(16 * shared + 1));
  }

  private static <T> T one(Random random, T[] values) {
    return values[random.nextInt(values.length)];
  }
}
