package org.tellonce.agency.desk;

import java.util.List;
import java.util.Optional;
import org.tellonce.pages.PageAnswer;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.PageRoute;
import org.tellonce.pages.Words;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.Notice;

/// What the agency is told: that a screening of its own was shown, that an answer was of somebody else, that a user is locked.
public record NoticePages(DeskParts parts) {

  static final String PATH = "/notices";

  List<PageRoute> routes() {
    Gate gate = new Gate(parts);
    return List.of(PageRoute.get(PATH, gate.asking(this::page)), PageRoute.post(PATH, gate.asking(this::read)));
  }

  /// What `notices.jte` shows. **Plaintext**: it names rows.
  ///
  /// @param cursor up to where
  public record View(Words words, String csrf, List<String> lines, long cursor, Gate.Trouble trouble) {}

  private PageAnswer page(PageRequest request) {
    Words words = request.words();
    View view = switch (parts.news().unread()) {
      case News.Heard.Found(List<News.Item> items, long cursor) -> view(request, items.stream().map(item -> line(item, words)).toList(), cursor,
          Gate.Trouble.NONE);
      case News.Heard.Refused(Stop why) -> view(request, List.of(), 0, Refusals.trouble(why, words));
      case News.Heard.Unreached _ -> view(request, List.of(), 0, new Gate.Trouble(words.of("unreached.title"), List.of(words.of(
          "unreached.again")), "", CardView.NONE));
    };
    return new PageAnswer.Page(words.of("notices.title"), DeskParts.TEMPLATES.page("notices.jte", view));
  }

  private static View view(PageRequest request, List<String> lines, long cursor, Gate.Trouble trouble) {
    return new View(request.words(), request.session().csrf(), lines, cursor, trouble);
  }

  private String line(News.Item item, Words words) {
    String row = item.localId().orElse(words.of("notices.gone"));
    return switch (item.notice()) {
      case Notice.Opened(_, java.time.LocalDate week, Optional<String> viewer) -> words.of("notices.opened", row, words.day(week), viewer.orElse(words
          .of("another-agency")));
      case Notice.CorrectedAnswer(AnswerId answer) -> words.of("notices.corrected-answer", parts.work().caseOf(answer.hex()).orElse(answer.hex()));
      case Notice.CorrectedRecord _ -> words.of("notices.corrected-record", row);
      case Notice.Locked(String user) -> words.of("notices.locked", user);
    };
  }

  private PageAnswer read(PageRequest request) {
    String cursor = request.form().text("cursor");
    if (cursor.matches("[0-9]{1,15}")) {
      parts.news().read(Long.parseLong(cursor));
    }
    return new PageAnswer.Moved(PATH);
  }
}
