package org.tellonce.agency.desk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tellonce.pages.PageAnswer;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.PageRoute;
import org.tellonce.pages.Words;
import org.tellonce.protocol.Stop;

/// The page *Tonight*: the rows to ask first about, how fresh the list is, and what to do when it is not.
public record TonightPages(DeskParts parts) {

  static final String PATH = "/tonight";

  private static final Duration OLD = Duration.ofHours(26);

  List<PageRoute> routes() {
    Gate gate = new Gate(parts);
    return List.of(PageRoute.get(PATH, gate.asking(request -> page(request, Optional.empty()))), PageRoute.post(PATH, gate.asking(this::refresh)));
  }

  /// A row of the list. **Plaintext**: its local id.
  ///
  /// @param id its name in addresses
  public record Row(String id, String localId, String since) {}

  /// What `tonight.jte` shows.
  ///
  /// @param asOf when the list was told; empty if there is none yet
  public record View(Words words, String csrf, List<Row> rows, String asOf, boolean old, Gate.Trouble trouble) {}

  private PageAnswer refresh(PageRequest request) {
    return switch (parts.flags().refresh()) {
      case Told.Recorded _ -> new PageAnswer.Moved(PATH);
      case Told.Refused(Stop why) -> page(request, Optional.of(trouble(Refusals.sentence(why, request.words()), Refusals.technical(why), request)));
      case Told.Unreached _ -> page(request, Optional.of(trouble(request.words().of("tonight.unreached"), "", request)));
    };
  }

  private Gate.Trouble trouble(String sentence, String technical, PageRequest request) {
    Words words = request.words();
    return new Gate.Trouble(words.of("tonight.not-fresh"), List.of(words.of("tonight.until-then"), sentence), technical, CardView.of(parts.known()
        .get()
        .card(), words));
  }

  private PageAnswer page(PageRequest request, Optional<Gate.Trouble> trouble) {
    Words words = request.words();
    Shelf shelf = parts.shelf(request);
    Known known = parts.known().get();
    Optional<Flags.Listed> listed = parts.flags().listed();
    List<Row> rows = listed.map(Flags.Listed::rows).orElse(List.of()).stream().map(row -> new Row(shelf.rowId(row.localId()), row.localId(), words
        .day(
            row.since()))).toList();
    String asOf = listed.map(list -> words.moment(list.asOf().atZone(known.zone()))).orElse("");
    boolean old = listed.filter(list -> list.asOf().plus(OLD).isBefore(parts.now())).isPresent();
    View view = new View(words, request.session().csrf(), rows, asOf, old, trouble.orElse(Gate.Trouble.NONE));
    return new PageAnswer.Page(words.of("tonight.title"), DeskParts.TEMPLATES.page("tonight.jte", view));
  }
}
