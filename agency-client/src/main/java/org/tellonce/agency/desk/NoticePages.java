package org.tellonce.agency.desk;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.tellonce.pages.Form;
import org.tellonce.pages.PageAnswer;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.PageRoute;
import org.tellonce.pages.Words;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.flags.AnswerId;
import org.tellonce.protocol.flags.Confirmation;
import org.tellonce.protocol.flags.Notice;

/// What the agency is told: that a screening of its own was shown, that an answer was of somebody else, that a user is locked, that rows wait, that a shield was
/// lifted. Who may, says here that rows which wait are of people whom the agency serves.
public record NoticePages(DeskParts parts) {

  static final String PATH = "/notices";
  private static final String CONFIRM = "/confirm";

  List<PageRoute> routes() {
    Gate gate = new Gate(parts);
    return List.of(PageRoute.get(PATH, gate.asking(this::page)), PageRoute.post(PATH, gate.asking(this::read)), PageRoute.post(CONFIRM, gate.asking(
        this::confirm)));
  }

  /// What `notices.jte` shows. **Plaintext**: it names rows.
  ///
  /// @param cursor up to where
  /// @param readable whether whoever is signed in may say for the agency that these were read
  /// @param waits whether rows wait that a second person has to look at
  /// @param mayConfirm whether whoever is signed in may
  /// @param done what has been done; empty if nothing was
  public record View(Words words, String csrf, List<Line> lines, long cursor, boolean readable, boolean waits, boolean mayConfirm,
      Gate.Trouble trouble, String done) {}

  /// A notice.
  ///
  /// @param day whose new rows can be confirmed; empty if not
  /// @param token of a row that can be confirmed with those that look like it; empty if not
  public record Line(String text, String day, String token) {
    /// Whether there is something to confirm.
    public boolean waits() {
      return !day.isEmpty() || !token.isEmpty();
    }
  }

  private PageAnswer page(PageRequest request) {
    return page(request, Gate.Trouble.NONE, "", 200);
  }

  private PageAnswer page(PageRequest request, Gate.Trouble trouble, String done, int status) {
    Words words = request.words();
    View view = switch (parts.news().unread()) {
      case News.Heard.Found(List<News.Item> items, long cursor) -> view(request, items, cursor, trouble, done);
      case News.Heard.Refused(Stop why) -> view(request, List.of(), 0, Refusals.trouble(why, words), done);
      case News.Heard.Unreached _ -> view(request, List.of(), 0, new Gate.Trouble(words.of("unreached.title"), List.of(words.of(
          "unreached.again")), "", CardView.NONE), done);
    };
    return new PageAnswer.Page(status, words.of("notices.title"), DeskParts.TEMPLATES.page("notices.jte", view), 0);
  }

  private View view(PageRequest request, List<News.Item> items, long cursor, Gate.Trouble trouble, String done) {
    List<Line> lines = items.stream().map(item -> line(item, request.words())).toList();
    return new View(request.words(), request.session().csrf(), lines, cursor, isReadable(items, request.staff()), lines.stream().anyMatch(
        Line::waits), mayConfirm(request.staff()), trouble, done);
  }

  private boolean mayConfirm(String user) {
    return parts.users().of(user) instanceof Users.Standing.MayAsk(boolean confirms) && confirms;
  }

  /// What was read is read for the whole agency: so nobody says it of rows that they could not confirm, nor of a shield that they lifted themselves.
  private boolean isReadable(List<News.Item> items, String user) {
    return items.stream().map(News.Item::notice).noneMatch(notice -> switch (notice) {
      case Notice.NewRows _,Notice.Alike _ -> !mayConfirm(user);
      case Notice.Lifted lifted -> lifted.user().equals(user);
      default -> false;
    });
  }

  private Line line(News.Item item, Words words) {
    return switch (item.notice()) {
      case Notice.NewRows of -> new Line(text(item, words), of.day().toString(), "");
      case Notice.Alike alike -> new Line(text(item, words), "", alike.tokens().getFirst().toString());
      default -> new Line(text(item, words), "", "");
    };
  }

  private String text(News.Item item, Words words) {
    String row = item.localIds().isEmpty() ? words.of("notices.gone") : String.join(", ", item.localIds());
    return switch (item.notice()) {
      case Notice.Opened(_, LocalDate week, Optional<String> viewer) -> words.of("notices.opened", row, words.day(week), viewer.orElse(words
          .of("another-agency")));
      case Notice.CorrectedAnswer(AnswerId answer) -> words.of("notices.corrected-answer", parts.work().caseOf(answer.hex()).orElse(answer.hex()));
      case Notice.CorrectedRecord _ -> words.of("notices.corrected-record", row);
      case Notice.Locked(String user) -> words.of("notices.locked", user);
      case Notice.Alike(long rows, _) -> words.of("notices.alike", rows, row);
      case Notice.NewRows(LocalDate day, long rows, long usual) -> words.of("notices.new-rows", rows, words.day(day), usual);
      case Notice.Lifted(_, String user, Instant at, Instant until) -> words.of("notices.lifted", row, user, moment(at, words), moment(until, words));
    };
  }

  private String moment(Instant at, Words words) {
    return words.moment(at.atZone(parts.known().get().zone()));
  }

  private PageAnswer confirm(PageRequest request) {
    Words words = request.words();
    Optional<Confirmation> confirmation = confirmation(request.form(), request.staff());
    if (confirmation.isEmpty()) {
      return new PageAnswer.Moved(PATH);
    }
    return switch (parts.records().confirmed(confirmation.get())) {
      case Told.Recorded _ -> page(request, Gate.Trouble.NONE, words.of("notices.confirmed"), 200);
      case Told.Refused(Stop why) -> page(request, Refusals.trouble(why, words), "", 422);
      case Told.Unreached _ -> page(request, Refusals.unreached(words), "", 503);
    };
  }

  private static Optional<Confirmation> confirmation(Form form, String user) {
    if (RecordToken.parse(form.text("token")) instanceof Parsed.Valid<RecordToken>(RecordToken token)) {
      return Optional.of(Confirmation.ofAlike(token, user));
    }
    try {
      return Optional.of(Confirmation.ofDay(LocalDate.parse(form.text("day")), user));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private PageAnswer read(PageRequest request) {
    String cursor = request.form().text("cursor");
    if (cursor.matches("[0-9]{1,15}") && parts.news().unread() instanceof News.Heard.Found(List<News.Item> items, long newest) && Long.parseLong(
        cursor) <= newest && isReadable(items, request.staff())) {
      parts.news().read(Long.parseLong(cursor));
    }
    return new PageAnswer.Moved(PATH);
  }
}
