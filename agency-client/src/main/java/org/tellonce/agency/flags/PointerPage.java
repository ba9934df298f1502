package org.tellonce.agency.flags;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
/// @param caseNumber as the caseworker gave it
/// @see "flags.md, Answer"
record PointerPage(OpeningAnswer answer, Rules rules, AgencyId agency, String caseNumber) {

  private static final int WIDTH = 96;

  void print(PrintWriter out) {
    out.println("Case " + caseNumber);
    out.println();
    wrapped(answer.wording(), "", out);
    if (answer instanceof OpeningAnswer.PointerAnswer(Pointer pointer, _)) {
      out.println();
      details(pointer).forEach(out::println);
    }
    out.println();
    wrapped("Questions: " + answer.coordinator().line(), "", out);
    out.println();
    out.println("Ask all the same if one of these holds:");
    for (RescreenReason reason : RescreenReason.values()) {
      wrapped(reason.wording(rules.limits().rescreenMonths()), "  - ", out);
    }
    rules.member(agency).map(rules::responseCard).ifPresent(card -> card(card, out));
  }

  private List<String> details(Pointer pointer) {
    List<String> lines = new ArrayList<>();
    lines.add("  Screening tool   " + pointer.instrument().title() + pointer.version().map(version -> " " + version).orElse(""));
    lines.add("  Covers           " + covers(pointer));
    pointer.status().ifPresent(status -> lines.add("  How far it went  " + status.word()));
    lines.add("  Next             " + pointer.nextStep().wording());
    lines.add("  Up to date as of " + pointer.feedAsOf());
    return lines;
  }

  private static String covers(Pointer pointer) {
    return switch (pointer.coverage()) {
      case SEX -> "sex trafficking, not labour trafficking";
      case LABOUR -> "labour trafficking, not sex trafficking";
      case BOTH -> "sex and labour trafficking";
    };
  }

  static void card(ResponseCard card, PrintWriter out) {
    out.println();
    out.println("What to do now:");
    for (int i = 0; i < card.steps().size(); i++) {
      wrapped(card.steps().get(i), String.format(Locale.ROOT, "  %d. ", i + 1), out);
    }
    card.contacts().forEach(contact -> wrapped(contact, "  - ", out));
    card.clockMinutes().ifPresent(minutes -> out.println("  - An advocate is to be there within " + minutes + " minutes."));
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
