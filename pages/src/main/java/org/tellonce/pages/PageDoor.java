package org.tellonce.pages;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;

/// What every request of a browser passes, in this order: is it meant for this address, does the form come from one of our own pages, is it this session's, is somebody
/// signed in. Only then a page is asked. Every answer bears [SecurityHeaders].
public final class PageDoor {

  private static final String FORM = "application/x-www-form-urlencoded";
  /// The field with the session's token.
  static final String CSRF = "csrf";

  private final Site site;
  private final List<PageRoute> routes;
  private final Sessions sessions;
  private final SignIn signIn;
  private final Incidents incidents;
  private final Assets assets = new Assets();
  private final Templates templates = Templates.ofPages();
  private final AtomicLong pages = new AtomicLong();

  public PageDoor(Site site, List<PageRoute> routes, Sessions sessions, SignIn signIn, Incidents incidents) {
    this.site = site;
    this.routes = List.copyOf(routes);
    this.sessions = sessions;
    this.signIn = signIn;
    this.incidents = incidents;
  }

  /// Where this door stands.
  ///
  /// @param hosts what `Host` may say
  record Place(String scheme, Set<String> hosts, String cookieName, boolean secure) {

    static Place of(Whereabouts where, int port) {
      boolean secure = where.tls().isPresent();
      // A browser sends a machine's cookies to each of its ports: two desks on one machine must not take each other's.
      return new Place(where.scheme(), where.hosts(port), secure ? "__Host-tellonce" : "tellonce-" + port, secure);
    }

    boolean isOwn(String origin) {
      return origin.startsWith(scheme + "://") && hosts.contains(origin.substring(scheme.length() + 3));
    }

    String cookie(String id) {
      return cookie(cookieName, id);
    }

    /// A cookie that is another one with each page. Browsers may keep a whole page for *back*, although it says `no-store`, and show it without asking us; they do
    /// not where a cookie has changed since that page came.
    String page(long number) {
      return cookie(cookieName + "-page", Long.toString(number));
    }

    private String cookie(String name, String value) {
      return name + "=" + value + "; Path=/; HttpOnly; SameSite=Strict" + (secure ? "; Secure" : "");
    }
  }

  /// The answer to a request.
  Outgoing answer(Incoming request, Place place) {
    return SecurityHeaders.on(answered(request, place));
  }

  private Outgoing answered(Incoming request, Place place) {
    if (!place.hosts().contains(request.header("host"))) {
      return Outgoing.text(421, "Not the address of these pages.\n");
    }
    boolean post = request.method().equals("POST");
    if (!post && !request.method().equals("GET")) {
      return Outgoing.text(405, "Only GET and POST.\n").with("Allow", "GET, POST");
    }
    Optional<Assets.Asset> asset = assets.find(request.path());
    if (asset.isPresent() && !post) {
      return new Outgoing(200, Map.of("Content-Type", asset.get().type(), "Cache-Control", "private, max-age=3600"), asset.get().bytes());
    }
    String known = request.cookie(place.cookieName());
    Optional<Session> found = sessions.find(known).filter(session -> session.staff().isEmpty() || signIn.stands(session));
    if (found.isPresent()) {
      return inSession(request, place, new Sessions.Begun(known, found.get()), post).with("Set-Cookie", place.page(pages.incrementAndGet()));
    }
    Sessions.Begun begun = sessions.begin(Language.preferred(request.header("accept-language")));
    return inSession(request, place, begun, post).with("Set-Cookie", place.cookie(begun.id()));
  }

  private Outgoing inSession(Incoming request, Place place, Sessions.Begun begun, boolean post) {
    Session session = begun.session();
    Words words = site.messages().in(session.language());
    Form form = Form.EMPTY;
    if (post) {
      Optional<Form> parsed = request.header("content-type").startsWith(FORM) ? Form.parse(request.body()) : Optional.empty();
      if (!isOurs(request, place) || parsed.isEmpty() || !RandomText.same(session.csrf(), parsed.get().typed(CSRF))) {
        return framed(request, session, notice(403, "form-too-old", words));
      }
      form = parsed.get();
    }
    for (PageRoute route : routes) {
      Optional<String> id = route.method().equals(request.method()) ? route.id(request.path()) : Optional.empty();
      if (id.isPresent()) {
        if (!route.open() && session.staff().isEmpty()) {
          return Outgoing.moved(SignInPages.PATH);
        }
        return outgoing(request, place, begun, asked(route, new PageRequest(request.path(), id.get(), form, session, words)));
      }
    }
    return framed(request, session, notice(404, "missing", words));
  }

  /// Whether a form was sent by one of our own pages. `Referrer-Policy: no-referrer` makes browsers say `Origin: null`; then they tell it in `Sec-Fetch-Site`.
  private static boolean isOurs(Incoming request, Place place) {
    String origin = request.header("origin");
    String site = request.header("sec-fetch-site");
    if (!site.isEmpty() && !site.equals("same-origin")) {
      return false;
    }
    return origin.isEmpty() || origin.equals("null") ? site.equals("same-origin") : place.isOwn(origin);
  }

  private PageAnswer asked(PageRoute route, PageRequest request) {
    try {
      return route.handler().apply(request);
    } catch (RuntimeException e) {
      return notice(500, "our-mistake", request.words(), incidents.note(e));
    }
  }

  private Outgoing outgoing(Incoming request, Place place, Sessions.Begun begun, PageAnswer answer) {
    return switch (answer) {
      case PageAnswer.Page page -> framed(request, begun.session(), page);
      case PageAnswer.Moved(String path) -> Outgoing.moved(path);
      case PageAnswer.Missing _ -> framed(request, begun.session(), notice(404, "missing", site.messages().in(begun.session().language())));
      case PageAnswer.SignedIn(String pseudonym, String path) -> Outgoing.moved(path).with("Set-Cookie", place.cookie(sessions.signIn(begun.id(),
          pseudonym, begun.session().language()).id()));
      case PageAnswer.SignedOut(String path) -> {
        sessions.end(begun.id());
        yield Outgoing.moved(path).with("Set-Cookie", place.cookie("") + "; Max-Age=0");
      }
    };
  }

  /// What `notice.jte` shows.
  ///
  /// @param onward the text of the way on
  public record Notice(String title, String text, String onward) {}

  private PageAnswer.Page notice(int status, String key, Words words, Object... values) {
    Notice notice = new Notice(words.of(key + ".title"), words.of(key + ".text", values), words.of("onward"));
    return new PageAnswer.Page(status, words.of(key + ".title"), templates.page("notice.jte", notice), 0);
  }

  private Outgoing framed(Incoming request, Session session, PageAnswer.Page page) {
    Frame frame = new Frame(site.messages().in(session.language()), site, page.title(), page.body(), request.path(), session.csrf(), session.staff(),
        page.reload());
    return Outgoing.html(page.status(), templates.html("layout.jte", frame));
  }
}
