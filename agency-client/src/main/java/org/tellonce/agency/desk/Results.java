package org.tellonce.agency.desk;

import java.util.List;
import java.util.Optional;
import org.tellonce.agency.flags.Asked;
import org.tellonce.agency.flags.Question;
import org.tellonce.pages.PageAnswer;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.PageRoute;
import org.tellonce.pages.Words;
import org.tellonce.protocol.flags.OpeningAnswer;

/// The page of an answer: it is seen for a minute after a click, can be shown again for ten minutes, and then has to be opened anew. Whoever passes by the screen, or
/// presses *back* later, sees a case number.
public record Results(DeskParts parts) {

  static final String PATH = "/result/";

  /// So many working days there are to write down what was done.
  private static final int DAYS_TO_WRITE = 3;
  /// The page asks for itself again when its minute is over: then what was hidden from sight is gone from the browser too.
  private static final int AND_GONE = 1;

  List<PageRoute> routes() {
    Gate gate = new Gate(parts);
    return List.of(PageRoute.get(PATH + "{id}", gate.asking(this::page)), PageRoute.post(PATH + "{id}", gate.asking(this::click)));
  }

  /// A page whose visitor has left the answer that was shown, if it is not that answer's own: whoever comes *back* finds it hidden. What is open to everybody is no
  /// page to go to, but the door and the choice of the language.
  PageRoute leaving(PageRoute route) {
    return route.open() ? route : new PageRoute(route.method(), route.path(), false, request -> {
      parts.shelf(request).hideAllBut(request.path().startsWith(PATH) ? request.id() : "");
      return route.handler().apply(request);
    });
  }

  /// What `result.jte` shows.
  ///
  /// @param answer none while it is hidden
  /// @param seconds for how long it is seen
  /// @param again where the same can be asked once more
  /// @param work the item of the work list; empty if there is none
  public record View(Words words, String csrf, String id, String caseNumber, Optional<AnswerView> answer, int seconds, String again, String work) {

    /// The class of the style sheet by which it hides itself.
    public String hiding() {
      return "gone-after-" + Math.min(60, (seconds + 9) / 10 * 10);
    }
  }

  /// What `over.jte` shows.
  public record Over(Words words) {}

  /// Puts an answer on the session's shelf, notes what has to be written down, and leads to its page.
  ///
  /// @param again where the same can be asked once more
  PageAnswer keep(PageRequest request, Question question, Asked.Answered answer, String again) {
    Optional<String> work = Optional.empty();
    if (answer.answer() instanceof OpeningAnswer.PointerAnswer) {
      String id = Shelf.randomId(parts.random());
      Known known = parts.known().get();
      parts.work().add(new WorkStore.Item(id, answer.answer().id().hex(), question.caseNumber(), question.user(), known.today(), known.workingDays()
          .after(known
              .today(), DAYS_TO_WRITE), Optional.empty()));
      work = Optional.of(id);
    }
    String id = parts.shelf(request).put(new Shelf.Result(question.caseNumber(), answer, again, work), parts.now());
    return new PageAnswer.Moved(PATH + id);
  }

  private PageAnswer click(PageRequest request) {
    Shelf shelf = parts.shelf(request);
    if (request.form().text("do").equals("hide")) {
      shelf.hide(request.id());
    } else {
      shelf.show(request.id(), parts.now());
    }
    return new PageAnswer.Moved(PATH + request.id());
  }

  private PageAnswer page(PageRequest request) {
    Words words = request.words();
    return switch (parts.shelf(request).sight(request.id(), parts.now())) {
      case Shelf.Sight.Over _ -> new PageAnswer.Page(410, words.of("over.title"), DeskParts.TEMPLATES.page("over.jte", new Over(words)), 0);
      case Shelf.Sight.Hidden(Shelf.Result result) -> page(request, result, Optional.empty(), 0);
      case Shelf.Sight.Shown(Shelf.Result result, int seconds) -> page(request, result, Optional.of(AnswerView.of(result.answer(), words)), seconds);
    };
  }

  private PageAnswer page(PageRequest request, Shelf.Result result, Optional<AnswerView> answer, int seconds) {
    Words words = request.words();
    View view = new View(words, request.session().csrf(), request.id(), result.caseNumber(), answer, seconds, result.again(), result.work().orElse(
        ""));
    return new PageAnswer.Page(200, words.of("result.title"), DeskParts.TEMPLATES.page("result.jte", view), seconds == 0 ? 0 : seconds + AND_GONE);
  }
}
