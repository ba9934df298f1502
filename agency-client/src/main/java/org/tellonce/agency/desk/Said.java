package org.tellonce.agency.desk;

import org.tellonce.pages.PageRequest;
import org.tellonce.pages.Words;

/// What the next page says once of what was just done.
final class Said {
  private String key = "";

  static Said of(PageRequest request) {
    return request.session().kept(Said.class, Said::new);
  }

  /// @param text the key of what is to be said
  synchronized void say(String text) {
    key = text;
  }

  /// What is to be said, once; empty if nothing.
  synchronized String take(Words words) {
    String said = key.isEmpty() ? "" : words.of(key);
    key = "";
    return said;
  }
}
