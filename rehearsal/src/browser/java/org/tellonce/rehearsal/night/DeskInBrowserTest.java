package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.deque.html.axecore.results.Node;
import com.deque.html.axecore.results.Rule;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.Media;
import com.microsoft.playwright.options.WaitUntilState;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.text.PDFTextStripper;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.agreements.ResponseCard;

/// A caseworker's morning at the desk, as her browser shows it, to be read by a privacy officer. The browser is a real one; the desk, the server and the other
/// agency are the real programs.
class DeskInBrowserTest {
  private static final List<String> ACCESSIBLE = List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice");
  /// The one rule that we break on purpose: an answer goes after a minute. It can be shown again as often as needed (WCAG 2.2.1 excepts what is essential).
  private static final String TIME_LIMIT = "meta-refresh";
  private static final String ANIMATIONS = "document.querySelector('.answer').getAnimations()";
  private static final String CONTACT = "555-0101";

  private static Chromium chromium;
  private static DeskEvening evening;

  @TempDir
  private Path folder;
  private TestCollaborative harbor;
  private RunningDesk desk;

  @BeforeAll
  static void anEveningBeforeAWorkingDay(@TempDir Path folder) {
    Optional<Chromium> found = Chromium.open();
    if (found.isEmpty()) {
      System.out.println(Chromium.NONE);
    }
    assumeTrue(found.isPresent(), Chromium.NONE);
    chromium = found.get();
    evening = DeskEvening.in(folder);
  }

  @AfterAll
  static void close() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void inTheMorning() throws IOException {
    harbor = evening.evening().copy(folder);
    harbor.start();
    Files.setLastModifiedTime(harbor.agency(DeskEvening.JUVENILE_JUSTICE).folder().resolve("flags.csv"), FileTime.from(evening.evening().moment()));
    desk = desk(DeskEvening.JUVENILE_JUSTICE);
  }

  @AfterEach
  void whenItIsOver() {
    desk.close();
    harbor.close();
    assertThat(desk.err()).isEmpty();
  }

  private RunningDesk desk(String agency) {
    return RunningDesk.of(harbor.agency(agency), harbor.clock());
  }

  private Phone phone(String agency) {
    return new Phone(evening.secrets().get(agency), harbor.clock());
  }

  /// Somebody of juvenile justice, in whose browser no page could run a script.
  private Caseworker worker() {
    return new Caseworker(chromium.browser(), desk, phone(DeskEvening.JUVENILE_JUSTICE), false);
  }

  /// Looks Katherine up, who stands in no list of juvenile justice; child welfare has talked with her. The answer is there, and hidden.
  private static void looksUpKatherine(Caseworker worker) {
    worker.goesTo("/look-up");
    Page page = worker.page();
    page.fill("#given", "Kate");
    page.fill("#other-given", "Katherine");
    page.fill("#surname", "Marlowe");
    page.fill("#birth-month", "4");
    page.fill("#birth-day", "11");
    page.fill("#birth-year", "2010");
    worker.asks("2026-0815", true);
    worker.clicks("main button");
  }

  private static void shows(Caseworker worker) {
    worker.clicks("button[value=show]");
    assertThat(worker.reads()).contains(CONTACT);
  }

  @Test
  void aLookUp_fromTheDoorToWhatWasDone_needsNoMouseAndNoScript() {
    try (Caseworker worker = worker()) {
      worker.goesTo("/").types("User name", DeskEvening.WORKER).types("Password", DeskEvening.PASSWORD).types("Code", worker.readsFromThePhone())
          .follows();
      assertThat(worker.reads()).contains("JJ-2107", "JJ-2098");

      // She arrives at night, says that they call her Star, and gives day and month the wrong way round. The worker has no list with her on it.
      worker.tabsTo("Look up").follows().skipsToMain();
      worker.types("First name", "Star").types("Other first names", "Katherine").types("Last name", "Marlowe").types("Month", "11").types("Day", "4")
          .types("Year", "2010");
      worker.tabsTo("More that you know").presses("Enter").types("Phone number", "310 624 0147");
      worker.types("Case number", "2026-0815").chooses("Before asking at intake").tabsTo("By which law?").presses("ArrowDown").chooses("No");
      // One field back, a look at it, and on.
      worker.tabsBackTo("Case number").tabsTo("Look up").follows();

      assertThat(worker.reads()).contains("Answer for case 2026-0815").doesNotContain(CONTACT);
      worker.skipsToMain().tabsTo("Show the answer").follows();
      assertThat(worker.reads()).contains("Another agency may already have talked with this young person", "short form, March 2026",
          "Harbor Child Welfare", CONTACT).doesNotContain("Katherine", "Star", "Marlowe", "CW-1001");

      // After her call she writes down what she did.
      worker.skipsToMain().tabsTo("Write down what you did").follows().skipsToMain();
      worker.chooses("Yes").chooses("Yes").chooses("It was done again").tabsTo("The young person asks for it.").presses("Space").tabsTo("Save")
          .follows();
      assertThat(worker.reads()).contains("There is nothing to write down.");
      assertThat(worker.complaints()).isEmpty();
      assertThat(worker.askedElsewhere()).isEmpty();
    }
  }

  @Test
  void anAnswer_isSeenForAMinute_alsoByWhoWentElsewhereMeanwhile_andForTenMinutesAgain() {
    try (Caseworker stays = worker(); Caseworker leaves = worker()) {
      leaves.signsIn();
      looksUpKatherine(leaves);
      shows(leaves);
      leaves.page().navigate("data:text/html,elsewhere");
      stays.signsIn();
      looksUpKatherine(stays);
      shows(stays);

      // What hides it is the page itself, when its minute is over: here for a moment the page is made to believe that it is.
      assertThat(stays.page().evaluate(ANIMATIONS + ".map(one => one.effect.getComputedTiming().endTime)")).isEqualTo(List.of(60_000));
      stays.page().evaluate(ANIMATIONS + ".forEach(one => one.finish())");
      assertThat(stays.reads()).doesNotContain(CONTACT, "Hide now");
      stays.page().reload();
      assertThat(stays.reads()).contains(CONTACT);
      stays.page().waitForTimeout(45_000);
      assertThat(stays.reads()).contains(CONTACT);

      // When the minute is really over it cannot be read any more, and a second later it is not in the browser's memory either.
      stays.page().waitForCondition(() -> !stays.reads().contains(CONTACT), new Page.WaitForConditionOptions().setTimeout(25_000));
      stays.page().waitForSelector("text=The answer is here.", new Page.WaitForSelectorOptions().setTimeout(25_000));
      assertThat(stays.page().content()).doesNotContain(CONTACT);
      backs(leaves);
      assertThat(leaves.reads()).contains("Answer for case 2026-0815").doesNotContain(CONTACT);

      // It can be shown again, and hidden at once.
      shows(stays);
      stays.clicks("button[value=hide]");
      assertThat(stays.page().content()).doesNotContain(CONTACT);
      harbor.clock().set(harbor.clock().instant().plus(Duration.ofMinutes(10)));
      stays.clicks("button[value=show]");
      assertThat(stays.reads()).contains("This answer is over").doesNotContain(CONTACT);
    }
  }

  /// Presses *back*. A page that the browser kept comes without being loaded, so nothing more is waited for than that it is there.
  private static void backs(Caseworker worker) {
    worker.page().goBack(new Page.GoBackOptions().setWaitUntil(WaitUntilState.COMMIT));
    worker.page().waitForCondition(() -> worker.page().locator("footer").count() == 1);
  }

  @Test
  void back_showsNothingOfAnAnswer() {
    try (Caseworker worker = worker()) {
      worker.signsIn();
      looksUpKatherine(worker);
      shows(worker);
      worker.clicks("nav a[href='/help']");
      backs(worker);
      assertThat(worker.reads()).contains("Answer for case 2026-0815", "Show the answer");
      assertThat(worker.page().content()).doesNotContain(CONTACT);

      // What was typed does not come back either.
      backs(worker);
      backs(worker);
      assertThat(worker.page().content()).doesNotContain("Marlowe", "2026-0815", CONTACT);
      assertThat(worker.page().locator("#surname").inputValue()).isEmpty();
    }
  }

  @Test
  void back_afterSigningOut_leadsToTheDoor() {
    try (Caseworker worker = worker()) {
      worker.signsIn();
      looksUpKatherine(worker);
      shows(worker);
      worker.clicks("form[action='/sign-out'] button");
      for (int pages = 0; pages < 3; pages++) {
        backs(worker);
        assertThat(worker.page().url()).endsWith("/sign-in");
        assertThat(worker.page().content()).doesNotContain("2026-0815", CONTACT);
      }
    }
  }

  @Test
  void onPaper_standsTheCaseNumberAlone() throws IOException {
    try (Caseworker worker = worker()) {
      worker.signsIn();
      looksUpKatherine(worker);
      shows(worker);
      worker.page().emulateMedia(new Page.EmulateMediaOptions().setMedia(Media.PRINT));
      assertThat(worker.page().innerText("body").strip()).isEqualTo("Answer for case 2026-0815");
      assertThat(printed(worker)).isEqualTo("Answer for case 2026-0815");

      // The young person's own page is there to be printed, without a name, a number or our menus.
      worker.goesTo("/who-looked").page().fill("#local-id", "JJ-2107");
      worker.clicks("main button");
      assertThat(printed(worker)).startsWith("Who looked You asked who was told").contains("You can say no").doesNotContain("JJ-2107", "Marisol",
          "Sign out", "Work list", "Close this page");
    }
  }

  private static String printed(Caseworker worker) throws IOException {
    try (PDDocument paper = Loader.loadPDF(worker.page().pdf())) {
      return new PDFTextStripper().getText(paper).replaceAll("\\s+", " ").strip();
    }
  }

  @Test
  void inSpanish_nothingOfOursIsEnglish() {
    ResponseCard card = harbor.rules().responseCards().get(TestCollaborative.REGION);
    List<String> county = Stream.of(card.steps(), card.contacts(), card.clocks().stream().map(ResponseCard.Clock::what).toList(), List.of(harbor
        .rules().coordinator().line()), harbor.rules().members().stream().map(member -> member.contact().line()).toList()).flatMap(List::stream)
        .toList();
    EnglishTexts english = new EnglishTexts(county);
    List<String> found = new ArrayList<>();
    try (Caseworker worker = worker()) {
      new DeskPages(harbor, worker, (name, page) -> english.on(page).forEach(text -> found.add(name + ": " + text))).walk("es");
      assertThat(found).isEmpty();
      assertThat(worker.complaints()).isEmpty();
    }
  }

  @Test
  void everyPage_isForEverybody_inEnglish() {
    assertThat(barriers("en")).isEmpty();
  }

  @Test
  void everyPage_isForEverybody_inSpanish() {
    assertThat(barriers("es")).isEmpty();
  }

  private static Stream<Rule> axe(Page page) {
    return new AxeBuilder(page).withTags(ACCESSIBLE).setLegacyMode(true).analyze().getViolations().stream();
  }

  /// What axe finds on each page, for which its own script runs there, and which pages are wider than a telephone.
  private List<String> barriers(String language) {
    List<String> found = new ArrayList<>();
    try (Caseworker worker = new Caseworker(chromium.browser(), desk, phone(DeskEvening.JUVENILE_JUSTICE), true)) {
      new DeskPages(harbor, worker, (name, page) -> {
        for (int width : new int[] {Caseworker.NARROW, Caseworker.WIDE}) {
          worker.sitsAt(width);
          if ((boolean) page.evaluate("() => document.documentElement.scrollWidth > innerWidth")) {
            found.add(name + ", " + width + ": it must be scrolled to the side");
          }
          axe(page).filter(rule -> !(rule.getId().equals(TIME_LIMIT) && name.startsWith("answer, "))).forEach(rule -> found.add(name + ", " + width
              + ": "
              + rule.getHelp() + " " + rule.getNodes().stream().map(Node::getTarget).toList()));
        }
      }).walk(language);
      assertThat(worker.complaints()).isEmpty();
      assertThat(worker.askedElsewhere()).isEmpty();
    }
    return found;
  }

  @Test
  @EnabledIfSystemProperty(named = "screenshots", matches = ".+", disabledReason = "-Dscreenshots=DIR takes the pictures for caseworker.md")
  void picturesForTheManual() throws IOException {
    Path pictures = Files.createDirectories(Path.of(System.getProperty("screenshots")));
    try (RunningDesk theirs = desk(DeskEvening.CHILD_WELFARE); Caseworker worker = worker(); Caseworker holder = new Caseworker(chromium.browser(),
        theirs, phone(DeskEvening.CHILD_WELFARE), false)) {
      worker.signsIn();
      worker.picture(pictures, "list");
      worker.clicks("table tbody tr:last-child a").asks("2026-0784", false).clicks("main button");
      harbor.clock().set("2026-06-15", "09:05");
      worker.signsIn().goesTo("/look-up").picture(pictures, "look-up");
      looksUpKatherine(worker);
      shows(worker);
      worker.picture(pictures, "answer");
      worker.goesTo("/look-up").page().fill("#given", "Zorablix");
      worker.page().fill("#surname", "Umbergast");
      worker.page().fill("#birth-year", "2009");
      worker.page().fill("#birth-month", "5");
      worker.asks("2026-0816", false).clicks("main button").clicks("button[value=show]").picture(pictures, "nothing-on-file");
      worker.goesTo("/work-list").picture(pictures, "work-list");
      holder.signsIn().goesTo("/who-looked").page().fill("#local-id", "CW-1001");
      holder.clicks("main button").picture(pictures, "who-looked");
    }
  }
}
