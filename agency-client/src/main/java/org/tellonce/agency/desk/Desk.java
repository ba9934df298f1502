package org.tellonce.agency.desk;

import java.util.List;
import java.util.stream.Stream;
import org.tellonce.pages.Incidents;
import org.tellonce.pages.Messages;
import org.tellonce.pages.PageDoor;
import org.tellonce.pages.PageRoute;
import org.tellonce.pages.Sessions;
import org.tellonce.pages.SignIn;
import org.tellonce.pages.SignInPages;
import org.tellonce.pages.Site;

/// The desk as a whole: all of its pages behind one door.
public final class Desk {

  /// Its texts.
  static final Messages MESSAGES = Messages.of(List.of(Messages.class, Desk.class));

  private static final List<Site.Link> LINKS = List.of(new Site.Link(TonightPages.PATH, "nav.tonight"), new Site.Link(LookUpPages.PATH,
      "nav.look-up"),
      new Site.Link(WorkPages.PATH, "nav.work"), new Site.Link(NoticePages.PATH, "nav.notices"), new Site.Link(YoungPersonPages.PATH,
          "nav.young-person"), new Site.Link(HelpPages.PATH, "nav.help"));

  private Desk() {}

  /// The door to the desk's pages.
  public static PageDoor door(DeskParts parts, SignIn signIn, Incidents incidents) {
    Results results = new Results(parts);
    List<PageRoute> routes = Stream.of(new SignInPages(signIn, TonightPages.PATH, session -> session.staff().ifPresent(
        user -> parts.beside().execute(() -> LiftedShields.of(session).setAgain(parts.records(), user, parts.now())))).routes(), new TonightPages(
            parts).routes(), new OpenPages(
                parts,
                results).routes(), new LookUpPages(parts, results).routes(), results.routes(), new WorkPages(parts).routes(), new NoticePages(parts)
                    .routes(),
        new YoungPersonPages(parts).routes(), new TakeBackPages(parts).routes(), new ConsentPages(parts).routes(), new HelpPages(parts).routes())
        .flatMap(List::stream).toList();
    Site site = new Site(parts.known().get().agency(), words -> parts.known().get().coordinator().map(line -> words.of("footer", line.line())).orElse(
        words.of("footer.none")), LINKS, MESSAGES);
    return new PageDoor(site, routes.stream().map(results::leaving).toList(), new Sessions(parts.clock(), parts.random()), signIn, incidents);
  }
}
