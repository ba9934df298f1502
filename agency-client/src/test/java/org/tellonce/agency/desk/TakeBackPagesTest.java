package org.tellonce.agency.desk;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Base64;
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
import org.tellonce.agency.submission.DeletionPage;
import org.tellonce.agency.submission.Deletions;
import org.tellonce.agency.submission.Withdrawn;
import org.tellonce.agency.submission.Withdrawn.Looked;
import org.tellonce.pages.testing.Browser;
import org.tellonce.pages.testing.Structure;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.LegalBasis;
import org.tellonce.protocol.agreements.Purpose;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.Account;
import org.tellonce.protocol.submission.Deletion;
import org.tellonce.protocol.submission.DeletionCertificate;
import org.tellonce.protocol.submission.Withdrawal;

/// A young person takes it back at the desk.
class TakeBackPagesTest {
  private static final RecordToken TOKEN = new RecordToken(1, 2);
  private static final Map<String, String> WISH = Map.of("local-id", "QQ-3", "where", "everywhere");

  @TempDir
  Path folder = Path.of("");
  private TestDesk desk;
  private Browser browser;

  @BeforeEach
  void open() {
    desk = new TestDesk(folder);
    browser = desk.browser;
    browser.page("/take-back");
  }

  @AfterEach
  void close() {
    desk.close();
  }

  private static AccessReport report() {
    return new AccessReport(List.of(new Account.View(LocalDate.of(2026, 2, 2), Purpose.PLACEMENT, LegalBasis.CONSENT, Account.Kind.LOOK_UP, Optional
        .of("Harbor School"))), TestDesk.RULES, Optional.of(TestDesk.RULES.members().getFirst()), TestDesk.TODAY, true);
  }

  private static DeletionPage page(Withdrawal.Scope scope) {
    var certificate = new DeletionCertificate(Deletion.of(TestDesk.RULES.members().getFirst().agency(), new Withdrawal(List.of(TOKEN), scope),
        TestDesk.TODAY, TestDesk.RULES.log()), Base64.getUrlEncoder().withoutPadding().encodeToString(new byte[64]));
    return new DeletionPage(new Deletions.Outcome.Kept(certificate, Path.of("2026-03-02-aa.json")), TOKEN, TestDesk.RULES);
  }

  private Document sure() {
    browser.post("/take-back", WISH);
    assertThat(browser.shown().select("h1").text()).isEqualTo("Take back the record of QQ-3?");
    Structure.assertSound(browser.shown());
    Document page = browser.postAndFollow("/take-back", Map.of("local-id", "QQ-3", "where", "everywhere", "do", "sure"));
    Structure.assertSound(page);
    browser.page("/take-back");
    return page;
  }

  @Test
  void itIsAskedOnceMore_andCanBeLeft() {
    assertThat(browser.post("/take-back", Map.of()).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("[role=alert] a").eachAttr("href")).containsExactly("#local-id", "#where");
    browser.post("/take-back", WISH);
    assertThat(browser.shown().select("main").text()).contains("and what other agencies have sent that is linked to it", "This cannot be undone");
    browser.post("/take-back", Map.of("local-id", "QQ-3", "where", "everywhere", "do", "back"));
    assertThat(browser.shown().select("#local-id").attr("value")).isEqualTo("QQ-3");
    assertThat(desk.takenBack).isEmpty();
  }

  @Test
  void theYoungPerson_isGivenWhoLooked_andWhatProvesTheDeletion() {
    desk.taken = new TakenBack.Done(new Withdrawn.Told<>(Withdrawn.Known.SENT, new Looked.Found<>(report()), true, true, Optional.of(page(
        Withdrawal.Scope.ALL_LINKED)), Optional.empty()));
    DeletionPage proof = page(Withdrawal.Scope.ALL_LINKED);

    Document page = sure();

    assertThat(desk.takenBack).containsExactly("QQ-3 true");
    assertThat(page.select("main").text()).contains("It is taken back and deleted", "February 2, 2026: Harbor School", "Print this page now", proof
        .provingWords(), "On March 2, 2026 the server of " + TestDesk.RULES.collaborative(), "You asked for this at all agencies.", TOKEN.toString(),
        proof.signature(), TestDesk.RULES.log().key(), TestDesk.RULES.coordinator().line()).doesNotContain("QQ-3");
    assertThat(page.select("[role=status]")).isEmpty();
  }

  @Test
  void whatCouldNotBeTold_isWrittenDown_andSaidSo() {
    desk.taken = new TakenBack.Done(new Withdrawn.Untold<>(Withdrawn.Known.SENT, new Looked.Unasked<>(new Stop(ExitCode.NETWORK, "no answer")), true,
        new Stop(ExitCode.NETWORK, "no answer")));
    assertThat(sure().select("[role=status]").text()).contains("told first thing tonight", "Who looked before could not be asked").doesNotContain(
        "no answer");
    desk.taken = new TakenBack.Done(new Withdrawn.Noted<>(new Looked.Found<>(report())));
    assertThat(sure().select("main").text()).contains("The nightly run is at work.", "Harbor School").doesNotContain("was deleted");
  }

  @Test
  void withoutARecord_nothingIsSaidToBeDeleted() {
    desk.taken = new TakenBack.Done(new Withdrawn.Told<>(Withdrawn.Known.NEVER_SENT, new Looked.Found<>(report()), true, false, Optional.of(page(
        Withdrawal.Scope.ALL_LINKED)), Optional.of("the certificate is not signed by the key of the log")));
    Document page = sure();
    assertThat(page.select("main").text()).contains("Nothing was on file", "cannot find what other agencies hold", "not signed by the key of the log")
        .doesNotContain("What was deleted", "Who was told before");
    assertThat(page.select("[role=status] [lang=en]").text()).contains("not signed");
  }

  @Test
  void theSameAgain_givesThePageAgain() {
    desk.taken = new TakenBack.Done(new Withdrawn.Before<>(Optional.of(page(Withdrawal.Scope.AGENCY))));
    assertThat(sure().select("main").text()).contains("This was taken back before", page(Withdrawal.Scope.AGENCY).provingWords()).doesNotContain(
        "at all agencies");
  }

  @Test
  void thePage_staysWhereItIs_alsoInTheOtherLanguage() {
    desk.taken = new TakenBack.Done(new Withdrawn.Told<>(Withdrawn.Known.SENT, new Looked.Found<>(report()), false, true, Optional.of(page(
        Withdrawal.Scope.AGENCY)), Optional.empty()));
    String path = Browser.location(browser.post("/take-back", Map.of("local-id", "QQ-3", "where", "here", "do", "sure")));
    assertThat(path).startsWith("/taken-back/").doesNotContain("QQ-3");
    assertThat(browser.page(path).select("main").text()).contains("Harbor School", "Print this page now.");
    browser.post("/language", Map.of("language", "es", "back", path));
    assertThat(browser.page(path).select("main").text()).contains("Harbor School", "Imprima esta página ahora.");
    assertThat(browser.get("/taken-back/other").statusCode()).isEqualTo(404);
    assertThat(desk.takenBack).hasSize(1);
  }

  @Test
  void aNumberThatNobodyKnows_isNotEvenAskedAbout() {
    desk.inTheWay = Optional.of(new Hindered(Hindrance.ROW_ABSENT, ExitCode.DATA_REFUSED, "for the terminal", "qq-3"));
    assertThat(browser.post("/take-back", WISH).statusCode()).isEqualTo(422);
    assertThat(browser.shown().select("[role=alert]").text()).contains("qq-3 is not in your agency's list.");
  }

  @Test
  void aNumberThatNobodyKnows_isRefused_andStays() {
    desk.taken = new TakenBack.Refused(new Hindered(Hindrance.ROW_ABSENT, ExitCode.DATA_REFUSED, "for the terminal", "QQ-3"));
    browser.post("/take-back", Map.of("local-id", "QQ-3", "where", "here", "do", "sure"));
    assertThat(browser.shown().select("[role=alert]").text()).contains("QQ-3 is not in your agency's list.", "Nothing was done.");
    assertThat(browser.shown().select("#local-id").attr("value")).isEqualTo("QQ-3");
    assertThat(browser.shown().select("#where-here").hasAttr("checked")).isTrue();
  }
}
