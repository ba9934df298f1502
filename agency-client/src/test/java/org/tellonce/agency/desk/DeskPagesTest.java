package org.tellonce.agency.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.flags.AccessReport;
import org.tellonce.agency.flags.Asked;
import org.tellonce.agency.flags.Detail;
import org.tellonce.agency.flags.FlaggedRow;
import org.tellonce.agency.flags.Question;
import org.tellonce.agency.roster.Consents;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.Account;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.protocol.flags.RescreenReason;
import org.tellonce.protocol.submission.Consent;

/// The desk's pages, over HTTP on this machine.
class DeskPagesTest {
  @TempDir
  Path folder = Path.of("");
  private TestDesk desk;
  private Browser browser;

  @BeforeEach
  void open() {
    desk = new TestDesk(folder);
    browser = desk.browser;
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private static Map<String, String> person(String... more) {
    Map<String, String> fields = TestDesk.question();
    fields.putAll(Map.of("given", "Zebulon", "other-given", "Zeb, Z", "surname", "Quillonix", "surname-2", "Orrery"));
    for (int i = 0; i < more.length; i += 2) {
      fields.put(more[i], more[i + 1]);
    }
    return fields;
  }

  @Test
  void everyPage_isSound_inBothLanguages() {
    for (String language : new String[] {"en", "es"}) {
      browser.page("/tonight");
      browser.postAndFollow("/language", Map.of("language", language, "back", "/tonight"));
      Document hidden = desk.openFirst();
      Structure.assertSound(hidden);
      String result = hidden.select("main form").last().attr("action");
      Structure.assertSound(browser.postAndFollow(result, Map.of("do", "show")));
      String work = browser.shown().select("a[href^=/work/]").attr("href");
      for (String path : List.of("/tonight", desk.openPath(), "/look-up", "/work", work, work.replace("/work/", "/not-the-same/"), "/notices",
          "/who-looked", "/shield", "/consent", "/help")) {
        Document page = browser.page(path);
        Structure.assertSound(page);
        assertThat(page.select("html").attr("lang")).isEqualTo(language);
      }
      assertThat(browser.get("/result/none").statusCode()).isEqualTo(410);
      Structure.assertSound(browser.shown());
    }
  }

  @Test
  void tonight_listsTheRowsAndHowFreshTheyAre_withNothingInTheAddress() {
    Document page = browser.page("/tonight");
    assertThat(page.select("tbody th").eachText()).containsExactly("QQ-3", "QQ-<9>");
    assertThat(page.select("tbody td").eachText()).contains("March 1, 2026", "February 20, 2026");
    assertThat(page.text()).contains("This list is from March 2, 6:00 AM.");
    assertThat(page.select("a").eachAttr("href")).noneMatch(href -> href.contains("QQ"));
    desk.now = desk.now.plus(Duration.ofHours(27));
    desk.enter();
    assertThat(browser.page("/tonight").text()).contains("more than a day ago");
    desk.listed = Optional.empty();
    assertThat(browser.page("/tonight").text()).contains("There is no list yet");
    desk.listed = Optional.of(new Flags.Listed(List.of(), desk.now));
    assertThat(browser.page("/tonight").text()).contains("That does not mean that nobody was asked before.");
  }

  @Test
  void aListThatCannotBeMadeNew_staysAndSaysWhatToDo() {
    browser.page("/tonight");
    desk.refreshed = new Told.Unreached();
    HttpResponse<String> answer = browser.post("/tonight", Map.of());
    assertThat(answer.statusCode()).isEqualTo(200);
    assertThat(browser.shown().text()).contains("The list could not be made new", "There is no connection right now.", "follow your protocol", "QQ-3",
        "1-888-373-7888");
    Structure.assertSound(browser.shown());
    desk.refreshed = new Told.Refused("The agreement is over.");
    browser.post("/tonight", Map.of());
    assertThat(browser.shown().text()).contains("The agreement is over.");
    desk.refreshed = new Told.Recorded(TestDesk.TODAY);
    assertThat(browser.post("/tonight", Map.of()).statusCode()).isEqualTo(303);
  }

  @Test
  void opening_asksForTheCaseAndThePurpose_andWhetherWeMayBeNamed() {
    Document hidden = desk.openFirst();
    assertThat(desk.opened).containsExactly("QQ-3");
    assertThat(desk.questions).containsExactly(new Question("C-117", Purpose.INTAKE, Optional.empty(), "worker-7", false));
    assertThat(hidden.title()).isEqualTo("Answer – TellOnce desk");
    assertThat(hidden.text()).contains("Answer for case C-117", "Show the answer").doesNotContain("QQ-3", "555-0101", "HTST");
  }

  @Test
  void aFormThatIsNotWhole_isShownAgain_withWhatWasTyped() {
    String path = desk.openPath();
    browser.page(path);
    HttpResponse<String> answer = browser.post(path, Map.of("case", " ", "purpose", "curiosity"));
    assertThat(answer.statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("[role=alert] a").eachAttr("href")).containsExactly("#case", "#purpose", "#name-us");
    Structure.assertSound(browser.shown());
    assertThat(desk.questions).isEmpty();
    browser.post(path, Map.of("case", "C-\"117\"", "purpose", "placement", "basis", "treatment"));
    assertThat(browser.shown().select("input[name=case]").attr("value")).isEqualTo("C-\"117\"");
    assertThat(browser.shown().select("input[value=placement]").hasAttr("checked")).isTrue();
    assertThat(browser.shown().select("option[value=treatment]").hasAttr("selected")).isTrue();
  }

  @Test
  void anAnswer_isSeenForAMinute_andCanBeShownAgainForTen() {
    String result = desk.openFirst().select("main form").last().attr("action");
    Document shown = browser.postAndFollow(result, Map.of("do", "show"));
    assertThat(shown.text()).contains("short form, June 2025", "Intake desk, 555-0101", "HTST", "1-888-373-7888", "Harbor County coordinator",
        "sex and labor trafficking");
    assertThat(shown.select(".answer").hasClass("gone-after-60")).isTrue();
    assertThat(shown.select("meta[http-equiv=refresh]").attr("content")).isEqualTo("61");
    assertThat(shown.select(".reasons li")).hasSize(RescreenReason.values().length);
    assertThat(shown.select(".reasons strong").eachText()).containsExactly(RescreenReason.NOT_WHOLE.wording(6), RescreenReason.OLD.wording(6));
    desk.now = desk.now.plusSeconds(45);
    assertThat(browser.page(result).select(".answer").hasClass("gone-after-20")).isTrue();
    desk.now = desk.now.plusSeconds(15);
    assertThat(browser.page(result).text()).doesNotContain("555-0101", "HTST");
    assertThat(browser.postAndFollow(result, Map.of("do", "show")).text()).contains("555-0101");
    assertThat(browser.postAndFollow(result, Map.of("do", "hide")).text()).doesNotContain("555-0101");
    desk.now = desk.now.plus(Duration.ofMinutes(9)).minusSeconds(5);
    assertThat(browser.postAndFollow(result, Map.of("do", "show")).select("meta[http-equiv=refresh]").attr("content")).isEqualTo("6");
    desk.now = desk.now.plusSeconds(5);
    assertThat(browser.get(result).statusCode()).isEqualTo(410);
    assertThat(browser.shown().text()).contains("This answer is over").doesNotContain("555-0101");
  }

  @Test
  void anAnswer_isKeptByNoBrowser_andPrintsNothingButTheCase() {
    String result = desk.openFirst().select("main form").last().attr("action");
    browser.post(result, Map.of("do", "show"));
    HttpResponse<String> answer = browser.get(result);
    assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
    Document page = browser.shown();
    page.select(".no-print, .site-header, .site-footer, .usa-skipnav, head").remove();
    assertThat(page.text()).isEqualTo("Answer for case C-117");
    assertThat(browser.get("/assets/pages.css").body()).contains(
        "@media print { .no-print, .site-header, .site-footer, .usa-skipnav { display: none;");
  }

  @Test
  void anAnswer_isSeenInItsOwnSessionOnly() {
    String result = desk.openFirst().select("main form").last().attr("action");
    browser.post(result, Map.of("do", "show"));
    browser.post("/sign-out", Map.of());
    desk.enter();
    assertThat(browser.get(result).statusCode()).isEqualTo(410);
  }

  @Test
  void nothingOnFile_bearsReasonsCardAndCoordinatorToo_andNoWork() {
    desk.asked = TestDesk.nothing();
    String result = desk.openFirst().select("main form").last().attr("action");
    Document shown = browser.postAndFollow(result, Map.of("do", "show"));
    assertThat(shown.text()).contains("No earlier conversation is on file.", "You don't have to tell me what you said.", "1-888-373-7888",
        "Harbor County coordinator", "Ask as your protocol says");
    assertThat(shown.select(".reasons li")).hasSize(RescreenReason.values().length);
    assertThat(shown.select(".reasons strong")).isEmpty();
    assertThat(browser.page("/work").text()).contains("There is nothing to write down.");
  }

  @Test
  void aLostConnection_keepsWhatWasTyped_andSaysWhatToDoMeanwhile() {
    desk.asked = new Asked.Unreached("no line", Optional.empty());
    browser.page("/look-up");
    HttpResponse<String> answer = browser.post("/look-up", person("birth-year", "2009", "phone", "555-0000", "zip", "94000"));
    assertThat(answer.statusCode()).isEqualTo(503);
    Document page = browser.shown();
    Structure.assertSound(page);
    assertThat(page.text()).contains("There is no connection right now", "act as if nothing were known: follow your protocol", "555-0190",
        "1-888-373-7888");
    for (Map.Entry<String, String> field : person("birth-year", "2009", "phone", "555-0000").entrySet()) {
      assertThat(page.select("input[name=" + field.getKey() + "][type=text]").eachAttr("value")).as(field.getKey()).allMatch(field
          .getValue()::equals);
    }
    assertThat(page.select("details").hasAttr("open")).isTrue();
    String path = desk.openPath();
    browser.page(path);
    assertThat(browser.post(path, TestDesk.question()).statusCode()).isEqualTo(503);
    assertThat(browser.shown().select("input[name=case]").attr("value")).isEqualTo("C-117");
  }

  @Test
  void aLookUp_isTakenApartAsItWasTyped() {
    browser.page("/look-up");
    browser.postAndFollow("/look-up", person("birth-year", "2009", "birth-month", "4", "birth-day", "7", "school-id", "S 1"));
    assertThat(desk.lookedUp).isEqualTo(Map.of(Detail.GIVEN_NAME, List.of("Zebulon", "Zeb", "Z"), Detail.SURNAME, List.of("Quillonix", "Orrery"),
        Detail.DATE_OF_BIRTH, List.of("2009-04-07"), Detail.SCHOOL_ID, List.of("S 1")));
    assertThat(browser.shown().text()).doesNotContain("Zebulon", "Quillonix");
    for (String[] birth : new String[][] {{"2009", "", "", "2009"}, {"2009", "12", "", "2009-12"}}) {
      browser.page("/look-up");
      browser.post("/look-up", person("birth-year", birth[0], "birth-month", birth[1], "birth-day", birth[2]));
      assertThat(desk.lookedUp.get(Detail.DATE_OF_BIRTH)).containsExactly(birth[3]);
    }
  }

  @Test
  void aDateThatIsNone_isSaidInWords_andNothingIsAsked() {
    for (String[] birth : new String[][] {{"", "4", "7"}, {"2009", "", "7"}, {"09", "4", "7"}, {"2009", "2", "30"}, {"2009", "13", ""}, {"2027", "",
        ""},
        {"1899", "", ""}, {"2009", "x", ""}}) {
      browser.page("/look-up");
      assertThat(browser.post("/look-up", person("birth-year", birth[0], "birth-month", birth[1], "birth-day", birth[2])).statusCode()).isEqualTo(
          422);
      assertThat(browser.shown().select("[role=alert]").text()).contains("Date of birth:");
      assertThat(browser.shown().select("input[name=birth-day]").attr("value")).isEqualTo(birth[2]);
      Structure.assertSound(browser.shown());
    }
    assertThat(desk.questions).isEmpty();
  }

  @Test
  void tooLittle_isSaidInTheClientsSentences_andKeepsWhatWasTyped() {
    desk.asked = new Asked.NotEnough(List.of("A phone number alone is not enough. Add a name and a date of birth."));
    browser.page("/look-up");
    assertThat(browser.post("/look-up", person("phone", "555-0000")).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("[role=alert]").text()).contains("not enough to know one person by", "A phone number alone is not enough.");
    assertThat(browser.shown().select("input[name=phone]").attr("value")).isEqualTo("555-0000");
    desk.asked = new Asked.Refused("Your agency's agreement does not name this purpose.", ExitCode.RULES);
    assertThat(browser.post("/look-up", person()).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("[role=alert]").text()).contains("Your agency's agreement does not name this purpose.");
  }

  @Test
  void whoMayNotAsk_getsAPageThatSaysWhom() {
    String path = desk.openPath();
    for (Users.Standing standing : List.of(new Users.Standing.Sworn(), new Users.Standing.TrainingOver(LocalDate.of(2026, 1, 31)),
        new Users.Standing.Unknown())) {
      desk.standing = standing;
      for (String page : List.of("/tonight", "/look-up", "/work", path)) {
        assertThat(browser.get(page).statusCode()).isEqualTo(403);
        assertThat(browser.shown().text()).contains("Harbor County coordinator, 555-0190").doesNotContain("QQ-3");
        Structure.assertSound(browser.shown());
      }
      assertThat(browser.post("/look-up", person()).statusCode()).isEqualTo(403);
    }
    assertThat(desk.questions).isEmpty();
    desk.standing = new Users.Standing.Sworn();
    browser.get("/tonight");
    assertThat(browser.shown().text()).contains("The coordinator calls you back", "Sworn officers do not look here");
    desk.standing = new Users.Standing.TrainingOver(LocalDate.of(2026, 1, 31));
    browser.get("/tonight");
    assertThat(browser.shown().text()).contains("It was good until January 31, 2026.");
  }

  private String workPath() {
    desk.openFirst();
    return browser.shown().select("a[href^=/work/]").attr("href");
  }

  @Test
  void theWorkList_holdsWhatIsNotWrittenDown_withItsLastWorkingDay() {
    workPath();
    Document list = browser.page("/work");
    // Three working days from Monday the 2nd, for Wednesday the 4th is a holiday.
    assertThat(list.select("tbody").text()).contains("C-117", "March 6, 2026", "worker-7").doesNotContain("overdue", "QQ-3");
    desk.work.add(new WorkStore.Item("x", "00", "C-9", "worker-8", LocalDate.of(2026, 2, 20), LocalDate.of(2026, 2, 25), Optional.empty()));
    assertThat(browser.page("/work").select("tbody tr").getFirst().text()).contains("C-9", "overdue");
  }

  @Test
  void whatWasDone_goesToTheServer_andOffTheList() {
    String path = workPath();
    browser.page(path);
    assertThat(browser.post(path, Map.of()).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("[role=alert] a").eachAttr("href")).containsExactly("#contact", "#identity", "#screening");
    browser.postAndFollow(path, Map.of("contact", "reached", "identity", "confirmed", "screening", "repeated", "reasons", "old\nyouth-asks"));
    assertThat(desk.done).containsExactly(new Disposition(TestDesk.pointer().answer().id(), "worker-7", Disposition.Contact.REACHED,
        Disposition.Identity.CONFIRMED,
        Disposition.Screening.REPEATED, List.of(RescreenReason.OLD, RescreenReason.YOUTH_ASKS)));
    assertThat(browser.shown().text()).contains("There is nothing to write down.");
  }

  @Test
  void reasons_belongToAScreeningThatWasRepeated() {
    String path = workPath();
    browser.page(path);
    Map<String, String> fields = new LinkedHashMap<>(Map.of("contact", "reached", "identity", "confirmed", "screening", "repeated"));
    assertThat(browser.post(path, fields).statusCode()).isEqualTo(422);
    assertThat(browser.shown().text()).contains("choose at least one reason");
    fields.putAll(Map.of("screening", "not-repeated", "reasons", "old"));
    assertThat(browser.post(path, fields).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("input[value=old]").hasAttr("checked")).isTrue();
    Structure.assertSound(browser.shown());
    assertThat(desk.done).isEmpty();
  }

  @Test
  void whatCouldNotBeSent_staysOnTheListAndInTheForm() {
    String path = workPath();
    browser.page(path);
    desk.told = new Told.Unreached();
    assertThat(browser.post(path, Map.of("contact", "not-reached", "identity", "not-confirmed", "screening", "not-yet")).statusCode()).isEqualTo(503);
    assertThat(browser.shown().text()).contains("There is no connection right now", "Send it again in a few minutes");
    assertThat(browser.shown().select("#contact-not-reached").hasAttr("checked")).isTrue();
    assertThat(browser.page("/work").text()).contains("C-117");
  }

  @Test
  void twoPeople_canBeSaidToBeTwo() {
    String path = workPath();
    browser.page(path);
    Document question = browser.postAndFollow(path, Map.of("contact", "reached", "identity", "not-the-same", "screening", "not-yet"));
    assertThat(question.select("h1").text()).isEqualTo("Two people in case C-117?");
    assertThat(desk.corrected).isEmpty();
    browser.postAndFollow(question.select("main form").last().attr("action"), Map.of());
    assertThat(desk.corrected).containsExactly(new Correction(TestDesk.pointer().answer().id(), "worker-7"));
  }

  @Test
  void notices_areToldInWords_andNamedByRowAndCase() {
    desk.openFirst();
    RecordToken token = new RecordToken(1, 2);
    desk.heard = new News.Heard.Found(List.of(new News.Item(new Notice.Opened(token, LocalDate.of(2026, 2, 23), Optional.empty()), Optional.of(
        "QQ-5")), new News.Item(new Notice.Opened(token, LocalDate.of(2026, 2, 23), Optional.of("Harbor <Probation>")), Optional.empty()),
        new News.Item(
            new Notice.CorrectedAnswer(TestDesk.pointer().answer().id()), Optional.empty()), new News.Item(new Notice.CorrectedRecord(token), Optional
                .of("QQ-6")), new News.Item(new Notice.Locked("worker-8"), Optional.empty())), 42);
    Document page = browser.page("/notices");
    Structure.assertSound(page);
    assertThat(page.select("main li").eachText()).satisfiesExactly(line -> assertThat(line).startsWith(
        "QQ-5: in the week of February 23, 2026, another agency was shown"), line -> assertThat(line).startsWith("A record that is not in your list")
            .contains("Harbor <Probation> was shown"), line -> assertThat(line).startsWith("The answer for case C-117 was of somebody else."),
        line -> assertThat(line).startsWith("QQ-6: a screening of this record"), line -> assertThat(line).startsWith(
            "worker-8 asked again and again"));
    browser.postAndFollow("/notices", Map.of("cursor", "42"));
    assertThat(desk.readUpTo).isEqualTo(42);
    desk.heard = new News.Heard.Unreached();
    assertThat(browser.page("/notices").text()).contains("There is no connection right now").doesNotContain("There is nothing new.");
  }

  @Test
  void theReport_tellsWhoLooked_withoutTheYoungPersonsNumber() {
    browser.page("/who-looked");
    assertThat(browser.post("/who-looked", Map.of("local-id", "QQ-3")).statusCode()).isEqualTo(503);
    assertThat(browser.shown().select("#local-id").attr("value")).isEqualTo("QQ-3");
    List<Account.View> views = List.of(new Account.View(LocalDate.of(2026, 2, 1), Purpose.INTAKE, LegalBasis.TREATMENT, Account.Kind.OPENING, Optional
        .empty()), new Account.View(LocalDate.of(2026, 2, 2), Purpose.PLACEMENT, LegalBasis.CONSENT, Account.Kind.LOOK_UP, Optional.of(
            "Harbor School")));
    desk.reported = new Reported.Found(new AccessReport(views, TestDesk.RULES, Optional.of(TestDesk.RULES.members().getFirst()), TestDesk.TODAY));
    assertThat(browser.post("/who-looked", Map.of("local-id", "QQ-3")).statusCode()).isEqualTo(200);
    Structure.assertSound(browser.shown());
    String page = browser.shown().select("main").text();
    assertThat(page).contains("February 1, 2026: another agency", "February 2, 2026: Harbor School", "They looked you up by name.", "You can say no",
        "Where it says \"another agency\"", "45 CFR 164.508", TestDesk.RULES.coordinator().line()).doesNotContain("QQ-3");
    assertThat(desk.reportsOf).containsExactly("QQ-3", "QQ-3");
  }

  @Test
  void aShield_isSetLiftedAndEnded() {
    browser.page("/shield");
    assertThat(browser.post("/shield", Map.of("local-id", "QQ-3", "state", "lifted", "minutes", "481")).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("[role=alert] a").eachAttr("href")).containsExactly("#reason-shield", "#minutes");
    Structure.assertSound(browser.shown());
    assertThat(desk.shields).isEmpty();
    assertThat(browser.post("/shield", Map.of("local-id", "QQ-3", "state", "lifted", "minutes", "30", "reason-shield", "safety")).statusCode())
        .isEqualTo(
            200);
    assertThat(browser.shown().select("[role=status]").text()).contains("away for 30 minutes");
    assertThat(browser.shown().select("#local-id").attr("value")).isEmpty();
    assertThat(browser.post("/shield", Map.of("local-id", "QQ-3", "state", "set", "minutes", "", "reason-shield", "youth-asked")).statusCode())
        .isEqualTo(
            200);
    assertThat(desk.shields).containsExactly("QQ-3 LIFTED SAFETY worker-7 30", "QQ-3 SET YOUTH_ASKED worker-7 0");
  }

  @Test
  void aConsent_isWrittenDownForTwelveMonths() {
    browser.page("/consent");
    assertThat(browser.post("/consent", Map.of("local-id", "QQ-3", "reference", "form 12")).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("[role=alert] a").eachAttr("href")).containsExactly("#reference", "#signer", "#checked", "#show-agency",
        "#language");
    Structure.assertSound(browser.shown());
    assertThat(desk.consents).isEmpty();
    Map<String, String> fields = Map.of("local-id", "QQ-3", "reference", "form-12", "signer", "both", "checked", "yes", "show-agency", "no",
        "language",
        "Spanish");
    assertThat(browser.post("/consent", fields).statusCode()).isEqualTo(200);
    assertThat(desk.consents).containsExactly(new Consents.Recorded("QQ-3", new Consent("form-12", Consent.Signer.BOTH, true, List.of(
        Consent.Scope.MATCH), TestDesk.TODAY, LocalDate.of(2027, 3, 1)), "Spanish", TestDesk.TODAY));
    assertThat(browser.shown().text()).contains("Written down. It holds until March 1, 2027.", "QQ-3: last day March 1, 2027");
    Structure.assertSound(browser.shown());
    desk.kept = new Papers.Kept.Recorded(Optional.of("without the written consent of young person and guardian, or of a court"));
    browser.post("/consent", fields);
    assertThat(browser.shown().select("[role=status]").text()).contains("it is not enough for your agency");
    desk.kept = new Papers.Kept.Refused("QQ-3 does not stand in the roster");
    assertThat(browser.post("/consent", fields).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("#reference").attr("value")).isEqualTo("form-12");
  }

  @Test
  void flaggedRows_andSessionsDoNotPrintThemselves() {
    assertThat(new FlaggedRow("QQ-3", LocalDate.EPOCH)).hasToString("FlaggedRow[redacted]");
    assertThat(desk.listed.orElseThrow()).hasToString("Listed[redacted]");
    assertThat(new Question("C-117", Purpose.INTAKE, Optional.empty(), "worker-7", false)).hasToString("Question[redacted]");
  }
}
