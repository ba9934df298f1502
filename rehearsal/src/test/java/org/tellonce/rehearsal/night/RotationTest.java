package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Jdbi;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.submission.StoredRecord;

/// The linkage secret is changed: two epochs overlap, each agency comes over in a night of its own, the old epoch is closed. Nobody's flags go in between.
class RotationTest {
  private static final TestPeople FIRST = new TestPeople(5);
  private static Evening evening;

  @TempDir
  private Path folder;
  private final TestPeople people = FIRST.others();
  private TestCollaborative harbor;
  private TestClock clock;
  private TestAgency childWelfare;
  private TestAgency juvenileJustice;
  private TestAgency shelter;

  @BeforeAll
  static void threeAgenciesAfterANight(@TempDir Path folder) {
    TestCollaborative harbor = TestCollaborative.in(folder, TestClock.at("2026-07-01", "12:00"), TestCollaborative.Place.INSIDE);
    TestAgency childWelfare = harbor.join("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
    TestAgency juvenileJustice = harbor.join("juvenile_justice", AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3);
    TestAgency shelter = harbor.join("shelter", AgencyClass.HEALTH, DisclosureProfile.P3);
    List<TestRow> all = FIRST.persons(30);
    childWelfare.serves(rows("CW-", all.subList(0, 20)));
    juvenileJustice.serves(rows("JJ-", all.subList(10, 30)));
    shelter.serves(rows("SH-", all.subList(5, 25)));
    harbor.begin();
    harbor.night();
    assertThat(harbor.server().state().matches()).hasSizeGreaterThan(20);
    evening = Evening.of(harbor);
  }

  @BeforeEach
  void fromThatEveningOn() {
    harbor = evening.copy(folder);
    clock = harbor.clock();
    childWelfare = harbor.agency("child_welfare");
    juvenileJustice = harbor.agency("juvenile_justice");
    shelter = harbor.agency("shelter");
    harbor.start();
  }

  @AfterEach
  void end() {
    harbor.close();
  }

  private static List<TestRow> rows(String prefix, List<TestRow> people) {
    List<TestRow> rows = new ArrayList<>();
    people.forEach(person -> rows.add(person.in(prefix + rows.size())));
    return rows;
  }

  private List<Match> matches() {
    return harbor.server().state().matches();
  }

  private Map<Long, Long> entriesOfEpochs() {
    return harbor.server().state().rows().values().stream().flatMap(rows -> rows.entrySet().stream()).collect(Collectors.groupingBy(Map.Entry::getKey,
        TreeMap::new, Collectors.counting()));
  }

  @Test
  void rotation_oneNightAnAgency_thenTheClosing_leavesTheSamePairs() {
    List<Match> before = matches();
    Map<String, Integer> flags = flags();
    harbor.rotate(10);
    for (TestAgency agency : harbor.agencies()) {
      harbor.hand(2, agency);
      assertThat(agency.night().out()).contains("epoch 1 too (0 new or changed sent, 20 unchanged, 0 gone)");
      assertThat(matches()).as("a match counts once, whichever epochs found it").isEqualTo(before);
      harbor.checkInvariants();
    }
    assertThat(entriesOfEpochs()).containsOnlyKeys(1L, 2L);
    assertThat(flags()).isEqualTo(flags);

    TestRow newcomer = people.person();
    childWelfare.serves(newcomer.in("CW-new"));
    juvenileJustice.serves(newcomer.in("JJ-new"));
    harbor.night();
    List<Match> grown = matches();
    assertThat(grown).hasSize(before.size() + 1).containsAll(before);

    clock.set(clock.today().plusDays(11).toString(), "12:00");
    harbor.restart();

    assertThat(matches()).isEqualTo(grown);
    assertThat(entriesOfEpochs()).containsOnlyKeys(2L);
    assertThat(harbor.serverFolder().resolve("index-key-1")).doesNotExist();
    harbor.night();
    assertThat(matches()).isEqualTo(grown);
    assertThat(childWelfare.ledger().epochs()).containsOnlyKeys(2L);
  }

  private Map<String, Integer> flags() {
    Map<String, Integer> flags = new TreeMap<>();
    harbor.agencies().forEach(agency -> flags.put(agency.id().value(), harbor.server().state().flags().get(agency.id()).size()));
    return flags;
  }

  @Test
  void agencyThatIsNotDone_keepsItsRecords_andIsComparedAgainOnceItIs() {
    List<Match> before = matches();
    harbor.rotate(10);
    for (TestAgency agency : List.of(childWelfare, juvenileJustice)) {
      harbor.hand(2, agency);
      agency.night();
    }
    assertThat(shelter.night().out()).contains("the linkage secret of epoch 2 is not here");
    assertThat(matches()).isEqualTo(before);

    clock.set(clock.today().plusDays(11).toString(), "12:00");
    harbor.restart();

    assertThat(matches()).isNotEmpty().noneMatch(match -> match.a().agency().equals(shelter.id()) || match.b().agency().equals(shelter.id()));
    assertThat(harbor.server().state().records().values().stream().filter(StoredRecord::live).filter(record -> record.ref().agency().equals(shelter
        .id()))).hasSizeGreaterThanOrEqualTo(20);

    harbor.hand(2, shelter);
    harbor.night();
    assertThat(matches()).isEqualTo(before);
  }

  @Test
  void closedEpoch_isNowhereInTheFiles() throws IOException {
    harbor.rotate(10);
    harbor.agencies().forEach(agency -> harbor.hand(2, agency));
    harbor.night();
    String key = Files.readString(harbor.serverFolder().resolve("index-key-1")).lines().toList().get(1).substring(0, 43);
    harbor.server().stop();
    List<byte[]> rows = rowsOfPlace(0);
    String before = files();
    assertThat(rows).hasSizeGreaterThan(100);
    assertThat(rows).allMatch(row -> contains(before, row));
    harbor.start();

    clock.set(clock.today().plusDays(11).toString(), "12:00");
    harbor.restart();

    String now = files();
    assertThat(rows).noneMatch(row -> contains(now, row));
    for (Path file : TestCollaborative.files(harbor.serverFolder())) {
      assertThat(Files.readString(file, StandardCharsets.ISO_8859_1)).as(file.toString()).doesNotContain(key);
    }
  }

  /// Sealed values of all tables of an epoch, a piece from the end of each: it does not lie on an overflow page's border.
  private List<byte[]> rowsOfPlace(int place) {
    List<byte[]> rows = new ArrayList<>();
    Jdbi.create("jdbc:sqlite:" + harbor.serverFolder().resolve("server.db")).useHandle(handle -> {
      for (String table : List.of("candidate_" + place, "match_" + place, "record_rows_" + place, "index_filter", "index_block")) {
        handle.createQuery("SELECT sealed FROM " + table).mapTo(byte[].class).forEach(sealed -> rows.add(java.util.Arrays.copyOf(sealed, 24)));
      }
      // What belongs to the other epoch stays.
      for (int run = 16; run < 32; run++) {
        handle.createQuery("SELECT sealed FROM index_run_" + run).mapTo(byte[].class).forEach(sealed -> rows.removeIf(row -> java.util.Arrays.equals(
            row, java.util.Arrays.copyOf(sealed, 24))));
      }
      handle.createQuery("SELECT sealed FROM index_filter WHERE run >= 16").mapTo(byte[].class).forEach(sealed -> rows.removeIf(
          row -> java.util.Arrays
              .equals(row, java.util.Arrays.copyOf(sealed, 24))));
    });
    return rows;
  }

  private String files() throws IOException {
    var all = new ByteArrayOutputStream();
    for (String name : List.of("server.db", "server.db-wal")) {
      Path file = harbor.serverFolder().resolve(name);
      if (Files.exists(file)) {
        all.write(Files.readAllBytes(file));
      }
    }
    return all.toString(StandardCharsets.ISO_8859_1);
  }

  private static boolean contains(String file, byte[] row) {
    return file.contains(new String(row, StandardCharsets.ISO_8859_1));
  }
}
