package org.tellonce.agency.desk;

import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tellonce.agency.roster.Consents;
import org.tellonce.pages.Fields;
import org.tellonce.pages.Fields.Choice;
import org.tellonce.pages.Form;
import org.tellonce.pages.PageAnswer;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.PageRoute;
import org.tellonce.pages.Words;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.json.Lines;
import org.tellonce.protocol.submission.Consent;

/// Writing down a written consent: who signed, whether somebody made sure of them, what it is for. It holds for twelve months from today; the terminal takes other dates.
public record ConsentPages(DeskParts parts) {

  static final String PATH = "/consent";

  private static final int MAX_LANGUAGE = 60;
  private static final int MAX_LOCAL_ID = 100;

  List<PageRoute> routes() {
    Gate gate = new Gate(parts);
    return List.of(PageRoute.get(PATH, gate.asking(request -> page(request, Map.of(), Gate.Trouble.NONE, List.of(), 200))), PageRoute.post(PATH, gate
        .asking(this::record)));
  }

  /// What `consent.jte` shows. **Plaintext**: what was typed, and the rows whose consent runs out.
  ///
  /// @param done what has been done, in sentences; empty if nothing was
  /// @param soon a line for each that runs out soon
  public record View(Words words, String csrf, Fields fields, List<Choice> signers, List<Choice> yesOrNo, Gate.Trouble trouble, List<String> done,
      List<String> soon) {}

  private PageAnswer page(PageRequest request, Map<String, String> errors, Gate.Trouble trouble, List<String> done, int status) {
    Words words = request.words();
    List<String> soon = parts.papers().runningOut().stream().map(one -> words.of("consent.soon-line", one.localId(), words.day(one.consent()
        .until())))
        .toList();
    Form typed = done.isEmpty() ? request.form() : Form.EMPTY;
    View view = new View(words, request.session().csrf(), new Fields(words, typed, errors), ConsentForm.signers(words), ConsentForm.yesOrNo(
        words), trouble, done, soon);
    return new PageAnswer.Page(status, words.of("consent.title"), DeskParts.TEMPLATES.page("consent.jte", view), 0);
  }

  private PageAnswer record(PageRequest request) {
    Words words = request.words();
    Form form = request.form();
    ConsentForm paper = new ConsentForm(form, words);
    Map<String, String> errors = new LinkedHashMap<>();
    if (isUnfit(form.text("local-id"), MAX_LOCAL_ID)) {
      errors.put("local-id", words.of("local-id.missing"));
    }
    errors.putAll(paper.errors());
    if (!paper.isAnswered("show-agency")) {
      errors.put("show-agency", words.of("show-agency.missing"));
    }
    if (isUnfit(form.text("language"), MAX_LANGUAGE)) {
      errors.put("language", words.of("language.missing"));
    }
    if (!errors.isEmpty()) {
      return page(request, errors, Gate.Trouble.NONE, List.of(), 422);
    }
    LocalDate today = parts.known().get().today();
    List<Consent.Scope> scope = paper.isYes("show-agency") ? List.of(Consent.Scope.MATCH, Consent.Scope.SHOW_AGENCY)
        : List.of(Consent.Scope.MATCH);
    Consent consent = paper.consent(scope, today, today.plusYears(1).minusDays(1));
    return switch (parts.papers().keep(new Consents.Recorded(form.text("local-id"), consent, form.text("language"), today))) {
      case Papers.Kept.Recorded(Optional<String> inTheWay) -> page(request, Map.of(), Gate.Trouble.NONE, done(consent, inTheWay, words), 200);
      case Papers.Kept.Refused(Stop why) -> page(request, Map.of(), Refusals.trouble(why, words), List.of(), 422);
    };
  }

  private static List<String> done(Consent consent, Optional<String> inTheWay, Words words) {
    String kept = words.of("consent.done", words.day(consent.until()));
    return inTheWay.isEmpty() ? List.of(kept) : List.of(kept, words.of("consent.not-enough"));
  }

  private static boolean isUnfit(String text, int most) {
    return text.isEmpty() || text.length() > most || Lines.flaw(text).isPresent();
  }
}
