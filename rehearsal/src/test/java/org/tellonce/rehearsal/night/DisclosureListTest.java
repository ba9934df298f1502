package org.tellonce.rehearsal.night;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.transport.ServerAnswer;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.pages.testing.Browser;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.flags.FlagOpening;
import org.tellonce.protocol.transport.Route;
import org.tellonce.rehearsal.night.TestAgency.Ran;

/// What a pointer never tells, line by line: looked for on the page that a caseworker reads, and in every byte that her agency received. To be read by a privacy
/// officer. What cannot be looked for as a word, because it is a difference, is shown by answers that are the same to the byte: but for the number by which an answer
/// is called and its date, which each has.
class DisclosureListTest {
  private static final String NOTHING = "No earlier conversation is on file";
  /// What child welfare's own system keeps beside what it sends.
  private static final Map<String, String> KEPT = Map.of("screening_outcome", "likelyquorv", "screening_score", "7717", "screening_answers",
      "yesnoyesquib", "narrative", "shetoldusvromp", "screener", "wurzelbach");
  private static final String PASSWORD = "a good long password";
  private static Evening evening;

  @TempDir
  private Path folder;
  private TestCollaborative harbor;
  private TestAgency juvenileJustice;
  private Relay wire;

  /// Child welfare has screened Katherine, Maria and Lena; the school has screened Maria, too, in the same month; a crisis line that stays hidden has screened Nora, a
  /// clinic that stays hidden Olga. All of them are new to juvenile justice, which knows them under other names and with less.
  @BeforeAll
  static void anEveningAfterManyTalks(@TempDir Path folder) throws IOException {
    TestCollaborative harbor = TestCollaborative.in(folder, TestClock.at("2026-06-08", "22:00"), TestCollaborative.Place.INSIDE);
    TestAgency childWelfare = harbor.join("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
    TestAgency school = harbor.join("school", AgencyClass.SCHOOL, DisclosureProfile.P3);
    TestAgency crisisLine = harbor.join("crisis_line", AgencyClass.HOTLINE, DisclosureProfile.P2);
    TestAgency clinic = harbor.join("clinic", AgencyClass.MENTAL_HEALTH_SUBSTANCE_USE, DisclosureProfile.P2);
    harbor.join("mentors", AgencyClass.MENTORSHIP_JOB_TRAINING, DisclosureProfile.P2);
    TestAgency juvenileJustice = harbor.join("juvenile_justice", AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3);
    TestPeople people = new TestPeople(31);
    harbor.agencies().forEach(agency -> agency.serves(people.persons(8)));
    Map<String, TestRow> persons = new LinkedHashMap<>();
    List.of("JJ-katherine", "JJ-maria", "JJ-lena", "JJ-nora", "JJ-olga").forEach(id -> persons.put(id, people.person()));
    persons.forEach((id, row) -> juvenileJustice.serves(known(row, id)));
    childWelfare.serves(persons.get("JJ-katherine").screened("HTST", "short", "2026-05-23"), persons.get("JJ-maria").screened("HTST", "short",
        "2026-05-21"), persons.get("JJ-lena").screened("HTST", "short", "2026-05-20"));
    school.serves(persons.get("JJ-maria").in(people.word()).screened("HTST", "short", "2026-05-19"));
    crisisLine.serves(persons.get("JJ-nora").screened("HTST", "short", "2026-05-18"));
    clinic.serves(persons.get("JJ-olga").screened("HTST", "short", "2026-05-17"));
    keepBeside(childWelfare);
    harbor.begin();
    harbor.night();
    assertThat(juvenileJustice.flagged()).containsExactlyInAnyOrderElementsOf(persons.keySet());
    evening = Evening.of(harbor);
  }

  /// Names of another order, without the middle name, the other address and the guardian.
  private static TestRow known(TestRow row, String localId) {
    return TestRow.of(localId).with("given_name", row.cell("given_name")).with("family_name", row.cell("family_name")).with("date_of_birth", row.cell(
        "date_of_birth")).with("phone", row.cell("phone"));
  }

  /// The columns of its own system that TellOnce shall not read, with a word in each that stands nowhere else.
  private static void keepBeside(TestAgency childWelfare) throws IOException {
    Path roster = childWelfare.folder().resolve("roster.csv");
    List<String> lines = Files.readAllLines(roster, UTF_8);
    List<String> wider = new ArrayList<>(List.of(lines.getFirst() + "," + String.join(",", KEPT.keySet())));
    lines.stream().skip(1).forEach(line -> wider.add(line + "," + String.join(",", KEPT.values())));
    Files.write(roster, wider, UTF_8);
    childWelfare.configures("#ignored = [\"worker\", \"unit\"]", "ignored = [\"" + String.join("\", \"", KEPT.keySet()) + "\"]");
  }

  @BeforeEach
  void fromThatEveningOn() {
    harbor = evening.copy(folder);
    juvenileJustice = harbor.agency("juvenile_justice");
    harbor.start();
    wire = juvenileJustice.readAlong(harbor);
  }

  @AfterEach
  void end() {
    wire.close();
    harbor.close();
  }

  // --- how it is asked and looked at

  /// The page of an opened row.
  private String opens(String row) {
    return page(juvenileJustice.opens(row, "2026-0815", "intake"));
  }

  /// The page of a look-up by what juvenile justice knows.
  private String looksUp(String row, String... leftOut) {
    TestRow known = row(row);
    StringBuilder details = new StringBuilder();
    Map.of("given_name", "given_name", "family_name", "surname", "date_of_birth", "date_of_birth", "phone", "phone").forEach((column, field) -> {
      if (!List.of(leftOut).contains(column)) {
        details.append(field).append(": ").append(known.cell(column)).append('\n');
      }
    });
    return page(juvenileJustice.types(details.toString(), "lookup", "--case", "2026-0815", "--purpose", "intake", "--user", TestAgency.USER));
  }

  private TestRow row(String localId) {
    return juvenileJustice.rows().stream().filter(row -> row.localId().equals(localId)).findFirst().orElseThrow();
  }

  private static String page(Ran ran) {
    assertThat(ran.code()).as(ran.all()).isZero();
    return masked(ran.out().replaceAll("\\s+", " "));
  }

  /// The page of the desk on which an opened row is shown.
  private String atTheDesk(String row) {
    juvenileJustice.flagged();
    Phone phone = new Phone(juvenileJustice.enrolsAtDesk(TestAgency.USER, PASSWORD), harbor.clock());
    try (RunningDesk desk = RunningDesk.of(juvenileJustice, harbor.clock())) {
      Browser browser = new Browser(desk.url() + "/");
      browser.get("/sign-in");
      browser.post("/sign-in", Map.of("pseudonym", TestAgency.USER, "password", PASSWORD, "code", phone.digits()));
      String open = browser.page("/tonight").select("tr:has(th:containsOwn(" + row + ")) a").attr("href");
      browser.page(open);
      Document hidden = browser.postAndFollow(open, Map.of("case", "2026-0815", "purpose", "intake", "basis", "", "name-us", "no"));
      Document shown = browser.postAndFollow(hidden.select("main form").attr("action"), Map.of("do", "show"));
      assertThat(desk.err()).isEmpty();
      return shown.outerHtml();
    }
  }

  /// The bytes of the answer to an opened row.
  private String openedBytes(String row) {
    return bytes(Route.OPENINGS, new FlagOpening(juvenileJustice.token(row), TestAgency.asks(TestAgency.USER)).toBytes());
  }

  /// The bytes of the answer to a look-up by these columns of a row.
  private String lookedUpBytes(String row, Column... columns) {
    Map<Column, String> typed = new LinkedHashMap<>();
    for (Column column : columns) {
      typed.put(column, row(row).cell(column.id()));
    }
    return bytes(Route.LOOKUPS, juvenileJustice.encodesLookUp(TestAgency.USER, typed).toBytes());
  }

  private String bytes(Route route, byte[] body) {
    try (ServerClient server = juvenileJustice.byHand()) {
      return masked(new String(((ServerAnswer.Done) server.call(route, route.path(), body)).body(), UTF_8));
    }
  }

  /// But for the number by which an answer is called.
  private static String masked(String answer) {
    return answer.replaceAll("[0-9a-f]{32}", "*");
  }

  /// Katherine's pages, and all that juvenile justice received for them.
  private List<String> katherine() {
    juvenileJustice.flagged();
    List<String> seen = new ArrayList<>(List.of(opens("JJ-katherine"), looksUp("JJ-katherine"), atTheDesk("JJ-katherine")));
    assertThat(seen).allSatisfy(page -> assertThat(page).contains("child welfare: Intake desk of child_welfare", "555-0101",
        "(short form, May 2026)"));
    String received = new String(wire.seen(), UTF_8);
    assertThat(received).contains("POST /v1/openings", "POST /v1/lookups", "\"month\":\"2026-05\"");
    seen.add(received);
    return seen.stream().map(text -> text.toLowerCase(Locale.ROOT)).toList();
  }

  // --- what is not there, as a word

  @Test
  void theOutcome_theScore_theAnswers_theNarrative_andWhoScreened_areNowhere() {
    assertThat(katherine()).allSatisfy(seen -> assertThat(seen).doesNotContain(KEPT.values()));
  }

  @Test
  void names_andDates_heldElsewhere_areNowhere() {
    TestRow held = harbor.agency("child_welfare").rows().stream().filter(row -> row.cell("family_name").equals(row("JJ-katherine").cell(
        "family_name")))
        .findFirst().orElseThrow();
    Needles needles = new Needles();
    needles.addRow(held);
    assertThat(katherine()).allSatisfy(seen -> assertThat(needles.in(seen.getBytes(UTF_8))).isEmpty());
  }

  @Test
  void theExactDay_isNowhere_onlyTheMonth() {
    assertThat(katherine()).allSatisfy(seen -> assertThat(seen).doesNotContain("2026-05-23", "20260523", "may 23", "23 may", "5/23/2026",
        "05/23/2026",
        "23.05.2026", "2026-05-23t"));
  }

  @Test
  void howTheTalkWent_isNotThere_whereTheAgencyDoesNotTellIt() {
    assertThat(katherine()).allSatisfy(seen -> assertThat(seen).doesNotContain("\"status\":\"completed\"", "status: completed"));
  }

  @Test
  void aHiddenAgency_isNotNamed_andLooksLikeAnyOtherThatIsHidden() {
    String nora = opens("JJ-nora");
    assertThat(nora).contains("call Harbor County coordinator, 555-0190").doesNotContain("crisis", "555-0101");
    assertThat(looksUp("JJ-nora")).doesNotContain("crisis", "555-0101");
    assertThat(openedBytes("JJ-nora")).doesNotContain("crisis").isEqualTo(openedBytes("JJ-olga"));
    assertThat(opens("JJ-olga")).isEqualTo(nora);
    assertThat(atTheDesk("JJ-nora")).contains("Harbor County coordinator").doesNotContain("crisis", "555-0101");
  }

  @Test
  void theFlagOfTheMorning_isAFlag_withoutContent() throws IOException {
    juvenileJustice.flagged();
    assertThat(Files.readAllLines(juvenileJustice.folder().resolve("flags.csv"))).contains("JJ-katherine,yes,2026-06-08", "JJ-nora,yes,2026-06-08")
        .allSatisfy(
            line -> assertThat(line.split(",", -1)).hasSize(3));
    try (ServerClient server = juvenileJustice.byHand()) {
      String feed = new String(((ServerAnswer.Done) server.call(Route.FLAGS, Route.FLAGS.path() + "?after=0")).body(), UTF_8);
      assertThat(feed).contains(juvenileJustice.token("JJ-katherine").toString());
      String flag = "\\{\"ask_first\":true,\"since\":\"2026-06-08\",\"token\":\"\\*\"}";
      assertThat(masked(feed).replaceAll("\\s", "")).matches("\\{\"changes\":\\[(" + flag + ",?)+],\"cursor\":[0-9]+,\"more\":false}");
    }
  }

  // --- what would show by a difference

  @Test
  void whichDetailsAgreed_andHowWell_makeNoDifference() {
    String all = lookedUpBytes("JJ-katherine", Column.GIVEN_NAME, Column.FAMILY_NAME, Column.DATE_OF_BIRTH, Column.PHONE);
    assertThat(all).contains("\"kind\":\"pointer\"");
    assertThat(lookedUpBytes("JJ-katherine", Column.GIVEN_NAME, Column.FAMILY_NAME, Column.DATE_OF_BIRTH)).isEqualTo(all);
    assertThat(openedBytes("JJ-katherine")).isEqualTo(all);
    assertThat(looksUp("JJ-katherine", "phone")).isEqualTo(looksUp("JJ-katherine"));
  }

  @Test
  void howManyAgenciesKnowHer_makesNoDifference() {
    String one = openedBytes("JJ-lena");
    assertThat(one).contains("\"kind\":\"pointer\"").containsOnlyOnce("\"month\"");
    // Of the two who know Maria the newest is shown, and nothing says that there is another.
    assertThat(List.of(one, one.replace("child welfare", "school").replace("child_welfare", "school"))).anySatisfy(same -> assertThat(openedBytes(
        "JJ-maria")).isEqualToIgnoringWhitespace(same));
    assertThat(openedBytes("JJ-maria")).hasSameSizeAs(one);
  }

  @Test
  void thatARecordIsShielded_makesNoDifferenceToOneThatNobodyKnows() {
    String nobody = lookedUpBytes(juvenileJustice.rows().getFirst().localId(), Column.GIVEN_NAME, Column.FAMILY_NAME, Column.DATE_OF_BIRTH);
    assertThat(nobody).contains("\"kind\":\"nothing\"");
    TestAgency childWelfare = harbor.agency("child_welfare");
    String lena = childWelfare.rows().stream().filter(row -> row.cell("family_name").equals(row("JJ-lena").cell("family_name"))).findFirst()
        .orElseThrow().localId();
    assertThat(childWelfare.run("shield", lena, "--reason", "safety", "--user", TestAgency.USER).code()).isZero();

    assertThat(lookedUpBytes("JJ-lena", Column.GIVEN_NAME, Column.FAMILY_NAME, Column.DATE_OF_BIRTH, Column.PHONE)).isEqualTo(nobody);
    assertThat(openedBytes("JJ-lena")).isEqualTo(nobody);
    assertThat(looksUp("JJ-lena")).contains(NOTHING);
    assertThat(opens("JJ-lena")).isEqualTo(opens(juvenileJustice.rows().getFirst().localId()));
  }
}
