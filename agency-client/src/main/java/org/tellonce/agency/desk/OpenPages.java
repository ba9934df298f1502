package org.tellonce.agency.desk;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tellonce.agency.flags.Asked;
import org.tellonce.agency.flags.Question;
import org.tellonce.pages.Fields;
import org.tellonce.pages.Form;
import org.tellonce.pages.PageAnswer;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.PageRoute;
import org.tellonce.pages.Words;

/// Opening one row of *Tonight*, for one open case.
public record OpenPages(DeskParts parts, Results results) {

  static final String PATH = "/open/";

  List<PageRoute> routes() {
    Gate gate = new Gate(parts);
    return List.of(PageRoute.get(PATH + "{id}", gate.asking(request -> page(request, Map.of(), Gate.Trouble.NONE, 200))), PageRoute.post(PATH
        + "{id}", gate.asking(this::open)));
  }

  /// What `open.jte` shows. **Plaintext**: the row's local id.
  public record View(Words words, String csrf, String id, String localId, Fields fields, QuestionForm.Choices choices, Gate.Trouble trouble) {}

  private PageAnswer open(PageRequest request) {
    QuestionForm form = new QuestionForm(request.form(), request.words(), request.staff(), true);
    Map<String, String> errors = form.errors();
    if (!errors.isEmpty()) {
      return page(request, errors, Gate.Trouble.NONE, 422);
    }
    Optional<String> localId = parts.shelf(request).localId(request.id());
    if (localId.isEmpty()) {
      return new PageAnswer.Missing();
    }
    Question question = form.question();
    Asked asked = parts.asks().open(localId.get(), question);
    return asked instanceof Asked.Answered answer ? results.keep(request, question, answer, request.path())
        : page(request, Map.of(), QuestionForm.trouble(asked, request, parts.known().get()), asked instanceof Asked.Unreached ? 503 : 422);
  }

  private PageAnswer page(PageRequest request, Map<String, String> errors, Gate.Trouble trouble, int status) {
    Optional<String> localId = parts.shelf(request).localId(request.id());
    if (localId.isEmpty()) {
      return new PageAnswer.Missing();
    }
    Words words = request.words();
    Form form = request.form();
    View view = new View(words, request.session().csrf(), request.id(), localId.get(), new Fields(words, form, errors), QuestionForm.Choices.of(
        words, parts.known().get().allowed(), true), trouble);
    return new PageAnswer.Page(status, words.of("open.title"), DeskParts.TEMPLATES.page("open.jte", view), 0);
  }
}
