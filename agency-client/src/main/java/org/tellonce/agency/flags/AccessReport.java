package org.tellonce.agency.flags;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tellonce.agency.roster.Row;
import org.tellonce.protocol.agreements.Member;
import org.tellonce.protocol.agreements.Rules;
import org.tellonce.protocol.flags.Account;

/// What a young person is given who asks who looked: who, when, why and by which law; what is not told and whom to ask; how to withdraw. Plain words, to print. It
/// holds nothing of what was said and no name of the young person.
///
/// @param views who was shown the screening
/// @param own the agency that prints it, if the rules name it
/// @param today where the collaborative is
/// @param withdrawn whether the young person has taken it back: of what was before, the server can tell nothing any more
/// @see "flags.md, Account"
public record AccessReport(List<Account.View> views, Rules rules, Optional<Member> own, LocalDate today, boolean withdrawn) {

  private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.US);
  private static final int WIDTH = 84;

  public AccessReport {
    views = List.copyOf(views);
  }

  /// The report, line by line.
  public List<String> lines() {
    List<String> lines = new ArrayList<>();
    lines.add("Who looked");
    lines.add("");
    paragraph(lines, "You asked who was told that " + own.map(Member::name).orElse("this agency")
        + " talked with you about safety. This is the list, as of " + DAY.format(today) + ".");
    if (withdrawn) {
      paragraph(lines,
          "You have taken this back, and what was on file is deleted. Who was told before that does not stand on this page any more. The privacy officer"
              + " knows. Ask: " + rules.coordinator().line() + ".");
    } else if (views.isEmpty()) {
      paragraph(lines, "Nobody was told.");
    }
    for (int i = 0; i < views.size(); i++) {
      view(lines, i + 1, views.get(i));
    }
    paragraph(lines, "What they were told: that the talk happened, in which month, with which form, and whom to call. Not what you said.");
    boolean unnamed = views.stream().anyMatch(view -> view.viewer().isEmpty());
    String coordinator = rules.coordinator().line();
    if (unnamed) {
      paragraph(lines, "Where it says \"another agency\", this page does not tell which one. The privacy officer knows. Ask: " + coordinator + ".");
    }
    if (views.size() == Account.MAX_VIEWS) {
      paragraph(lines, "There may be more than stand here. Ask: " + coordinator + ".");
    }
    lines.add("You can say no");
    lines.add("");
    if (!withdrawn) {
      paragraph(lines,
          "You can take this back at any time. Then nobody is told any more, and what is on file for this is deleted. You still get help. Tell "
              + own.map(member -> member.contact().line()).orElse("us") + ".");
    }
    paragraph(lines, "You can also say that one of these was a mistake: that they meant somebody else. Tell us, or call " + coordinator + ".");
    return lines;
  }

  private static void view(List<String> lines, int number, Account.View view) {
    String who = view.viewer().map(Row::printable).orElse("another agency");
    lines.add(String.format(Locale.ROOT, "%d. %s: %s", number, DAY.format(view.on()), who));
    String how = switch (view.kind()) {
      case OPENING -> "They work with you, and asked for that reason.";
      case LOOK_UP -> "They looked you up by name.";
    };
    wrapped(lines, how + " Why: " + lower(view.purpose().wording()) + ".", "   ");
    wrapped(lines, "The law: " + lower(view.basis().wording()) + " (" + view.basis().citation() + ").", "   ");
    lines.add("");
  }

  private static String lower(String wording) {
    return wording.substring(0, 1).toLowerCase(Locale.ROOT) + wording.substring(1);
  }

  private static void paragraph(List<String> lines, String text) {
    wrapped(lines, text, "");
    lines.add("");
  }

  private static void wrapped(List<String> lines, String text, String indent) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() > WIDTH && line.length() > indent.length()) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
  }

  void print(PrintWriter out) {
    lines().forEach(out::println);
  }
}
