package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.roster.Column;
import org.tellonce.agency.transport.ServerAnswer;
import org.tellonce.agency.transport.ServerClient;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.audit.Event;
import org.tellonce.protocol.audit.EventKind;
import org.tellonce.protocol.audit.LockEvent;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.flags.FlagOpening;
import org.tellonce.protocol.flags.LookUp;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.ProblemDocument;
import org.tellonce.protocol.transport.Route;
import org.tellonce.rehearsal.night.TestAgency.Ran;
import org.tellonce.server.audit.LogInTest;

/// What keeps a look into the files from becoming a search of them: who never asks, what is too little to ask with, and whoever tries one person again and again.
/// Written to be read by a privacy officer; over real sockets. Each door is tried twice: with the agency's own program, and past it, with its real keys.
class GuardedStoryTest {
  private static final String SWORN = "u-officer";
  private static final String COLLEAGUE = "u-second";
  private static final String PRIVACY_OFFICER = "u-privacy";
  private static final String NOTHING = "No earlier conversation is on file";
  private static final String SOMETHING = "Another agency may already have talked";
  private static Evening evening;

  @TempDir
  private Path folder;
  private TestCollaborative harbor;
  private TestAgency juvenileJustice;

  /// Child welfare has screened Katherine Marlowe, who is new to juvenile justice; and somebody else, whom both serve.
  @BeforeAll
  static void anEveningWithFourPeopleWhoMayOrMayNotAsk(@TempDir Path folder) {
    TestCollaborative harbor = TestCollaborative.in(folder, TestClock.at("2026-06-08", "22:00"), TestCollaborative.Place.INSIDE);
    TestAgency childWelfare = harbor.join("child_welfare", AgencyClass.CHILD_WELFARE, DisclosureProfile.P3);
    TestAgency juvenileJustice = harbor.join("juvenile_justice", AgencyClass.CORRECTIONS_PROBATION, DisclosureProfile.P3);
    TestPeople people = new TestPeople(13);
    childWelfare.serves(people.persons(10));
    juvenileJustice.serves(people.persons(10));
    TestRow shared = people.person();
    childWelfare.serves(shared.in("CW-1").screened("HTST", "short", "2026-05-20"));
    juvenileJustice.serves(shared.in("JJ-1"));
    childWelfare.serves(TestRow.of("CW-1001").with("given_name", "Katherine").with("family_name", "Marlowe").with("date_of_birth", "2010-04-11")
        .with("address", "418 Bellweather St").with("zip", "90731").with("phone", "(310) 624-0147").with("guardian_name", "Ruth Marlowe").screened(
            "HTST", "short", "2026-05-20"));
    joins(juvenileJustice, SWORN, "sworn");
    joins(juvenileJustice, COLLEAGUE, "caseworker");
    joins(juvenileJustice, PRIVACY_OFFICER, "privacy-officer");
    harbor.begin();
    harbor.night();
    evening = Evening.of(harbor);
  }

  @BeforeEach
  void fromThatEveningOn() {
    harbor = evening.copy(folder);
    juvenileJustice = harbor.agency("juvenile_justice");
    harbor.start();
  }

  @AfterEach
  void end() {
    harbor.close();
  }

  private static void joins(TestAgency agency, String user, String role) {
    did(agency.run("users", "add", user, "--role", role, "--trained-until", "2099-12-31"));
  }

  private static String did(Ran ran) {
    assertThat(ran.code()).as(ran.all()).isZero();
    return ran.out().replaceAll("\\s+", " ");
  }

  private Ran lookUp(String user, String details) {
    return juvenileJustice.types(details, "lookup", "--case", "2026-0815", "--purpose", "intake", "--user", user);
  }

  private ServerAnswer sends(Route route, byte[] body) {
    try (ServerClient server = juvenileJustice.byHand()) {
      return server.call(route, route.path(), body);
    }
  }

  private OpeningAnswer answered(LookUp lookUp) {
    return sends(Route.LOOKUPS, lookUp.toBytes()).orStop("the look-up", OpeningAnswer::parse);
  }

  private List<Event> logged(EventKind kind) {
    return new LogInTest(harbor.serverFolder()).events().stream().map(LoggedEvent::event).filter(event -> event.kind() == kind).toList();
  }

  private static final Map<Column, String> KATHERINE = Map.of(Column.GIVEN_NAME, "Katherine", Column.FAMILY_NAME, "Marlowe", Column.DATE_OF_BIRTH,
      "2010-04-11", Column.PHONE, "(310) 624-0147");

  // --- who never asks

  @Test
  void swornOfficer_doesNotAsk_neitherByLookingUpNorByOpening() {
    // The agency's own program says so before anything is sent.
    Ran refused = lookUp(SWORN, "given_name: Katherine\nsurname: Marlowe\ndate_of_birth: 2010-04-11\n");
    assertThat(refused.code()).isNotZero();
    assertThat(refused.err()).contains("sworn officers do not ask, the coordinator calls them back", "the server was not asked");

    // Past it, with a good certificate and a good signature, the server refuses with 403: the look-up, and the opening of a row that has a flag.
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
    assertRefused(sends(Route.LOOKUPS, juvenileJustice.encodesLookUp(SWORN, KATHERINE).toBytes()));
    assertRefused(sends(Route.OPENINGS, new FlagOpening(juvenileJustice.token("JJ-1"), TestAgency.asks(SWORN)).toBytes()));
    assertThat(logged(EventKind.OPENING)).isEmpty();
    assertThat(logged(EventKind.LOOKUP)).isEmpty();

    // A caseworker of the same agency is answered both.
    assertThat(answered(juvenileJustice.encodesLookUp(COLLEAGUE, KATHERINE))).isInstanceOf(OpeningAnswer.PointerAnswer.class);
    assertThat(did(juvenileJustice.opens("JJ-1", "12", "intake"))).contains(SOMETHING);
  }

  private static void assertRefused(ServerAnswer answer) {
    assertThat(answer).isInstanceOfSatisfying(ServerAnswer.Refused.class, refused -> {
      ProblemDocument problem = refused.problem();
      assertThat(problem.code()).isEqualTo(ProblemCode.USER_REFUSED);
      assertThat(problem.code().status()).isEqualTo(403);
      assertThat(problem.problems()).extracting(Problem::where, Problem::rule).containsExactly(org.assertj.core.groups.Tuple.tuple("opening.user",
          "a sworn officer does not ask: the coordinator calls back"));
    });
  }

  // --- what is too little to ask with

  @Test
  void phoneOnly_firstNameOnly_dateOnly_areRefusedInPlainWords_andFindNothingByHand() {
    Map<Column, String> words = Map.of(Column.PHONE, "A phone number alone is not enough. Add", Column.GIVEN_NAME,
        "A first name alone is not enough. Add", Column.DATE_OF_BIRTH, "A date of birth alone is not enough. Add");
    Map<Column, String> fields = Map.of(Column.PHONE, "phone", Column.GIVEN_NAME, "given_name", Column.DATE_OF_BIRTH, "date_of_birth");
    words.forEach((column, sentence) -> {
      Ran refused = lookUp(TestAgency.USER, fields.get(column) + ": " + KATHERINE.get(column) + "\n");
      assertThat(refused.code()).as(refused.all()).isEqualTo(3);
      assertThat(refused.all()).contains(sentence).doesNotContain(KATHERINE.get(column));
    });
    assertThat(logged(EventKind.LOOKUP)).as("nothing of it was sent").isEmpty();

    // Past the program the server cannot see how little it is. It finds nothing by it: to agree on one thing alone never makes a match.
    words.keySet().forEach(column -> assertThat(answered(juvenileJustice.encodesLookUp(TestAgency.USER, Map.of(column, KATHERINE.get(column))))).as(
        column.id())
        .isInstanceOf(
            OpeningAnswer.Nothing.class));
    assertThat(logged(EventKind.LOOKUP)).as("each is in the log as the question that it was").hasSize(3);

    // Together they find her.
    assertThat(answered(juvenileJustice.encodesLookUp(TestAgency.USER, KATHERINE))).isInstanceOf(OpeningAnswer.PointerAnswer.class);
  }

  // --- whoever tries again and again

  @Test
  void twelveTriesAtOnePerson_lockTheUser_andTheAgencyIsTold_whileAColleagueStillAsks() {
    List<String> names = List.of("Ann", "Beth", "Carol", "Diane", "Ellen", "Fiona", "Grace", "Helen", "Irene", "Joan", "Laura", "Maria");
    for (String name : names.subList(0, 11)) {
      did(tries(TestAgency.USER, name));
    }
    Ran twelfth = tries(TestAgency.USER, names.getLast());
    assertThat(twelfth.code()).isEqualTo(4);
    assertThat(twelfth.err()).contains(TestAgency.USER + " may not ask now: locked since 2026-06-08");

    // Neither that person nor another, neither by look-up nor by opening.
    assertThat(lookUp(TestAgency.USER, "given_name: Zorablix\nsurname: Umbergast\ndate_of_birth: 2009-05-06\n").code()).isEqualTo(4);
    assertThat(juvenileJustice.opens("JJ-1", "12", "intake").code()).isEqualTo(4);

    // It is an incident: an event of the log, which the agency reads, and a notice.
    assertThat(logged(EventKind.LOCK)).singleElement().isInstanceOfSatisfying(LockEvent.class, lock -> {
      assertThat(lock.agency()).isEqualTo(juvenileJustice.id());
      assertThat(lock.user()).contains(TestAgency.USER);
    });
    assertThat(did(juvenileJustice.run("notices"))).contains(TestAgency.USER + " asked about what looked like one young person again and again");

    // A colleague has a young person at the desk, and is answered.
    assertThat(did(lookUp(COLLEAGUE, "given_name: Katherine\nsurname: Marlowe\ndate_of_birth: 2010-04-11\nphone: 310 624 0147\n"))).contains(
        SOMETHING);

    // The privacy officer has looked at why, and clears the user: then the next question is answered.
    did(juvenileJustice.run("users", "clear", TestAgency.USER, "--by", PRIVACY_OFFICER));
    did(juvenileJustice.run("users", "send"));
    assertThat(did(juvenileJustice.opens("JJ-1", "12", "intake"))).contains(SOMETHING);
    juvenileJustice.night();
  }

  @Test
  void twelveDifferentYoungPeople_lockNobody() {
    TestPeople arrivals = new TestPeople(14);
    for (TestRow arrival : arrivals.persons(13)) {
      assertThat(did(lookUp(TestAgency.USER, "given_name: " + arrival.cell("given_name") + "\nsurname: " + arrival.cell("family_name")
          + "\ndate_of_birth: " + arrival.cell("date_of_birth") + "\n"))).contains(NOTHING);
    }
    assertThat(logged(EventKind.LOCK)).isEmpty();
  }

  // --- whoever puts questions into the roster

  /// Katherine as somebody would vary her who does not know how she is written elsewhere. By which bits the keys set, one or two of them may look like somebody else.
  private static List<TestRow> variants() {
    List<String> names = List.of("Katherine", "Kathryn", "Katharine", "Catherine", "Kate", "Kathy", "Katie", "Katrina");
    List<TestRow> rows = new ArrayList<>();
    for (int i = 0; i < names.size(); i++) {
      rows.add(TestRow.of("INV-" + i).with("given_name", names.get(i)).with("family_name", i % 3 == 2 ? "Marlow" : "Marlowe").with("date_of_birth",
          i % 4 == 3 ? "2010-11-04" : "2010-04-11"));
    }
    return rows;
  }

  @Test
  void variantsOfOnePerson_inTheRoster_getNoFlag_untilASecondPersonSaysThatTheyArePeople() {
    juvenileJustice.serves(variants());
    String night = did(juvenileJustice.night());
    assertThat(night).contains("rows look like one young person: they get no flags");
    assertThat(juvenileJustice.flagged()).as("as before").containsExactly("JJ-1");
    assertThat(did(juvenileJustice.opens("INV-0", "12", "intake"))).contains(NOTHING);
    assertThat(logged(EventKind.LOCK)).hasSize(1);

    // The agency reads it, which names the rows; a caseworker cannot end it, the privacy officer can.
    assertThat(did(juvenileJustice.run("notices"))).containsPattern("[678] rows look like one young person, and get no flags: ").contains("INV-0");
    assertThat(juvenileJustice.run("confirm", "--row", "INV-0", "--user", COLLEAGUE).code()).isEqualTo(3);
    did(juvenileJustice.run("confirm", "--row", "INV-0", "--user", PRIVACY_OFFICER));
    assertThat(juvenileJustice.flagged()).contains("JJ-1", "INV-0");
    juvenileJustice.night();
  }

  @Test
  void fewerVariants_orPeopleWhoAreNotAlike_getTheirFlags() {
    juvenileJustice.serves(variants().subList(0, 4));
    juvenileJustice.night();
    assertThat(juvenileJustice.flagged()).contains("INV-0");
    assertThat(logged(EventKind.LOCK)).isEmpty();
  }

  @Test
  void aNightOfManyNewRows_waitsForASecondPerson() {
    TestPeople arrivals = new TestPeople(15);
    for (int night = 0; night < 3; night++) {
      harbor.clock().set(String.format(Locale.ROOT, "2026-06-%02d", 9 + night), "22:00");
      harbor.restart();
      juvenileJustice.serves(arrivals.persons(2));
      assertThat(did(juvenileJustice.night())).doesNotContain("usually");
    }
    harbor.clock().set("2026-06-12", "22:00");
    harbor.restart();
    juvenileJustice.serves(arrivals.persons(60));
    juvenileJustice.serves(variants().getFirst());
    assertThat(did(juvenileJustice.night())).contains("flags for them wait until a supervisor or the privacy officer confirms");
    assertThat(juvenileJustice.flagged()).containsExactly("JJ-1");
    assertThat(did(juvenileJustice.opens("INV-0", "12", "intake"))).contains(NOTHING);

    String day = harbor.clock().today().toString();
    did(juvenileJustice.run("confirm", "--night", day, "--user", PRIVACY_OFFICER));
    assertThat(juvenileJustice.flagged()).containsExactly("INV-0", "JJ-1");
    juvenileJustice.night();
  }

  private Ran tries(String user, String name) {
    return lookUp(user, "given_name: " + name + "\nsurname: Marlowe\ndate_of_birth: 2010-04-12\nphone: 310 624 0148\n");
  }
}
