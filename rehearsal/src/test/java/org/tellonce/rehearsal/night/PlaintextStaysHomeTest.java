package org.tellonce.rehearsal.night;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;

/// The promise on which everything stands: no protected cell of any roster, and no linkage secret, in any byte that the server received, stored, logged or told
/// its operator, nor in what the agencies' programs keep and print of their nights. The server is a process of its own, as an operator runs it; between it and
/// each agency somebody reads along with the certificates of both.
class PlaintextStaysHomeTest {
  private static final int PERSONS = 12;
  private static final int SHARED = 5;

  @TempDir
  private Path folder;
  private final Map<TestAgency, Relay> wires = new HashMap<>();
  /// Who was typed in and stands in no roster.
  private final List<TestRow> typed = new ArrayList<>();

  @Test
  void noProtectedCellAndNoSecret_inAnyByteThatTheServerReceivedStoredOrLogged() throws Exception {
    var people = new TestPeople(20);
    try (TestCollaborative harbor = TestCollaborative.in(folder, TestClock.real(), TestCollaborative.Place.PROCESS)) {
      TestAgency childWelfare = harbor.join("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
      TestAgency juvenileJustice = harbor.join("juvenile_justice", AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3);
      TestAgency school = harbor.join("school", AgencyClass.SCHOOL, DisclosureProfile.P3);
      harbor.begin();
      for (TestAgency agency : harbor.agencies()) {
        wires.put(agency, agency.readAlong(harbor));
        agency.serves(people.persons(PERSONS));
      }
      LocalDate day = TestClock.real().today().minusMonths(2);
      List<TestRow> shared = people.persons(SHARED);
      childWelfare.serves(shared.stream().map(row -> row.screened("HTST", "short", day)).toList());
      juvenileJustice.serves(shared.stream().map(row -> row.in(people.word())).toList());
      school.serves(people.person().with("given_name", people.word() + "-" + people.word() + "á").with("family_name", "de la " + people.word() + " O'"
          + people.word()), shared.getFirst().in(people.word()).with("family_name", people.word()));

      // A night; flags; an opening; look-ups of somebody who is there and of somebody who is not; a withdrawal everywhere; rows that change and go.
      harbor.night();
      List<String> flagged = juvenileJustice.flagged();
      assertThat(flagged).hasSize(SHARED);
      assertThat(juvenileJustice.opens(flagged.getFirst(), "Case-" + people.word(), "intake").code()).isZero();
      lookUp(school, people.person(), people.word());
      lookUp(school, shared.get(1).with("preferred_name", people.word()), people.word());
      assertThat(juvenileJustice.run("withdraw", flagged.getLast(), "--everywhere").code()).isZero();
      TestRow changed = school.rows().getFirst();
      school.changes(changed.localId(), row -> row.with("family_name", people.word()).with("phone", "(999) 867-5309"));
      harbor.night();

      // A night in which the database fails under the server's hands: when a part is stored, and when a record is.
      school.serves(people.person().screened("TVIT", "long", day));
      for (String table : List.of("submission_part", "record")) {
        harbor.server().sql("CREATE TRIGGER broken BEFORE INSERT ON " + table + " BEGIN SELECT RAISE(ABORT, 'broken'); END");
        assertThat(school.run("nightly").code()).isEqualTo(ExitCode.NETWORK.number());
        assertNothingFound(harbor);
        harbor.server().sql("DROP TRIGGER broken");
      }
      assertThat(serverLog(harbor)).as("the failing statement is in the log").contains("SQL");
      school.night();
      harbor.checkInvariants();
      assertNothingFound(harbor);
      harbor.server().stop();
      assertNothingFound(harbor);
    } finally {
      wires.values().forEach(Relay::close);
    }
  }

  private void lookUp(TestAgency agency, TestRow person, String caseWord) {
    typed.add(person);
    String details = String.join("\n", "given_name: " + person.cell("given_name"), "given_name: " + person.cell("preferred_name"), "middle_name: "
        + person.cell(
            "middle_name"), "surname: " + person.cell("family_name"), "date_of_birth: " + person.cell("date_of_birth"), "address: " + person.cell(
                "address"), "zip: "
                    + person.cell("zip"), "phone: " + person.cell("phone"), "guardian: " + person.cell("guardian_name"), "ssn4: " + person.cell(
                        "ssn_last4"), "school_id: "
                            + person.cell("school_id")) + "\n";
    TestAgency.Ran ran = agency.types(details, "lookup", "--case", "Case-" + caseWord, "--purpose", "intake", "--user", TestAgency.USER);
    assertThat(ran.code()).as(ran.err()).isZero();
  }

  @Test
  void aPlantedWord_isFound_inEachFormAndEachPlace() {
    var people = new TestPeople(21);
    TestRow row = people.person().with("family_name", "Zzyxquí Vromp");
    var needles = new Needles();
    needles.addRow(row);
    byte[] secret = new byte[32];
    for (int i = 0; i < secret.length; i++) {
      secret[i] = (byte) (7 * i + 200);
    }
    needles.addSecret("a secret", secret);

    List<String> planted = new ArrayList<>(Needles.PROTECTED.stream().filter(column -> !column.equals("suffix")).map(row::cell).toList());
    planted.add("zzyxquivromp");
    planted.add(row.cell("phone").replaceAll("[^0-9]", ""));
    planted.add(row.cell("given_name").toUpperCase(Locale.ROOT));
    planted.add(row.cell("date_of_birth").replace("-", ""));
    planted.add(java.util.HexFormat.of().formatHex(secret));
    planted.add(java.util.Base64.getUrlEncoder().encodeToString(secret));
    for (String word : planted) {
      assertThat(word).isNotEmpty();
      assertThat(needles.in(("{\"millis\":12,\"x\":\"" + word + "\"}\n").getBytes(UTF_8))).as(word).isNotEmpty();
    }
    assertThat(needles.in(secret)).isNotEmpty();
    assertThat(needles.in("{\"route\":\"PUT /v1/submissions/{id}/parts/{n}\",\"agency\":\"school\",\"status\":200,\"millis\":12}".getBytes(UTF_8)))
        .isEmpty();
  }

  private void assertNothingFound(TestCollaborative harbor) throws IOException {
    var needles = new Needles();
    harbor.agencies().forEach(agency -> agency.everServed().forEach(needles::addRow));
    typed.forEach(needles::addRow);
    for (TestAgency agency : harbor.agencies()) {
      needles.addSecret("the linkage secret", agency.keyring().find(1).orElseThrow().secret().bytes());
      needles.addSecret("the record key of " + agency.id(), agency.keyring().recordKey().secret().bytes());
    }
    assertThat(needles.count()).isGreaterThan(1_000);

    Map<String, byte[]> places = places(harbor);
    places.forEach((place, bytes) -> assertThat(needles.in(bytes)).as(place).isEmpty());
    assertThat(places.get("what passed between school and the server").length).isGreaterThan(50_000);
    assertThat(new String(places.get("what passed between school and the server"), UTF_8)).contains("PUT /v1/submissions/", "\"rows\":\"");

    // The same search finds a word that somebody has put beside the server's log.
    var tampered = new ByteArrayOutputStream();
    tampered.write(Files.readAllBytes(harbor.serverFolder().resolve("log").resolve("server.jsonl")));
    tampered.write(harbor.agencies().getFirst().rows().getFirst().cell("given_name").toLowerCase(Locale.ROOT).getBytes(UTF_8));
    assertThat(needles.in(tampered.toByteArray())).isNotEmpty();
  }

  /// Everything that lies or passes outside of rosters, keyrings and flags.csv.
  private Map<String, byte[]> places(TestCollaborative harbor) throws IOException {
    Map<String, byte[]> places = new HashMap<>();
    for (Path file : TestCollaborative.files(harbor.serverFolder())) {
      places.put(file.toString(), Files.readAllBytes(file));
    }
    places.put("the server's output", Files.readAllBytes(harbor.server().output()));
    if (harbor.server().isRunning()) {
      String metrics = harbor.server().management("/metrics");
      assertThat(metrics).contains("tellonce_calls");
      places.put("the server's metrics", metrics.getBytes(UTF_8));
    }
    wires.forEach((agency, wire) -> places.put("what passed between " + agency.id() + " and the server", wire.seen()));
    for (TestAgency agency : harbor.agencies()) {
      places.put("the journal of " + agency.id(), agency.journal().getBytes(UTF_8));
      for (Path file : TestCollaborative.files(agency.folder())) {
        if (!file.startsWith(agency.folder().resolve("keyring")) && !file.endsWith("roster.csv") && !file.endsWith("flags.csv")) {
          places.put(file.toString(), Files.readAllBytes(file));
        }
      }
    }
    return places;
  }

  private static String serverLog(TestCollaborative harbor) throws IOException {
    return Files.readString(harbor.serverFolder().resolve("log").resolve("server.jsonl"));
  }
}
