package org.tellonce.agency.desk;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tellonce.agency.flags.AccessReport;
import org.tellonce.pages.Fields;
import org.tellonce.pages.Fields.Choice;
import org.tellonce.pages.Form;
import org.tellonce.pages.PageAnswer;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.PageRoute;
import org.tellonce.pages.Words;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.flags.Shield;

/// What a young person may ask of the agency that talked with them: who looked, and that nobody is shown it.
public record YoungPersonPages(DeskParts parts) {

  static final String PATH = "/who-looked";
  private static final String SHIELD = "/shield";

  List<PageRoute> routes() {
    Gate gate = new Gate(parts);
    return List.of(PageRoute.get(PATH, gate.asking(request -> question(request, Map.of(), Gate.Trouble.NONE, 200))), PageRoute.post(PATH, gate.asking(
        this::report)), PageRoute.get(SHIELD, gate.asking(request -> shield(request, Map.of(), Gate.Trouble.NONE, "", 200))), PageRoute.post(SHIELD,
            gate.asking(this::shield)));
  }

  /// What `who-looked.jte` shows. **Plaintext**: what was typed.
  public record QuestionView(Words words, String csrf, Fields fields, Gate.Trouble trouble) {}

  /// What `report.jte` shows: to print, without a name or a number of the young person.
  ///
  /// @param contact whom to tell that one takes it back
  /// @param withdrawn whether that was done: who was told before can be told here no more
  public record ReportView(Words words, String agency, String today, ViewersView viewers, String coordinator, String contact, boolean withdrawn) {}

  /// What `shield.jte` shows. **Plaintext**: what was typed.
  ///
  /// @param done what has been done; empty if nothing was
  public record ShieldView(Words words, String csrf, Fields fields, List<Choice> states, List<Choice> reasons, Gate.Trouble trouble, String done) {}

  private PageAnswer question(PageRequest request, Map<String, String> errors, Gate.Trouble trouble, int status) {
    Words words = request.words();
    QuestionView view = new QuestionView(words, request.session().csrf(), new Fields(words, request.form(), errors), trouble);
    return new PageAnswer.Page(status, words.of("who-looked.title"), DeskParts.TEMPLATES.page("who-looked.jte", view), 0);
  }

  private PageAnswer report(PageRequest request) {
    Words words = request.words();
    String localId = request.form().text("local-id");
    if (localId.isEmpty()) {
      return question(request, Map.of("local-id", words.of("local-id.missing")), Gate.Trouble.NONE, 422);
    }
    return switch (parts.records().report(localId)) {
      case Reported.Found(AccessReport report) -> new PageAnswer.Page(words.of("report.title"), DeskParts.TEMPLATES.page("report.jte", view(report,
          words)));
      case Reported.Refused(Stop why) -> question(request, Map.of(), Refusals.trouble(why, words), 422);
      case Reported.Unreached _ -> question(request, Map.of(), Refusals.unreached(words), 503);
    };
  }

  private static ReportView view(AccessReport report, Words words) {
    return new ReportView(words, report.own().map(Member::name).orElse(""), words.day(report.today()), ViewersView.of(report, words, !report
        .withdrawn()), report.rules()
            .coordinator().line(), report.own().map(member -> member.contact().line()).orElse(""), report.withdrawn());
  }

  private PageAnswer shield(PageRequest request, Map<String, String> errors, Gate.Trouble trouble, String done, int status) {
    Words words = request.words();
    List<Choice> states = Arrays.stream(Shield.State.values()).map(state -> new Choice(state.word(), words.of("state." + state.word()))).toList();
    List<Choice> reasons = Arrays.stream(Shield.Reason.values()).map(reason -> new Choice(reason.word(), words.of("reason-shield." + reason.word())))
        .toList();
    Form typed = done.isEmpty() ? request.form() : Form.EMPTY;
    ShieldView view = new ShieldView(words, request.session().csrf(), new Fields(words, typed, errors), states, reasons, trouble, done);
    return new PageAnswer.Page(status, words.of("shield.title"), DeskParts.TEMPLATES.page("shield.jte", view), 0);
  }

  private PageAnswer shield(PageRequest request) {
    Words words = request.words();
    Form form = request.form();
    Optional<Shield.State> state = Arrays.stream(Shield.State.values()).filter(one -> one.word().equals(form.text("state"))).findFirst();
    Optional<Shield.Reason> reason = Arrays.stream(Shield.Reason.values()).filter(one -> one.word().equals(form.text("reason-shield"))).findFirst();
    Optional<Integer> minutes = Optional.of(form.text("minutes")).filter(text -> text.matches("[0-9]{1,3}")).map(Integer::valueOf).filter(
        count -> count >= 1 && count <= Shield.MAX_MINUTES);
    boolean lifted = state.equals(Optional.of(Shield.State.LIFTED));
    Map<String, String> errors = new LinkedHashMap<>();
    if (form.text("local-id").isEmpty()) {
      errors.put("local-id", words.of("local-id.missing"));
    }
    if (state.isEmpty()) {
      errors.put("state", words.of("state.missing"));
    }
    if (reason.isEmpty()) {
      errors.put("reason-shield", words.of("reason-shield.missing"));
    }
    if (lifted && minutes.isEmpty()) {
      errors.put("minutes", words.of("minutes.missing", Shield.MAX_MINUTES));
    }
    if (!errors.isEmpty()) {
      return shield(request, errors, Gate.Trouble.NONE, "", 422);
    }
    Told told = parts.records().shield(form.text("local-id"), state.orElseThrow(), reason.orElseThrow(), request.staff(), minutes.filter(
        _ -> lifted));
    if (told instanceof Told.Recorded) {
      LiftedShields.of(request.session()).note(form.text("local-id"), state.get(), reason.get(), minutes, parts.now());
    }
    return switch (told) {
      case Told.Recorded _ -> shield(request, Map.of(), Gate.Trouble.NONE, words.of("shield.done-" + state.orElseThrow().word(), minutes.map(
          String::valueOf).orElse("")), 200);
      case Told.Refused(Stop why) -> shield(request, Map.of(), Refusals.trouble(why, words), "", 422);
      case Told.Unreached _ -> shield(request, Map.of(), Refusals.unreached(words), "", 503);
    };
  }
}
