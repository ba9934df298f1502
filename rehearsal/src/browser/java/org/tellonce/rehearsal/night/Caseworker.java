package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Page;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/// Somebody at a desk: a browser that forgets everything when it is closed, and a keyboard. Watches what the browser asks for and complains about.
final class Caseworker implements AutoCloseable {
  /// A telephone's screen, and an office's.
  static final int NARROW = 375;
  static final int WIDE = 1280;

  private static final int HEIGHT = 800;
  private static final int MOST_STOPS = 80;
  private static final int MOST_LOOKS = 20;
  private static final int LOOK_MILLIS = 25;
  /// Where the keyboard is: what it would act on, as a reader hears it; and whether it can be seen there, on the screen.
  private static final String HERE = """
    () => {
      const at = document.activeElement;
      const choice = at.type === 'radio' || at.type === 'checkbox';
      const label = at.labels ? at.labels[0] : null;
      const look = choice ? getComputedStyle(label, '::before') : getComputedStyle(at);
      const box = (choice ? label : at).getBoundingClientRect();
      return {
        name: at === document.body ? '' : (label || at).innerText.replace(/\\s+/g, ' ').trim(),
        group: choice ? at.name : '',
        seen: at === document.body || at.id === 'main' || look.outlineStyle !== 'none' && parseFloat(look.outlineWidth) >= 2
          && box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.left >= 0 && box.left < innerWidth };
    }""";

  private final RunningDesk desk;
  private final Phone phone;
  private final BrowserContext context;
  private final Page page;
  private final List<String> asked = new ArrayList<>();
  private final List<String> complaints = new ArrayList<>();
  private int loaded;

  /// @param scripts whether this browser would run a page's scripts, if there were any
  Caseworker(Browser browser, RunningDesk desk, Phone phone, boolean scripts) {
    this.desk = desk;
    this.phone = phone;
    this.context = browser.newContext(new Browser.NewContextOptions().setJavaScriptEnabled(scripts).setViewportSize(WIDE, HEIGHT).setLocale(
        "en-US"));
    this.page = context.newPage();
    context.onRequest(request -> asked.add(request.url()));
    context.onConsoleMessage(this::complain);
    context.onWebError(error -> complaints.add(error.error()));
    page.onLoad(_ -> loaded++);
  }

  /// A page that says *this is missing* or *that is over* does so with a status of its own, which browsers note; a picture that is not there is another matter.
  private void complain(ConsoleMessage message) {
    if (!message.text().contains("the server responded with a status of 4") || message.location().contains("/assets/")) {
      complaints.add(message.type() + ": " + message.text() + " " + message.location());
    }
  }

  Page page() {
    return page;
  }

  /// Changes how wide the screen is.
  Caseworker sitsAt(int width) {
    page.setViewportSize(width, HEIGHT);
    return this;
  }

  /// Types a path of the desk into the line of addresses.
  Caseworker goesTo(String path) {
    page.navigate(desk.url() + path);
    return this;
  }

  /// Goes to the door, if not there yet, and signs in.
  Caseworker signsIn() {
    if (!page.url().endsWith("/sign-in")) {
      goesTo("/sign-in");
    }
    return signsInWith(phone.digits());
  }

  /// Signs in with these six digits.
  Caseworker signsInWith(String digits) {
    page.fill("#pseudonym", DeskEvening.WORKER);
    page.fill("#password", DeskEvening.PASSWORD);
    page.fill("#code", digits);
    return clicks("main button");
  }

  /// Clicks what leads to another page, and waits for it.
  Caseworker clicks(String selector) {
    return waitsFor(() -> page.locator(selector).last().click());
  }

  /// Fills what each question must have.
  ///
  /// @param named whether the other agency may be told who asked
  Caseworker asks(String caseNumber, boolean named) {
    page.fill("#case", caseNumber);
    page.click("label[for=purpose-intake]");
    page.click("label[for=name-us-" + (named ? "yes" : "no") + "]");
    return this;
  }

  /// What can be read in the main part of the page.
  String reads() {
    return page.innerText("main").replaceAll("\\s+", " ");
  }

  /// Takes a picture of the whole page as it is on a telephone, and one as it is in an office.
  Caseworker picture(Path folder, String name) {
    for (int width : new int[] {NARROW, WIDE}) {
      sitsAt(width);
      page.screenshot(new Page.ScreenshotOptions().setPath(folder.resolve(name + "-" + width + ".png")).setFullPage(true));
    }
    return this;
  }

  // --- with the keyboard alone

  /// What the phone shows now, to be typed.
  String readsFromThePhone() {
    return phone.digits();
  }

  /// Jumps over the header, as the first stop of each page offers.
  Caseworker skipsToMain() {
    return tabsTo("Skip to the main part").presses("Enter");
  }

  /// Goes on from stop to stop until the keyboard is at something of this name. At each stop it must be seen where it is.
  Caseworker tabsTo(String name) {
    return tabsTo("Tab", name);
  }

  /// The same, backwards.
  Caseworker tabsBackTo(String name) {
    return tabsTo("Shift+Tab", name);
  }

  private Caseworker tabsTo(String key, String name) {
    List<String> stops = new ArrayList<>();
    while (!stops.contains(name)) {
      assertThat(stops).as(() -> "no stop is called " + name).hasSizeLessThan(MOST_STOPS);
      page.keyboard().press(key);
      stops.add(here("name"));
    }
    return this;
  }

  /// Goes to a field and types.
  Caseworker types(String label, String text) {
    tabsTo(label);
    page.keyboard().type(text);
    return this;
  }

  /// Goes to the next question with choices and takes this one.
  Caseworker chooses(String choice) {
    String group = "";
    for (int stops = 0; group.isEmpty(); stops++) {
      assertThat(stops).as(() -> "no choice is called " + choice).isLessThan(MOST_STOPS);
      page.keyboard().press("Tab");
      group = here("group");
    }
    if (here("name").equals(choice)) {
      return presses("Space");
    }
    for (int stops = 0; !here("name").equals(choice); stops++) {
      assertThat(stops).as(() -> "no choice is called " + choice).isLessThan(MOST_STOPS);
      page.keyboard().press("ArrowDown");
      assertThat(here("group")).isEqualTo(group);
    }
    return this;
  }

  /// Presses a key that leads to no other page.
  Caseworker presses(String key) {
    page.keyboard().press(key);
    return this;
  }

  /// Presses Enter, and waits for the page to which that leads.
  Caseworker follows() {
    return waitsFor(() -> page.keyboard().press("Enter"));
  }

  private Caseworker waitsFor(Runnable step) {
    int before = loaded;
    step.run();
    page.waitForCondition(() -> loaded > before);
    return this;
  }

  private String here(String what) {
    Map<?, ?> here = (Map<?, ?>) page.evaluate(HERE);
    // What slides in needs a moment.
    for (int looks = 0; here.get("seen").equals(false) && looks < MOST_LOOKS; looks++) {
      page.waitForTimeout(LOOK_MILLIS);
      here = (Map<?, ?>) page.evaluate(HERE);
    }
    assertThat(here.get("seen")).as("the keyboard is seen at " + here).isEqualTo(true);
    return here.get(what).toString();
  }

  // --- what it did behind the screen

  /// All that this browser asked anybody for and that was not the desk's.
  List<String> askedElsewhere() {
    return asked.stream().filter(url -> !url.startsWith(desk.url() + "/")).toList();
  }

  /// What the browser found wrong with pages: none of ours gives it a reason.
  List<String> complaints() {
    return List.copyOf(complaints);
  }

  @Override
  public void close() {
    context.close();
  }
}
