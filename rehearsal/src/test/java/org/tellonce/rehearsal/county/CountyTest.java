package org.tellonce.rehearsal.county;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;
import static org.assertj.core.api.Assertions.within;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// A county is the same for the same seed, true to its own truth, and as hard as the counties that the rates were measured in.
class CountyTest {
  private static final LocalDate EVENING = LocalDate.of(2026, 6, 30);
  private static final County COUNTY = County.of(new CountyPlan(6_000, 3, Mix.DEFAULT, EVENING), new Random(7));

  @Test
  void sameSeed_givesTheSameCounty() {
    var plan = new CountyPlan(300, 4, Mix.DEFAULT, EVENING);

    County one = County.of(plan, new Random(5));
    County other = County.of(plan, new Random(5));

    assertThat(one.rosters()).isEqualTo(other.rosters());
    assertThat(one.next(EVENING).changes()).isEqualTo(other.next(EVENING).changes());
    assertThat(County.of(plan, new Random(6)).rosters()).isNotEqualTo(one.rosters());
  }

  @Test
  void localIds_areUniqueAndSayNothingOfTheYouth() {
    for (County.Roster roster : COUNTY.rosters()) {
      assertThat(roster.rows()).extracting(RosterRow::localId).doesNotHaveDuplicates().isSorted();
      List<Integer> numbers = roster.rows().stream().map(row -> Integer.valueOf(row.youthId().substring(1))).toList();
      long ascending = IntStream.range(1, numbers.size()).filter(i -> numbers.get(i) > numbers.get(i - 1)).count();
      assertThat((double) ascending / numbers.size()).isCloseTo(0.5, within(0.06));
    }
  }

  @Test
  void rowWithoutError_saysTheTruth() {
    Map<String, Youth> byId = COUNTY.youth().stream().collect(Collectors.toMap(Youth::id, youth -> youth));

    for (County.Roster roster : COUNTY.rosters()) {
      for (RosterRow row : roster.rows()) {
        Youth youth = byId.get(row.youthId());
        assertThat(youth.home().id()).isEqualTo(row.householdId());
        if (row.errors().stream().noneMatch(kind -> kind.word().startsWith("dob_") || kind == ErrorKind.FALSE_IDENTITY)) {
          assertThat(row.cell(Field.DATE_OF_BIRTH)).isEqualTo(youth.born().toString());
        } else if (row.errors().contains(ErrorKind.DOB_DIGIT)) {
          assertThat(row.cell(Field.DATE_OF_BIRTH)).isNotEqualTo(youth.born().toString());
        }
        if (row.errors().isEmpty()) {
          assertThat(row.cell(Field.GIVEN_NAME)).isEqualToIgnoringCase(youth.given());
          assertThat(row.cell(Field.FAMILY_NAME)).isEqualToIgnoringCase(youth.family());
        }
        if (!row.errors().contains(ErrorKind.SSN_WRONG) && !row.cell(Field.SSN_LAST4).isEmpty()) {
          assertThat(row.cell(Field.SSN_LAST4)).isEqualTo(youth.ssnLast4());
        }
      }
    }
  }

  @Test
  void registersOfAdults_areTypedWithSlipsInAnyField_thoseOfYouthAreNot() {
    Set<ErrorKind> ofTyping = Set.of(ErrorKind.GIVEN_MISSING, ErrorKind.SURNAME_MISSING, ErrorKind.DOB_ANY_DIGIT, ErrorKind.ADDRESS_NUMBER,
        ErrorKind.ZIP_DIGIT);
    List<RosterRow> adults = County.of(new CountyPlan(2_000, 3, Mix.DEFAULT, Register.ADULTS, EVENING), new Random(7)).rosters().stream().flatMap(
        roster -> roster.rows().stream()).toList();

    for (ErrorKind kind : ofTyping) {
      assertThat(adults.stream().filter(row -> row.errors().contains(kind)).count()).as(kind.word()).isPositive();
    }
    assertThat(adults.stream().filter(row -> row.errors().contains(ErrorKind.TYPO_GIVEN)).count() / (double) adults.size()).isCloseTo(0.24, within(
        0.04));
    assertThat(adults).allSatisfy(row -> assertThat(row.cell(Field.PHONE) + row.cell(Field.SSN_LAST4)).isEmpty());
    assertThat(COUNTY.rosters().stream().flatMap(roster -> roster.rows().stream()).flatMap(row -> row.errors().stream())).doesNotContainAnyElementsOf(
        ofTyping);
  }

  @Test
  void errorRates_lieInTheMeasuredBands() {
    Map<ErrorKind, Double> measured = Map.ofEntries(Map.entry(ErrorKind.NICKNAME, 0.093), Map.entry(ErrorKind.GIVEN_CHANGED, 0.036), Map.entry(
        ErrorKind.SURNAME_CHANGED, 0.081), Map.entry(ErrorKind.TYPO_GIVEN, 0.041), Map.entry(ErrorKind.TYPO_FAMILY, 0.041), Map.entry(
            ErrorKind.DOB_MISSING, 0.045), Map
                .entry(ErrorKind.DOB_DEFAULT, 0.021), Map.entry(ErrorKind.DOB_DIGIT, 0.021), Map.entry(ErrorKind.DOB_SWAP, 0.0104), Map.entry(
                    ErrorKind.DOB_YEAR, 0.030), Map
                        .entry(ErrorKind.FALSE_IDENTITY, 0.0084), Map.entry(ErrorKind.SWAPPED, 0.011), Map.entry(ErrorKind.NAME_PARTIAL, 0.0144), Map
                            .entry(
                                ErrorKind.ADDRESS_MOVED, 0.686), Map.entry(ErrorKind.ADDRESS_HOMELESS, 0.054), Map.entry(ErrorKind.ADDRESS_FACILITY,
                                    0.031), Map.entry(
                                        ErrorKind.TWO_SURNAME_VARIANT, 0.082), Map.entry(ErrorKind.MIDDLE_MISSING, 0.49));
    List<RosterRow> rows = COUNTY.rosters().getFirst().rows();

    measured.forEach((kind, share) -> {
      double found = share(rows, row -> row.errors().contains(kind));
      double chance = 4 * Math.sqrt(share * (1 - share) / rows.size());
      assertThat(found).as(kind.word()).isCloseTo(share, within(chance + 0.1 * share));
    });
  }

  @Test
  void sameErrors_comeTogether() {
    List<List<RosterRow>> pairs = pairs();
    double one = pairs.stream().mapToLong(pair -> pair.stream().filter(row -> row.errors().contains(ErrorKind.NICKNAME)).count()).sum() / (2.0 * pairs
        .size());
    double both = share(pairs, pair -> pair.stream().allMatch(row -> row.errors().contains(ErrorKind.NICKNAME)));

    assertThat(pairs.size()).isGreaterThan(1_500);
    assertThat(both / (one * one)).isBetween(1.8, 4.5);
    assertThat(share(pairs, pair -> pair.get(0).cell(Field.GIVEN_NAME).equalsIgnoreCase(pair.get(1).cell(Field.GIVEN_NAME)))).isBetween(0.5, 0.7);
  }

  private static List<List<RosterRow>> pairs() {
    Map<String, RosterRow> welfare = new HashMap<>();
    COUNTY.rosters().get(0).rows().forEach(row -> welfare.put(row.youthId(), row));
    return java.util.stream.Stream.of(1, 2).flatMap(agency -> COUNTY.rosters().get(agency).rows().stream()).filter(row -> welfare.containsKey(row
        .youthId())).map(
            row -> List.of(welfare.get(row.youthId()), row)).toList();
  }

  private static <T> double share(List<T> all, Predicate<T> property) {
    return (double) all.stream().filter(property).count() / all.size();
  }

  @Test
  void households_haveSiblingsAndTwins() {
    List<Youth> youth = COUNTY.youth();
    Map<String, Youth> byId = youth.stream().collect(Collectors.toMap(Youth::id, one -> one));
    List<Youth> twins = youth.stream().filter(one -> one.twinOf() != null).toList();

    assertThat(share(youth, one -> one.twinOf() != null)).isBetween(0.01, 0.03);
    assertThat(twins).allSatisfy(twin -> {
      Youth other = byId.get(twin.twinOf());
      assertThat(twin.born()).isEqualTo(other.born());
      assertThat(twin.home()).isSameAs(other.home());
      assertThat(twin.given()).isNotEqualTo(other.given());
      assertThat(other.twinOf()).isEqualTo(twin.id());
    });
    assertThat(youth.stream().map(one -> one.home().id()).distinct().count()).isLessThan(youth.size() * 3L / 4);
    assertThat(youth).allSatisfy(one -> assertThat(one.age(EVENING)).isBetween(8, 22));
  }

  @Test
  void siblings_areBornMonthsApartAndNamedApart() {
    Map<String, List<Youth>> households = COUNTY.youth().stream().collect(Collectors.groupingBy(one -> one.home().id()));

    assertThat(households.values()).allSatisfy(children -> {
      assertThat(children).extracting(Youth::given).doesNotHaveDuplicates();
      List<Youth> born = children.stream().sorted(java.util.Comparator.comparing(Youth::born)).toList();
      for (int i = 1; i < born.size(); i++) {
        long days = ChronoUnit.DAYS.between(born.get(i - 1).born(), born.get(i).born());
        assertThat(days >= 290 || born.get(i).id().equals(born.get(i - 1).twinOf())).isTrue();
      }
    });
  }

  @Test
  void names_haveALongTail() {
    Set<String> surnames = COUNTY.youth().stream().map(Youth::family).collect(Collectors.toSet());
    Set<String> given = COUNTY.youth().stream().map(Youth::given).collect(Collectors.toSet());

    assertThat(surnames.size()).isGreaterThan(2_500);
    assertThat(given.size()).isGreaterThan(1_500);
    assertThat(COUNTY.youth()).filteredOn(one -> one.home().heritage() == Heritage.HISPANIC).filteredOn(one -> one.family().indexOf(' ') > 0).size()
        .isGreaterThan(400);
  }

  @Test
  void consent_standsWhereTheAgencyNeedsIt() {
    List<RosterRow> shelter = COUNTY.rosters().get(2).rows();

    assertThat(share(shelter, row -> !row.cell(Field.CONSENT_REFERENCE).isEmpty())).isBetween(0.62, 0.78);
    assertThat(shelter).allSatisfy(row -> {
      assertThat(row.cell(Field.LEGAL_BASIS)).isEqualTo("consent");
      assertThat(row.cell(Field.CONSENT_UNTIL).isEmpty()).isEqualTo(row.cell(Field.CONSENT_REFERENCE).isEmpty());
    });
  }

  @Test
  void everyConsent_isGivenAndLasts() {
    County consenting = COUNTY.withEveryConsent();

    assertThat(consenting.rosters().get(2).rows()).allSatisfy(row -> assertThat(row.cell(Field.CONSENT_UNTIL)).isGreaterThan("2070"));
    assertThat(consenting.rosters().get(0)).isEqualTo(COUNTY.rosters().get(0));
  }

  @Test
  void nextNight_changesWhatItSays() {
    County before = County.of(new CountyPlan(3_000, 4, Mix.DEFAULT, EVENING), new Random(11));
    County.NextNight night = before.next(EVENING.plusDays(1));

    assertThat(night.county().asOf()).isEqualTo(EVENING.plusDays(1));
    for (int i = 0; i < before.rosters().size(); i++) {
      County.Changes changes = night.changes().get(i);
      Map<String, RosterRow> old = byLocalId(before.rosters().get(i));
      Map<String, RosterRow> present = byLocalId(night.county().rosters().get(i));
      Set<String> gone = new HashSet<>(old.keySet());
      gone.removeAll(present.keySet());
      assertThat(gone).containsExactlyInAnyOrderElementsOf(changes.gone());
      assertThat(present.keySet()).containsAll(changes.withdrawn()).containsAll(changes.arrived());
      assertThat(old.keySet()).doesNotContainAnyElementsOf(changes.arrived());
      assertThat(old.keySet()).allSatisfy(id -> assertThat(changes.changed().contains(id) || gone.contains(id) || old.get(id).equals(present.get(id)))
          .isTrue());
      assertThat(changes.changed()).isNotEmpty().allSatisfy(id -> assertThat(present.get(id).youthId()).isEqualTo(old.get(id).youthId()));
      assertThat(changes.gone().size()).isLessThan(old.size() * 3 / 100);
    }
    assertThat(night.changes()).flatExtracting(County.Changes::withdrawn).isNotEmpty();
  }

  private static Map<String, RosterRow> byLocalId(County.Roster roster) {
    return roster.rows().stream().collect(Collectors.toMap(RosterRow::localId, row -> row));
  }

  @Test
  void anotherMix_givesOtherNames() {
    Mix vietnamese = Mix.parse("vietnamese=1").orThrow();
    County county = County.of(new CountyPlan(500, 7, vietnamese, EVENING), new Random(3));

    assertThat(county.rosters()).hasSize(7);
    assertThat(share(county.youth(), one -> one.family().equals("Nguyen"))).isBetween(0.25, 0.55);
  }

  @Test
  void planOutOfBounds_isRefused() {
    assertThatThrownBy(() -> new CountyPlan(0, 3, Mix.DEFAULT, EVENING)).isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CountyPlan(10, 8, Mix.DEFAULT, EVENING)).isInstanceOf(IllegalArgumentException.class);
    switch (Mix.parse("white=1,green=2,black=x")) {
      case Parsed.Valid<Mix> _ -> fail("two problems overlooked");
      case Parsed.Rejected<Mix>(List<Problem> problems) -> assertThat(problems).hasSize(2);
    }
  }
}
