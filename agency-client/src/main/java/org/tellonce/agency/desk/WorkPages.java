package org.tellonce.agency.desk;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tellonce.pages.Fields;
import org.tellonce.pages.Fields.Choice;
import org.tellonce.pages.Form;
import org.tellonce.pages.PageAnswer;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.PageRoute;
import org.tellonce.pages.Words;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.Correction;
import org.tellonce.protocol.flags.Disposition;
import org.tellonce.protocol.flags.RescreenReason;
import org.tellonce.protocol.json.Word;

/// The work list: the answers about which nobody has written yet what was done; and the form for it.
public record WorkPages(DeskParts parts) {

  static final String PATH = "/work-list";
  private static final String NOT_THE_SAME = "/not-the-same/";

  List<PageRoute> routes() {
    Gate gate = new Gate(parts);
    return List.of(PageRoute.get(PATH, gate.asking(this::list)), PageRoute.get(PATH + "/{id}", gate.asking(request -> form(request, Map.of(),
        Gate.Trouble.NONE, 200))), PageRoute.post(PATH + "/{id}", gate.asking(this::write)), PageRoute.get(NOT_THE_SAME + "{id}", gate.asking(
            request -> notTheSame(request, Gate.Trouble.NONE, 200))), PageRoute.post(NOT_THE_SAME + "{id}", gate.asking(this::correct)));
  }

  /// A line of the list. **Plaintext**: it names a case.
  public record Line(String id, String caseNumber, String user, String on, String due, boolean overdue) {}

  /// What `work.jte` shows.
  ///
  /// @param said what was just done; empty if nothing
  public record ListView(Words words, List<Line> lines, String said) {}

  /// What `done.jte` shows.
  public record FormView(Words words, String csrf, Line line, Fields fields, List<Choice> contacts, List<Choice> identities, List<Choice> screenings,
      List<Choice> reasons, Gate.Trouble trouble) {}

  /// What `not-the-same.jte` shows.
  public record CorrectionView(Words words, String csrf, Line line, Gate.Trouble trouble) {}

  private PageAnswer list(PageRequest request) {
    Words words = request.words();
    List<Line> lines = parts.work().open().stream().map(item -> line(item, words)).toList();
    return new PageAnswer.Page(words.of("work.title"), DeskParts.TEMPLATES.page("work.jte", new ListView(words, lines, Said.of(request).take(
        words))));
  }

  private Line line(WorkStore.Item item, Words words) {
    return new Line(item.id(), item.caseNumber(), item.user(), words.day(item.on()), words.day(item.due()), item.isOverdue(parts.known().get()
        .today()));
  }

  private PageAnswer form(PageRequest request, Map<String, String> errors, Gate.Trouble trouble, int status) {
    Optional<WorkStore.Item> item = parts.work().find(request.id());
    if (item.isEmpty()) {
      return new PageAnswer.Missing();
    }
    Words words = request.words();
    List<Choice> reasons = Arrays.stream(RescreenReason.values()).map(reason -> new Choice(reason.word(), AnswerView.text(reason,
        parts.known().get().rescreenMonths(), words))).toList();
    FormView view = new FormView(words, request.session().csrf(), line(item.get(), words), new Fields(words, request.form(), errors), choices(
        "contact",
        Disposition.Contact.values(), words), choices("identity", Disposition.Identity.values(), words), choices("screening", Disposition.Screening
            .values(), words),
        reasons, trouble);
    return new PageAnswer.Page(status, words.of("done.title"), DeskParts.TEMPLATES.page("done.jte", view), 0);
  }

  private static List<Choice> choices(String name, Word[] values, Words words) {
    return Arrays.stream(values).map(value -> new Choice(value.word(), words.of(name + "." + value.word()))).toList();
  }

  private PageAnswer write(PageRequest request) {
    Optional<WorkStore.Item> item = parts.work().find(request.id());
    if (item.isEmpty()) {
      return new PageAnswer.Missing();
    }
    Form form = request.form();
    Words words = request.words();
    Optional<Disposition.Contact> contact = word(Disposition.Contact.values(), form.text("contact"));
    Optional<Disposition.Identity> identity = word(Disposition.Identity.values(), form.text("identity"));
    Optional<Disposition.Screening> screening = word(Disposition.Screening.values(), form.text("screening"));
    List<RescreenReason> reasons = Arrays.stream(RescreenReason.values()).filter(reason -> form.all("reasons").contains(reason.word()))
        .toList();
    Map<String, String> errors = new LinkedHashMap<>();
    require("contact", contact, errors, words);
    require("identity", identity, errors, words);
    require("screening", screening, errors, words);
    if (!contact.equals(Optional.of(Disposition.Contact.REACHED)) && contact.isPresent() && identity.filter(
        known -> known != Disposition.Identity.NOT_CONFIRMED).isPresent()) {
      errors.put("identity", words.of("identity.without-contact"));
    }
    boolean repeated = screening.equals(Optional.of(Disposition.Screening.REPEATED));
    if (repeated && reasons.isEmpty()) {
      errors.put("reasons", words.of("reasons.missing"));
    }
    if (!repeated && screening.isPresent() && !reasons.isEmpty()) {
      errors.put("reasons", words.of("reasons.without"));
    }
    if (!errors.isEmpty()) {
      return form(request, errors, Gate.Trouble.NONE, 422);
    }
    Disposition done = new Disposition(new AnswerId(item.get().answer()), request.staff(), contact.orElseThrow(), identity.orElseThrow(), screening
        .orElseThrow(), reasons);
    return switch (parts.records().done(done)) {
      case Told.Recorded(java.time.LocalDate on) -> {
        parts.work().done(item.get().id(), on);
        Said.of(request).say("work.saved");
        yield new PageAnswer.Moved(done.identity() == Disposition.Identity.NOT_THE_SAME ? NOT_THE_SAME + item.get().id() : PATH);
      }
      case Told other -> form(request, Map.of(), trouble(other, words), status(other));
    };
  }

  private static void require(String name, Optional<?> value, Map<String, String> errors, Words words) {
    if (value.isEmpty()) {
      errors.put(name, words.of(name + ".missing"));
    }
  }

  private static <T extends Word> Optional<T> word(T[] values, String text) {
    return Arrays.stream(values).filter(value -> value.word().equals(text)).findFirst();
  }

  private static int status(Told told) {
    return told instanceof Told.Unreached ? 503 : 422;
  }

  private static Gate.Trouble trouble(Told told, Words words) {
    return switch (told) {
      case Told.Recorded _ -> Gate.Trouble.NONE;
      case Told.Refused(Stop why) -> Refusals.trouble(why, words);
      case Told.Unreached _ -> Refusals.unreached(words);
    };
  }

  private PageAnswer notTheSame(PageRequest request, Gate.Trouble trouble, int status) {
    Words words = request.words();
    return parts.work().find(request.id()).<PageAnswer>map(item -> new PageAnswer.Page(status, words.of("not-the-same.title"), DeskParts.TEMPLATES
        .page("not-the-same.jte", new CorrectionView(words, request.session().csrf(), line(item, words), trouble)), 0)).orElseGet(
            PageAnswer.Missing::new);
  }

  private PageAnswer correct(PageRequest request) {
    Optional<WorkStore.Item> item = parts.work().find(request.id());
    if (item.isEmpty()) {
      return new PageAnswer.Missing();
    }
    Told told = parts.records().notTheSame(new Correction(new AnswerId(item.get().answer()), request.staff()));
    if (!(told instanceof Told.Recorded)) {
      return notTheSame(request, trouble(told, request.words()), status(told));
    }
    parts.shelf(request).takeAway(item.get().id());
    Said.of(request).say("not-the-same.done");
    return new PageAnswer.Moved(PATH);
  }
}
