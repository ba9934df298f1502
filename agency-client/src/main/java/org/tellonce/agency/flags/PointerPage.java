package org.tellonce.agency.flags;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Predicate;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.ResponseCard;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.flags.OpeningAnswer;
import org.tellonce.protocol.flags.Pointer;
import org.tellonce.protocol.flags.RescreenReason;

/// What a caseworker reads after an opening, on the terminal: the answer in the agreed words, when to ask all the same, and what to do now. It carries the
/// agency's own case number, no name.
///
/// @param answer what the server answered
/// @param today where the collaborative is
/// @param caseNumber as the caseworker gave it
/// @param notes what of the question was not compared, in plain sentences
/// @see "flags.md, Answer"
record PointerPage(OpeningAnswer answer, Rules rules, AgencyId agency, String caseNumber, LocalDate today, List<String> notes) {

  PointerPage {
    notes = List.copyOf(notes);
  }

  /// The page of an answer.
  PointerPage(Asked.Answered answered, String caseNumber) {
    this(answered.answer(), answered.facts().rules(), answered.facts().agency(), caseNumber, answered.facts().today(), answered.facts().notes()
        .stream().map(
            Remark::sentence).toList());
  }

  private static final int WIDTH = 96;

  void print(PrintWriter out) {
    out.println("Case " + caseNumber);
    out.println();
    wrapped(answer.wording(), "", out);
    if (!notes.isEmpty()) {
      out.println();
      notes.forEach(note -> wrapped(note, "", out));
    }
    if (answer instanceof OpeningAnswer.PointerAnswer(_, _, Pointer pointer, _)) {
      out.println();
      details(pointer).forEach(out::println);
    }
    out.println();
    wrapped("Questions: " + answer.coordinator().line(), "", out);
    out.println();
    switch (answer) {
      case OpeningAnswer.PointerAnswer(_, _, Pointer pointer, _) -> {
        out.println("Call first if you can. Ask all the same if one of these holds (* it does, by what is on file):");
        reasons(reason -> reason.holds(pointer, today, rules.limits().rescreenMonths()), out);
      }
      case OpeningAnswer.Nothing _ -> {
        out.println("Ask as your protocol says. If an earlier screening turns up, ask all the same if one of these holds:");
        reasons(_ -> false, out);
      }
    }
    rules.member(agency).map(rules::responseCard).ifPresent(card -> card(card, out));
    out.println();
    wrapped("Answer " + answer.id().hex()
        + ": note it in the case file. What you did with it is put down under this number (tellonce agency disposition), and so is"
        + " that it was of somebody else (tellonce agency correct).", "", out);
  }

  private void reasons(Predicate<RescreenReason> holds, PrintWriter out) {
    for (RescreenReason reason : RescreenReason.values()) {
      wrapped(reason.wording(rules.limits().rescreenMonths()), holds.test(reason) ? "  * " : "  - ", out);
    }
  }

  private List<String> details(Pointer pointer) {
    List<String> lines = new ArrayList<>();
    lines.add("  Screening tool   " + pointer.instrument().title() + pointer.version().map(version -> " " + version).orElse(""));
    lines.add("  Covers           " + covers(pointer));
    pointer.status().ifPresent(status -> lines.add("  Status           " + status.word()));
    lines.add("  Next             " + pointer.nextStep().wording());
    lines.add("  Their last list  " + pointer.feedAsOf());
    return lines;
  }

  private static String covers(Pointer pointer) {
    return switch (pointer.coverage()) {
      case SEX -> "sex trafficking, not labor trafficking";
      case LABOUR -> "labor trafficking, not sex trafficking";
      case BOTH -> "sex and labor trafficking";
    };
  }

  static void card(ResponseCard card, PrintWriter out) {
    out.println();
    out.println("If you are worried about this young person's safety:");
    for (int i = 0; i < card.steps().size(); i++) {
      wrapped(card.steps().get(i), String.format(Locale.ROOT, "  %d. ", i + 1), out);
    }
    card.contacts().forEach(contact -> wrapped(contact, "  - ", out));
    card.clocks().forEach(clock -> wrapped("After your first call, " + clock.line(), "  - ", out));
    card.navigator().ifPresent(navigator -> wrapped("To find services, call " + navigator.line(), "  - ", out));
    out.println("  - National hotline: " + card.hotline() + ", text " + card.text());
  }

  private static void wrapped(String text, String indent, PrintWriter out) {
    StringBuilder line = new StringBuilder(indent);
    String hanging = " ".repeat(indent.length());
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() > WIDTH && line.length() > indent.length()) {
        out.println(line.toString().stripTrailing());
        line = new StringBuilder(hanging);
      }
      line.append(word).append(' ');
    }
    out.println(line.toString().stripTrailing());
  }
}
