package org.tellonce.agency.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jsoup.nodes.Document;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.agency.agreements.Hindered;
import org.tellonce.agency.agreements.Hindrance;
import org.tellonce.agency.flags.Asked;
import org.tellonce.agency.flags.Detail;
import org.tellonce.agency.flags.FlaggedRow;
import org.tellonce.agency.flags.Question;
import org.tellonce.agency.flags.Remark;
import org.tellonce.pages.testing.Browser;
import org.tellonce.pages.testing.Structure;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Purpose;
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
      String work = browser.shown().select("a[href^=/work-list/]").attr("href");
      for (String path : List.of("/tonight", desk.openPath(), "/look-up", "/work-list", work, work.replace("/work-list/", "/not-the-same/"),
          "/notices",
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
    desk.refreshed = new Told.Refused(new Stop(ExitCode.RULES, "rules number 3: the agreement is over"));
    browser.post("/tonight", Map.of());
    assertThat(browser.shown().text()).contains("who looks after TellOnce. Show them this line: rules number 3: the agreement is over");
    assertThat(browser.shown().select("[lang=en]").text()).contains("rules number 3");
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
    desk.now = desk.now.plusMillis(44_900);
    assertThat(browser.page(result).select(".answer").hasClass("gone-after-20")).isTrue();
    desk.now = desk.now.plusMillis(15_100);
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
  void anAnswer_thatWasLeft_isHidden_butStaysThroughAChangeOfLanguage() {
    String result = desk.openFirst().select("main form").last().attr("action");
    browser.postAndFollow(result, Map.of("do", "show"));
    assertThat(browser.postAndFollow("/language", Map.of("language", "es", "back", result)).text()).contains("555-0101");
    for (String elsewhere : List.of("/help", "/work-list", "/tonight")) {
      browser.postAndFollow(result, Map.of("do", "show"));
      browser.page(elsewhere);
      assertThat(browser.page(result).text()).as(elsewhere).contains("C-117").doesNotContain("555-0101", "HTST");
    }
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
    assertThat(browser.page("/work-list").text()).contains("There is nothing to write down.");
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
  void tooLittle_isSaidInPlainWords_andKeepsWhatWasTyped() {
    desk.asked = new Asked.NotEnough(List.of(new Remark(Remark.Kind.ALONE, List.of(Detail.PHONE)), Remark.of(Remark.Kind.ADD_NAME)));
    browser.page("/look-up");
    assertThat(browser.post("/look-up", person("phone", "555-0000")).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("[role=alert]").text()).contains("not enough to know one person by",
        "You have typed only this: Phone number. That is not enough.",
        "Add a first name or a last name.");
    assertThat(browser.shown().select("input[name=phone]").attr("value")).isEqualTo("555-0000");
    desk.asked = new Asked.Refused(new Hindered(Hindrance.OUTSIDE_AGREEMENT, ExitCode.RULES, "for the terminal", ""));
    assertThat(browser.post("/look-up", person()).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("[role=alert]").text()).contains("agreement does not name this reason or this law").doesNotContain(
        "for the terminal");
    Structure.assertSound(browser.shown());
  }

  @Test
  void whereNoLawIsSet_oneIsChosen() {
    desk.usualBasis = false;
    assertThat(browser.page("/look-up").select("#basis option").first().text()).isEqualTo("Choose one");
    assertThat(browser.post("/look-up", person()).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("[role=alert] a").eachAttr("href")).containsExactly("#basis");
    assertThat(browser.post("/look-up", person("basis", "juvenile-justice")).statusCode()).isEqualTo(303);
  }

  @Test
  void aSignedPaper_isAskedForOnlyWhereTheClassNeedsOne() {
    assertThat(browser.page("/look-up").select("#reference")).isEmpty();
    browser.post("/look-up", person());
    desk.needsConsent = true;
    browser.page("/look-up");
    assertThat(browser.post("/look-up", person("reference", "form 12")).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("[role=alert] a").eachAttr("href")).contains("#reference", "#signer", "#checked");
    Structure.assertSound(browser.shown());
    assertThat(browser.post("/look-up", person("reference", "form-12", "signer", "youth", "checked", "yes")).statusCode()).isEqualTo(303);
    assertThat(desk.papers).containsExactly(Optional.empty(), Optional.of(new Consent("form-12", Consent.Signer.YOUTH, true, List.of(
        Consent.Scope.MATCH), TestDesk.TODAY, TestDesk.TODAY)));
  }

  @Test
  void whoMayNotAsk_getsAPageThatSaysWhom() {
    String path = desk.openPath();
    for (Users.Standing standing : List.of(new Users.Standing.Sworn(), new Users.Standing.TrainingOver(LocalDate.of(2026, 1, 31)),
        new Users.Standing.Unknown())) {
      desk.standing = standing;
      for (String page : List.of("/tonight", "/look-up", "/work-list", "/take-back", path)) {
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

  @Test
  void flaggedRows_andSessionsDoNotPrintThemselves() {
    assertThat(new FlaggedRow("QQ-3", LocalDate.EPOCH)).hasToString("FlaggedRow[redacted]");
    assertThat(desk.listed.orElseThrow()).hasToString("Listed[redacted]");
    assertThat(new Question("C-117", Purpose.INTAKE, Optional.empty(), "worker-7", false)).hasToString("Question[redacted]");
  }
}
