package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.keys.KeyFile;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.rehearsal.comparison.RehearsalKeys;
import org.tellonce.server.comparison.Match;
import org.tellonce.server.comparison.RecordRef;

/// The same rosters give the same answer every way: `tellonce rehearse` on one machine, and real nights over mutual TLS in whatever order and cut.
class SameAnswerTest {
  private static final List<AgencyClass> CLASSES = List.of(AgencyClass.CHILD_WELFARE, AgencyClass.CORRECTIONS_PROBATION, AgencyClass.HEALTH);
  private static final int YOUTH = 2_000;

  @TempDir
  private Path folder;
  private final TestClock clock = TestClock.at("2026-07-01", "12:00");

  @Test
  void realNightsInAnyOrderAndCut_giveExactlyThePairsOfTheRehearsal() throws IOException {
    Path county = folder.resolve("county");
    tellonce("county", "--youth", String.valueOf(YOUTH), "--agencies", "3", "--seed", "11", "--out", county.toString());
    Path links = folder.resolve("links.csv");
    tellonce("rehearse", county.toString(), "--out", links.toString());
    SortedSet<String> rehearsed = new TreeSet<>();
    try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(links)) {
      csv.forEach(line -> rehearsed.add(pair(line.getField("agency_a") + "/" + line.getField("local_id_a"), line.getField("agency_b") + "/" + line
          .getField(
              "local_id_b"), line.getField("grade"), line.getField("score"))));
    }
    SortedMap<String, List<TestRow>> rosters = rosters(county);
    assertThat(rosters).hasSize(3);
    assertThat(rehearsed).hasSizeGreaterThan(100);

    assertSame(rehearsed, nights("in-order", rosters, harbor -> {
      for (TestAgency agency : harbor.agencies()) {
        agency.serves(rosters.get(agency.id().value()));
        agency.night();
      }
    }));
    assertSame(rehearsed, nights("in-pieces", rosters, harbor -> inPieces(harbor, rosters)));
  }

  private static void assertSame(SortedSet<String> rehearsed, SortedSet<String> atNight) {
    SortedSet<String> missing = new TreeSet<>(rehearsed);
    missing.removeAll(atNight);
    SortedSet<String> more = new TreeSet<>(atNight);
    more.removeAll(rehearsed);
    assertThat(missing).as("pairs of the rehearsal only").isEmpty();
    assertThat(more).as("pairs of the nights only").isEmpty();
  }

  /// Backwards and shuffled, in three cuts; first with some rows that are somebody else's and some that are nobody's, which later nights put right.
  private static void inPieces(TestCollaborative harbor, SortedMap<String, List<TestRow>> rosters) {
    var random = new Random(3);
    List<TestAgency> agencies = harbor.agencies().reversed();
    Map<String, List<TestRow>> shuffled = new HashMap<>();
    rosters.forEach((name, rows) -> {
      List<TestRow> order = new ArrayList<>(rows);
      Collections.shuffle(order, random);
      shuffled.put(name, order);
    });
    var people = new TestPeople(3);
    for (int cut = 1; cut <= 3; cut++) {
      for (TestAgency agency : agencies) {
        List<TestRow> all = shuffled.get(agency.id().value());
        List<TestRow> now = new ArrayList<>(all.subList(0, all.size() * cut / 3));
        for (int i = 0; i < now.size() && cut < 3; i += 9) {
          now.set(i, all.get(all.size() - 1 - i).in(now.get(i).localId()));
        }
        if (cut < 3) {
          now.addAll(people.persons(5));
        }
        agency.servesOnly(now);
        agency.night("--allow-removals");
      }
    }
  }

  private interface Nights {
    void run(TestCollaborative harbor);
  }

  private SortedSet<String> nights(String name, SortedMap<String, List<TestRow>> rosters, Nights nights) {
    try (TestCollaborative harbor = TestCollaborative.in(folder.resolve(name), clock, TestCollaborative.Place.INSIDE)) {
      int number = 0;
      for (String id : rosters.keySet()) {
        TestAgency agency = harbor.join(id, CLASSES.get(number++), DisclosureProfile.P3);
        Path keyring = agency.folder().resolve("keyring");
        Snapshot.delete(keyring.resolve("record-key.json"));
        new KeyFile.OfRecordKey(RehearsalKeys.recordKey(agency.id())).createIn(keyring);
        new KeyFile.OfLinkageSecret(RehearsalKeys.linkageSecret(SizeClass.UP_TO_50_000)).createIn(keyring);
      }
      harbor.begin();
      nights.run(harbor);
      harbor.checkInvariants();
      Map<RecordRef, String> names = new HashMap<>();
      harbor.agencies().forEach(agency -> agency.rows().forEach(row -> names.put(new RecordRef(agency.id(), agency.token(row.localId())), agency.id()
          + "/"
          + row.localId())));
      SortedSet<String> pairs = new TreeSet<>();
      for (Match match : harbor.server().state().matches()) {
        pairs.add(pair(names.get(match.a()), names.get(match.b()), match.grade().word(), BigDecimal.valueOf(match.probability()).setScale(6,
            RoundingMode.HALF_EVEN).toPlainString()));
      }
      return pairs;
    }
  }

  private static String pair(String one, String other, String grade, String score) {
    SortedSet<String> both = new TreeSet<>(List.of(one, other));
    return String.join(" ", both) + " " + grade + " " + score;
  }

  private static SortedMap<String, List<TestRow>> rosters(Path county) throws IOException {
    SortedMap<String, List<TestRow>> rosters = new TreeMap<>();
    for (Path file : TestCollaborative.files(county)) {
      String name = file.getFileName().toString();
      if (name.matches("[0-9]{2}_.*\\.csv")) {
        List<TestRow> rows = new ArrayList<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
          csv.forEach(line -> rows.add(new TestRow(new LinkedHashMap<>(line.getFieldsAsMap()))));
        }
        rosters.put(name.substring(3, name.length() - 4), rows);
      }
    }
    return rosters;
  }

  /// Runs `tellonce …`, which must succeed.
  private void tellonce(String... words) {
    var out = new StringWriter();
    var writer = new PrintWriter(out, true);
    int code = org.tellonce.rehearsal.Main.run(words, clock, TestCollaborative.RANDOM, writer, writer, folder);
    assertThat(code).as(out.toString()).isZero();
  }
}
