package org.tellonce.agency.desk;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tellonce.agency.flags.AccessReport;
import org.tellonce.agency.submission.DeletionPage;
import org.tellonce.agency.submission.Withdrawn;
import org.tellonce.agency.submission.Withdrawn.Looked;
import org.tellonce.pages.Fields;
import org.tellonce.pages.Fields.Choice;
import org.tellonce.pages.Form;
import org.tellonce.pages.PageAnswer;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.PageRoute;
import org.tellonce.pages.Words;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.agreements.Member;

/// A young person takes it back: asked once more, because it cannot be undone; then the page that they are given, with who was told before and what proves the deletion.
public record TakeBackPages(DeskParts parts) {

  static final String PATH = "/take-back";

  private static final String DONE = "/taken-back/";
  private static final String HERE = "here";
  private static final String EVERYWHERE = "everywhere";

  List<PageRoute> routes() {
    Gate gate = new Gate(parts);
    return List.of(PageRoute.get(PATH, gate.asking(request -> question(request, Map.of(), Gate.Trouble.NONE, 200))), PageRoute.post(PATH, gate.asking(
        this::takeBack)), PageRoute.get(DONE + "{id}", gate.asking(this::done)));
  }

  /// What `take-back.jte` shows. **Plaintext**: what was typed.
  public record QuestionView(Words words, String csrf, Fields fields, List<Choice> wheres, Gate.Trouble trouble) {}

  /// What `take-back-sure.jte` shows. **Plaintext**: a local id.
  public record SureView(Words words, String csrf, String localId, String where) {}

  /// What `taken-back.jte` shows: to print, without a name or a number of the young person.
  ///
  /// @param title what has been done
  /// @param sentences what that means
  /// @param aside what only the caseworker reads
  /// @param technical what whoever looks after TellOnce needs to know, in English; empty if nothing
  public record DoneView(Words words, String title, List<String> sentences, List<String> aside, String technical, Optional<ViewersView> viewers,
      Optional<Proof> proof) {}

  /// What proves a deletion.
  ///
  /// @param words that stand for the certificate
  /// @param agency whom to ask for it; empty if the rules name no contact
  /// @param signed what was signed, where it is about this record alone; else empty
  public record Proof(String on, String collaborative, String agency, boolean everywhere, String words, String contact, String coordinator,
      String file,
      String token, String signed, String signature, String key) {}

  private PageAnswer question(PageRequest request, Map<String, String> errors, Gate.Trouble trouble, int status) {
    Words words = request.words();
    List<Choice> wheres = List.of(new Choice(HERE, words.of("where.here")), new Choice(EVERYWHERE, words.of("where.everywhere")));
    QuestionView view = new QuestionView(words, request.session().csrf(), new Fields(words, request.form(), errors), wheres, trouble);
    return new PageAnswer.Page(status, words.of("take-back.title"), DeskParts.TEMPLATES.page("take-back.jte", view), 0);
  }

  private PageAnswer takeBack(PageRequest request) {
    Words words = request.words();
    Form form = request.form();
    Map<String, String> errors = new LinkedHashMap<>();
    if (form.text("local-id").isEmpty()) {
      errors.put("local-id", words.of("local-id.missing"));
    }
    if (!List.of(HERE, EVERYWHERE).contains(form.text("where"))) {
      errors.put("where", words.of("where.missing"));
    }
    if (!errors.isEmpty()) {
      return question(request, errors, Gate.Trouble.NONE, 422);
    }
    return switch (form.text("do")) {
      case "sure" -> done(request, parts.records().takeBack(form.text("local-id"), form.text("where").equals(EVERYWHERE)));
      case "back" -> question(request, Map.of(), Gate.Trouble.NONE, 200);
      default -> parts.records().inTheWayOfTakingBack(form.text("local-id")).map(why -> question(request, Map.of(), Refusals.trouble(why, words),
          422))
          .orElseGet(() -> new PageAnswer.Page(words.of("take-back.title"), DeskParts.TEMPLATES.page("take-back-sure.jte", new SureView(words, request
              .session().csrf(), form.text("local-id"), form.text("where")))));
    };
  }

  private PageAnswer done(PageRequest request) {
    Words words = request.words();
    return HandedOver.of(request).find(request.id()).<PageAnswer>map(withdrawn -> new PageAnswer.Page(words.of("taken-back.title"),
        DeskParts.TEMPLATES.page("taken-back.jte", view(withdrawn, words)))).orElseGet(PageAnswer.Missing::new);
  }

  private PageAnswer done(PageRequest request, TakenBack taken) {
    return switch (taken) {
      case TakenBack.Refused(Stop why) -> question(request, Map.of(), Refusals.trouble(why, request.words()), 422);
      case TakenBack.Done(Withdrawn<AccessReport> withdrawn) -> {
        String id = Shelf.randomId(parts.random());
        HandedOver.of(request).put(id, withdrawn);
        LiftedShields.of(request.session()).forget(request.form().text("local-id"));
        yield new PageAnswer.Moved(DONE + id);
      }
    };
  }

  private static DoneView view(Withdrawn<AccessReport> withdrawn, Words words) {
    return switch (withdrawn) {
      case Withdrawn.Before<AccessReport>(Optional<DeletionPage> page) -> new DoneView(words, words.of("taken-back.before"), List.of(), List.of(), "",
          Optional.empty(), page.map(one -> proof(one, words)));
      case Withdrawn.Noted<AccessReport>(Looked<AccessReport> looked) -> new DoneView(words, words.of("taken-back.noted"), List.of(words.of(
          "taken-back.not-sent-again")), aside(looked, words, "taken-back.tonight"), "", viewers(looked, words), Optional.empty());
      case Withdrawn.Untold<AccessReport>(_, Looked<AccessReport> looked, boolean pending, Stop why) -> new DoneView(words, words.of(
          "taken-back.noted"), List.of(words.of("taken-back.not-sent-again")), pending ? aside(looked, words, "taken-back.untold") : aside(looked,
              words), why.code() == ExitCode.NETWORK ? "" : why.line(), viewers(looked, words), Optional.empty());
      case Withdrawn.Told<AccessReport> told -> new DoneView(words, words.of(told.deleted() ? "taken-back.deleted" : "taken-back.nothing-held"), List
          .of(words.of("taken-back.not-sent-again")), told.everywhere() && !told.deleted() ? aside(told.looked(), words, "taken-back.not-linked")
              : aside(told.looked(), words), told.refused().orElse(""), told.deleted() ? viewers(told.looked(), words) : Optional.empty(), told.page()
                  .filter(_ -> told.deleted()).map(page -> proof(page, words)));
    };
  }

  private static List<String> aside(Looked<AccessReport> looked, Words words, String... keys) {
    List<String> aside = new ArrayList<>();
    for (String key : keys) {
      aside.add(words.of(key));
    }
    if (looked instanceof Looked.Unasked) {
      aside.add(words.of("taken-back.nobody-asked"));
    }
    return aside;
  }

  private static Optional<ViewersView> viewers(Looked<AccessReport> looked, Words words) {
    return looked instanceof Looked.Found<AccessReport>(AccessReport report) ? Optional.of(ViewersView.of(report, words, true)) : Optional.empty();
  }

  private static Proof proof(DeletionPage page, Words words) {
    Optional<Member> own = page.own();
    return new Proof(words.day(page.deletion().on()), page.rules().collaborative(), own.map(Member::name).orElse(""), page.isEverywhere(), page
        .provingWords(), own.map(member -> member.contact().line()).orElse(""), page.rules().coordinator().line(), page.fileName(), page.token()
            .toString(), page.signed().orElse(""), page.signature(), page.rules().log().key());
  }
}
