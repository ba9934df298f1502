package org.tellonce.agency.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
import org.tellonce.agency.agreements.Hindered;
import org.tellonce.agency.agreements.Hindrance;
import org.tellonce.agency.flags.AccessReport;
import org.tellonce.agency.roster.Consents;
import org.tellonce.pages.testing.Browser;
import org.tellonce.pages.testing.Structure;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.Account;
import org.tellonce.protocol.flags.Confirmation;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.Notice;
import org.tellonce.protocol.flags.RescreenReason;
import org.tellonce.protocol.submission.Consent;

/// What follows an answer, and what a young person may ask: the work list, notices, report, shield and consent, over HTTP on this machine.
class AfterwardsPagesTest {
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

  private String workPath() {
    desk.openFirst();
    return browser.shown().select("a[href^=/work-list/]").attr("href");
  }

  @Test
  void theWorkList_holdsWhatIsNotWrittenDown_withItsLastWorkingDay() {
    workPath();
    Document list = browser.page("/work-list");
    // Three working days from Monday the 2nd, for Wednesday the 4th is a holiday.
    assertThat(list.select("tbody").text()).contains("C-117", "March 6, 2026", "worker-7").doesNotContain("overdue", "QQ-3");
    desk.work.add(new WorkStore.Item("x", "00", "C-9", "worker-8", LocalDate.of(2026, 2, 20), LocalDate.of(2026, 2, 25), Optional.empty()));
    assertThat(browser.page("/work-list").select("tbody tr").getFirst().text()).contains("C-9", "overdue");
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
    assertThat(browser.shown().text()).contains("Saved.", "There is nothing to write down.");
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
    assertThat(browser.page("/work-list").text()).contains("C-117");
  }

  @Test
  void twoPeople_canBeSaidToBeTwo() {
    desk.openFirst();
    String result = browser.shown().select("main form").attr("action");
    String path = browser.shown().select("a[href^=/work-list/]").attr("href");
    browser.page(path);
    assertThat(browser.post(path, Map.of("contact", "not-tried", "identity", "not-the-same", "screening", "not-yet")).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("[role=alert] a").eachAttr("href")).containsExactly("#identity");
    Document question = browser.postAndFollow(path, Map.of("contact", "reached", "identity", "not-the-same", "screening", "not-yet"));
    assertThat(question.select("h1").text()).isEqualTo("Two people in case C-117?");
    assertThat(desk.corrected).isEmpty();
    browser.postAndFollow(question.select("main form").last().attr("action"), Map.of());
    assertThat(desk.corrected).containsExactly(new Correction(TestDesk.pointer().answer().id(), "worker-7"));
    assertThat(browser.shown().select("[role=status]").text()).contains("That answer was about somebody else: do not use it.");
    assertThat(browser.page("/work-list").select("[role=status]")).isEmpty();
    assertThat(browser.get(result).statusCode()).as("the answer is not shown any more").isEqualTo(410);
  }

  @Test
  void notices_areToldInWords_andNamedByRowAndCase() {
    desk.openFirst();
    RecordToken token = new RecordToken(1, 2);
    desk.heard = new News.Heard.Found(List.of(new News.Item(new Notice.Opened(token, LocalDate.of(2026, 2, 23), Optional.empty()), List.of(
        "QQ-5")), new News.Item(new Notice.Opened(token, LocalDate.of(2026, 2, 23), Optional.of("Harbor <Probation>")), List.of()),
        new News.Item(
            new Notice.CorrectedAnswer(TestDesk.pointer().answer().id()), List.of()), new News.Item(new Notice.CorrectedRecord(token), List
                .of("QQ-6")), new News.Item(new Notice.Locked("worker-8"), List.of())), 42);
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
  void rowsThatWait_areConfirmedByWhoMay_andReadByNobodyElse() {
    RecordToken token = new RecordToken(1, 2);
    desk.heard = new News.Heard.Found(List.of(new News.Item(new Notice.Alike(9, List.of(token, new RecordToken(3, 4))), List.of("QQ-5", "QQ-6")),
        new News.Item(new Notice.NewRows(LocalDate.of(2026, 3, 1), 112, 14), List.of()), new News.Item(new Notice.Lifted(token, "worker-8", desk.now,
            desk.now.plusSeconds(1800)), List.of("QQ-5"))), 42);
    Document page = browser.page("/notices");
    Structure.assertSound(page);
    assertThat(page.select("main li").eachText()).satisfiesExactly(line -> assertThat(line).startsWith(
        "9 rows of your list look like one person: QQ-5, QQ-6."), line -> assertThat(line).startsWith("112 new rows came on March 1, 2026."),
        line -> assertThat(line).startsWith("QQ-5: worker-8 lifted the shield on March 2, 6:0").contains("until March 2, 6:3"));
    assertThat(page.select("main form")).as("neither confirmed nor put away").isEmpty();
    assertThat(page.text()).contains("A supervisor or the privacy officer must look at these first.");

    desk.standing = new Users.Standing.MayAsk(true);
    page = browser.page("/notices");
    Structure.assertSound(page);
    assertThat(page.select("main form").eachAttr("action")).containsExactly("/confirm", "/confirm", "/notices");
    browser.post("/confirm", Map.of("day", "", "token", token.toString()));
    assertThat(browser.shown().text()).contains("That is written down");
    browser.post("/confirm", Map.of("day", "2026-03-01", "token", ""));
    browser.post("/confirm", Map.of("day", "all", "token", ""));
    assertThat(desk.confirmations).containsExactly(Confirmation.ofAlike(token, "worker-7"), Confirmation.ofDay(LocalDate.of(2026, 3, 1), "worker-7"));
    desk.told = new Told.Refused(new Hindered(Hindrance.MAY_NOT_CONFIRM, ExitCode.DATA_REFUSED, "for the terminal", "worker-7"));
    browser.page("/notices");
    assertThat(browser.post("/confirm", Map.of("day", "2026-03-01", "token", "")).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("[role=alert]").text()).contains("worker-7 cannot say this.");
  }

  @Test
  void noticesAreRead_byWhoMaySay_andNoFurtherThanTheyGo() {
    RecordToken token = new RecordToken(1, 2);
    desk.heard = new News.Heard.Found(List.of(new News.Item(new Notice.Lifted(token, "worker-7", desk.now, desk.now.plusSeconds(60)), List.of(
        "QQ-3"))), 7);
    assertThat(browser.page("/notices").select("main").text()).contains("a colleague must read this");
    browser.post("/notices", Map.of("cursor", "7"));
    desk.heard = new News.Heard.Found(List.of(new News.Item(new Notice.NewRows(TestDesk.TODAY, 90, 20), List.of())), 8);
    browser.post("/notices", Map.of("cursor", "8"));
    assertThat(desk.readUpTo).as("what waits for a second person, and what one did oneself").isZero();
    desk.heard = new News.Heard.Found(List.of(new News.Item(new Notice.Locked("worker-8"), List.of())), 9);
    browser.page("/notices");
    browser.post("/notices", Map.of("cursor", "10"));
    assertThat(desk.readUpTo).as("what has not come yet").isZero();
    browser.post("/notices", Map.of("cursor", "9"));
    assertThat(desk.readUpTo).isEqualTo(9);
  }

  @Test
  void liftedShield_isThereAgain_whenWhoLiftedItSignsOut() {
    browser.page("/shield");
    for (String row : List.of("QQ-3", "QQ-4", "QQ-5", "QQ-6")) {
      browser.post("/shield", Map.of("local-id", row, "state", "lifted", "minutes", row.equals("QQ-5") ? "1" : "30", "reason-shield", "safety"));
    }
    browser.post("/shield", Map.of("local-id", "QQ-4", "state", "ended", "minutes", "", "reason-shield", "safety"));
    desk.now = desk.now.plusSeconds(90);
    desk.shields.clear();
    browser.page("/take-back");
    browser.postAndFollow("/take-back", Map.of("local-id", "QQ-6", "where", "here", "do", "sure"));
    browser.post("/sign-out", Map.of());
    assertThat(desk.shields).as("not that of a record which was taken back").containsExactly("QQ-3 SET SAFETY worker-7 0");
  }

  @Test
  void theReportOfWhoTookItBack_doesNotSayThatNobodyWasTold() {
    desk.reported = new Reported.Found(new AccessReport(List.of(), TestDesk.RULES, Optional.of(TestDesk.RULES.members().getFirst()), TestDesk.TODAY,
        true));
    browser.page("/who-looked");
    assertThat(browser.post("/who-looked", Map.of("local-id", "QQ-3")).statusCode()).isEqualTo(200);
    assertThat(browser.shown().select("main").text()).contains("You have taken this back").doesNotContain("Nobody was told", "at any time");
  }

  @Test
  void theReport_tellsWhoLooked_withoutTheYoungPersonsNumber() {
    browser.page("/who-looked");
    assertThat(browser.post("/who-looked", Map.of("local-id", "QQ-3")).statusCode()).isEqualTo(503);
    assertThat(browser.shown().select("#local-id").attr("value")).isEqualTo("QQ-3");
    List<Account.View> views = List.of(new Account.View(LocalDate.of(2026, 2, 1), Purpose.INTAKE, LegalBasis.TREATMENT, Account.Kind.OPENING, Optional
        .empty()), new Account.View(LocalDate.of(2026, 2, 2), Purpose.PLACEMENT, LegalBasis.CONSENT, Account.Kind.LOOK_UP, Optional.of(
            "Harbor School")));
    desk.reported = new Reported.Found(new AccessReport(views, TestDesk.RULES, Optional.of(TestDesk.RULES.members().getFirst()), TestDesk.TODAY,
        false));
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
    desk.kept = new Papers.Kept.Refused(new Hindered(Hindrance.ROW_ABSENT, ExitCode.DATA_REFUSED, "for the terminal", "QQ-3"));
    assertThat(browser.post("/consent", fields).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("#reference").attr("value")).isEqualTo("form-12");
    assertThat(browser.shown().select("[role=alert]").text()).contains("QQ-3 is not in your agency's list.");
  }
}
