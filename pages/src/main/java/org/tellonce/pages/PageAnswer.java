package org.tellonce.pages;

import gg.jte.Content;

/// What becomes of a request.
public sealed interface PageAnswer {

  /// A page, which the door puts into its frame.
  ///
  /// @param status of HTTP
  /// @param title what the browser's tab shows: no name, no number of a case
  /// @param body everything between header and footer, with the page's one `h1`
  /// @param reload after how many seconds the browser asks for it again; 0: never
  record Page(int status, String title, Content body, int reload) implements PageAnswer {
    /// A page that stays as it is.
    public Page(String title, Content body) {
      this(200, title, body, 0);
    }

    /// A form that was not taken, shown again.
    public static Page again(String title, Content body) {
      return new Page(422, title, body, 0);
    }
  }

  /// The browser shall get another page (303).
  record Moved(String path) implements PageAnswer {}

  /// Somebody has signed in: the session is a new one, and the browser gets another page.
  record SignedIn(String pseudonym, String path) implements PageAnswer {}

  /// The session has ended, and the browser gets another page.
  record SignedOut(String path) implements PageAnswer {}

  /// There is no such page, or not any more.
  record Missing() implements PageAnswer {}
}
