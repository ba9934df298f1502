package org.tellonce.agency.desk;

import java.util.List;
import org.tellonce.pages.PageAnswer;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.PageRoute;
import org.tellonce.pages.Words;

/// What the desk is for, what to say to a young person, and whom to call.
public record HelpPages(DeskParts parts) {

  static final String PATH = "/help";

  List<PageRoute> routes() {
    return List.of(PageRoute.get(PATH, this::page));
  }

  /// What `help.jte` shows.
  ///
  /// @param coordinator whom to call; empty before the first night
  public record View(Words words, CardView card, String coordinator) {}

  private PageAnswer page(PageRequest request) {
    Words words = request.words();
    Known known = parts.known().get();
    View view = new View(words, CardView.of(known.card(), words), known.coordinator().map(line -> line.line()).orElse(""));
    return new PageAnswer.Page(words.of("help.title"), DeskParts.TEMPLATES.page("help.jte", view));
  }
}
