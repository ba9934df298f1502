package org.tellonce.rehearsal.night;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.function.BiConsumer;

/// A walk over the pages of a desk, each as it is at first and as it is when something was left out.
///
/// @param look what is done at each page, which has a short name
record DeskPages(TestCollaborative harbor, Caseworker worker, BiConsumer<String, Page> look) {
  private static final String ROW = "JJ-2107";

  /// Walks, from the door to somebody who may not ask any more.
  ///
  /// @param language its tag
  void walk(String language) {
    Page page = worker.page();
    worker.goesTo("/sign-in");
    if (page.locator("html").getAttribute("lang").equals("en") && language.equals("es")) {
      worker.clicks("form[action='/language'] button");
    }
    look("sign-in");
    worker.signsInWith("000000");
    look("sign-in, wrong");
    worker.signsIn();
    assertThat(page.locator("html").getAttribute("lang")).isEqualTo(language);
    look("list");
    worker.clicks("table a");
    look("row");
    send();
    look("row, something left out");
    worker.asks("2026-0815", false);
    send();
    look("answer, hidden");
    String result = path();
    worker.clicks("button[value=show]");
    look("answer, pointer");
    worker.clicks("main a[href^='/work-list/']");
    look("what was done");
    String work = path();
    send();
    look("what was done, something left out");
    worker.goesTo(work.replace("/work-list/", "/not-the-same/"));
    look("two people");
    worker.goesTo("/work-list");
    look("work list");
    lookUps();
    forms();
    over(result);
    worker.goesTo("/nothing-here");
    look("no such page");
    TestAgency.Ran removed = harbor.agency(DeskEvening.JUVENILE_JUSTICE).run("users", "remove", DeskEvening.WORKER);
    assertThat(removed.code()).as(removed.all()).isZero();
    worker.goesTo("/look-up");
    look("may not ask");
  }

  private void lookUps() {
    Page page = worker.page();
    worker.goesTo("/look-up");
    look("look-up");
    send();
    look("look-up, something left out");
    page.fill("#phone", "310 624 0147");
    worker.asks("2026-0816", false);
    send();
    look("look-up, not enough");
    page.fill("#given", "Zorablix");
    page.fill("#surname", "Umbergast");
    page.fill("#birth-year", "2009");
    page.fill("#birth-month", "5");
    worker.asks("2026-0816", false);
    send();
    worker.clicks("button[value=show]");
    look("answer, nothing on file");
  }

  private void forms() {
    Page page = worker.page();
    worker.goesTo("/notices");
    look("notices");
    worker.goesTo("/who-looked");
    look("who looked");
    send();
    look("who looked, something left out");
    page.fill("#local-id", ROW);
    send();
    look("who looked, the page");
    worker.goesTo("/shield");
    look("shield");
    send();
    look("shield, something left out");
    page.fill("#local-id", ROW);
    page.click("label[for=state-set]");
    page.click("label[for=reason-shield-safety]");
    send();
    look("shield, set");
    worker.goesTo("/take-back");
    look("take back");
    send();
    look("take back, something left out");
    takeBack("nobody-such");
    look("take back, unknown");
    takeBack(ROW);
    look("take back, asked once more");
    worker.clicks("button[value=sure]");
    look("taken back");
    worker.goesTo("/consent");
    look("consent");
    send();
    look("consent, something left out");
    worker.goesTo("/help");
    look("help");
  }

  private void takeBack(String row) {
    worker.page().fill("#local-id", row);
    worker.page().click("label[for=where-here]");
    send();
  }

  private void over(String result) {
    harbor.clock().set(harbor.clock().instant().plus(Duration.ofMinutes(10)));
    worker.goesTo(result);
    look("answer, over");
  }

  private void send() {
    worker.clicks("main form button");
  }

  private String path() {
    return java.net.URI.create(worker.page().url()).getPath();
  }

  private void look(String name) {
    look.accept(name, worker.page());
  }
}
