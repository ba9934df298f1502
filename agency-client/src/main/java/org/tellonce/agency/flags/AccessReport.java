package org.tellonce.agency.flags;

import java.io.PrintWriter;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.tellonce.agency.roster.Row;
import org.tellonce.agency.submission.PlainText;
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

  public AccessReport {
    views = List.copyOf(views);
  }

  /// The report, line by line.
  public List<String> lines() {
    PlainText text = new PlainText().heading("Who looked");
    text.paragraph("You asked who was told that " + agency() + " talked with you about safety. This is the list, as of " + DAY.format(today) + ".");
    if (withdrawn) {
      text.paragraph(
          "You have taken this back, and what was on file is deleted. Who was told before that does not stand on this page any more. The privacy"
              + " officer knows. Ask: " + coordinator() + ".");
    }
    list(text, !withdrawn);
    text.heading("You can say no");
    if (!withdrawn) {
      text.paragraph(
          "You can take this back at any time. Then nobody is told any more, and what is on file for this is deleted. You still get help. Tell "
              + own.map(member -> member.contact().line()).orElse("us") + ".");
    }
    if (!views.isEmpty()) {
      text.paragraph("You can also say that one of these was a mistake: that they meant somebody else. Tell us, or call " + coordinator() + ".");
    }
    text.paragraph("This page is about what " + agency() + " has sent. An agency that talked with you too has a page of its own.");
    return text.lines();
  }

  /// The list alone, for a young person who takes it back: afterwards nobody can make it any more.
  public List<String> farewell() {
    PlainText text = new PlainText().heading("Who looked");
    text.paragraph("This is who was told that " + agency() + " talked with you about safety, as of " + DAY.format(today)
        + ". Keep it: once this is taken back, the server cannot tell it any more.");
    list(text, true);
    return text.lines();
  }

  private String agency() {
    return own.map(Member::name).orElse("this agency");
  }

  private String coordinator() {
    return rules.coordinator().line();
  }

  /// @param whole whether nobody was told if nobody stands here
  private void list(PlainText text, boolean whole) {
    if (views.isEmpty() && whole) {
      text.paragraph("Nobody was told.");
    }
    for (int i = 0; i < views.size(); i++) {
      view(text, i + 1, views.get(i));
    }
    if (views.isEmpty()) {
      return;
    }
    text.paragraph("What they were told: that the talk happened, in which month, with which form, and whom to call. Not what you said.");
    boolean unnamed = views.stream().anyMatch(view -> view.viewer().isEmpty());
    if (unnamed) {
      text.paragraph("Where it says \"another agency\", this page does not tell which one. The privacy officer knows. Ask: " + coordinator() + ".");
    }
    if (views.size() == Account.MAX_VIEWS) {
      text.paragraph("There may be more than stand here. Ask: " + coordinator() + ".");
    }
  }

  private static void view(PlainText text, int number, Account.View view) {
    String who = view.viewer().map(Row::printable).orElse("another agency");
    text.line(String.format(Locale.ROOT, "%d. %s: %s", number, DAY.format(view.on()), who));
    String how = switch (view.kind()) {
      case OPENING -> "They work with you, and asked for that reason.";
      case LOOK_UP -> "They looked you up by name.";
    };
    text.wrapped(how + " Why: " + lower(view.purpose().wording()) + ".", "   ");
    text.wrapped("The law: " + lower(view.basis().wording()) + " (" + view.basis().citation() + ").", "   ").line("");
  }

  private static String lower(String wording) {
    return wording.substring(0, 1).toLowerCase(Locale.ROOT) + wording.substring(1);
  }

  void print(PrintWriter out) {
    lines().forEach(out::println);
  }
}
