package org.tellonce.agency.desk;

import java.util.List;
import java.util.function.Function;
import org.tellonce.agency.desk.Users.Standing;
import org.tellonce.pages.PageAnswer;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.Words;

/// Lets to the pages that ask only whom the agency's directory lets ask today; everybody else gets a page that says why, and whom to call.
public record Gate(DeskParts parts) {

  /// What `closed.jte` shows.
  ///
  /// @param coordinator whom to call, empty before the first night
  public record Closed(Words words, String title, String text, String coordinator) {}

  /// The page for those who may ask.
  Function<PageRequest, PageAnswer> asking(Function<PageRequest, PageAnswer> page) {
    return request -> switch (parts.users().of(request.staff())) {
      case Standing.MayAsk _ -> page.apply(request);
      case Standing.Sworn _ -> closed(request, "closed.sworn");
      case Standing.TrainingOver(java.time.LocalDate since) -> closed(request, "closed.training", request.words().day(since));
      case Standing.Unknown _ -> closed(request, "closed.unknown");
    };
  }

  private PageAnswer closed(PageRequest request, String key, Object... values) {
    Words words = request.words();
    String coordinator = parts.known().get().coordinator().map(line -> line.line()).orElse("");
    Closed closed = new Closed(words, words.of(key + ".title"), words.of(key + ".text", values), coordinator);
    return new PageAnswer.Page(403, closed.title(), DeskParts.TEMPLATES.page("closed.jte", closed), 0);
  }

  /// What a form says of itself when it could not be sent.
  ///
  /// @param title empty if all went well
  /// @param technical what whoever looks after TellOnce needs to know, in English; empty if nothing
  /// @param card what to do meanwhile; its own text is empty where it does not matter
  public record Trouble(String title, List<String> sentences, String technical, CardView card) {
    static final Trouble NONE = new Trouble("", List.of(), "", CardView.NONE);
  }
}
