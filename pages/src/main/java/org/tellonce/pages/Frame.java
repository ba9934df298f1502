package org.tellonce.pages;

import gg.jte.Content;
import java.util.List;
import java.util.Optional;

/// A whole page on its way to the template `layout.jte`.
///
/// @param staff who is signed in
/// @param reload after how many seconds the browser asks for it again; 0: never
public record Frame(Words words, Site site, String title, Content body, String path, String csrf, Optional<String> staff, int reload) {

  /// The languages that this page is not in.
  public List<Language> others() {
    return java.util.Arrays.stream(Language.values()).filter(language -> language != words.language()).toList();
  }

  /// Whether a link leads to this very page.
  public boolean isHere(Site.Link link) {
    return link.path().equals(path);
  }
}
