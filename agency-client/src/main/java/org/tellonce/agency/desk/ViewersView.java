package org.tellonce.agency.desk;

import java.util.List;
import org.tellonce.agency.flags.AccessReport;
import org.tellonce.pages.Words;
import org.tellonce.protocol.flags.Account;

/// Who was told that the agency talked with a young person, as `viewers.jte` shows it to them.
///
/// @param nobody whether it is certain that nobody was told
/// @param unnamed whether a line does not tell which agency it was
/// @param cut whether there may be more
public record ViewersView(Words words, List<Line> lines, boolean nobody, boolean unnamed, boolean cut, String coordinator) {

  /// One who looked.
  public record Line(String who, String on, String how, String why, String law) {}

  /// @param whole whether nobody was told if nobody stands there
  static ViewersView of(AccessReport report, Words words, boolean whole) {
    List<Line> lines = report.views().stream().map(view -> line(view, words)).toList();
    boolean unnamed = report.views().stream().anyMatch(view -> view.viewer().isEmpty());
    return new ViewersView(words, lines, lines.isEmpty() && whole, unnamed, lines.size() == Account.MAX_VIEWS, report.rules()
        .coordinator().line());
  }

  private static Line line(Account.View view, Words words) {
    return new Line(view.viewer().orElse(words.of("another-agency")), words.day(view.on()), words.of("report." + view.kind().word()), words.of(
        "purpose." + view.purpose().word()), words.of("basis." + view.basis().word()) + " (" + view.basis().citation() + ")");
  }
}
