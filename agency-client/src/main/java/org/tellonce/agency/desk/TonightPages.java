package org.tellonce.agency.desk;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.tellonce.pages.PageAnswer;
import org.tellonce.pages.PageRequest;
import org.tellonce.pages.PageRoute;
import org.tellonce.pages.Words;

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
    Optional<String> problem = parts.flags().refresh();
    return problem.isEmpty() ? new PageAnswer.Moved(PATH) : page(request, problem);
  }

  private PageAnswer page(PageRequest request, Optional<String> problem) {
    Words words = request.words();
    Shelf shelf = parts.shelf(request);
    Known known = parts.known().get();
    Optional<Flags.Listed> listed = parts.flags().listed();
    List<Row> rows = listed.map(Flags.Listed::rows).orElse(List.of()).stream().map(row -> new Row(shelf.rowId(row.localId()), row.localId(), words
        .day(
            row.since()))).toList();
    String asOf = listed.map(list -> words.moment(list.asOf().atZone(known.zone()))).orElse("");
    boolean old = listed.filter(list -> list.asOf().plus(OLD).isBefore(parts.now())).isPresent();
    Gate.Trouble trouble = problem.map(sentence -> new Gate.Trouble(words.of("tonight.not-fresh"), List.of(sentence, words.of("tonight.until-then")),
        CardView.of(known.card(), words))).orElse(Gate.Trouble.NONE);
    View view = new View(words, request.session().csrf(), rows, asOf, old, trouble);
    return new PageAnswer.Page(words.of("tonight.title"), DeskParts.TEMPLATES.page("tonight.jte", view));
  }
}
