package org.tellonce.pages;

import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tellonce.pages.testing.Browser;

/// A page server on this machine with one account, one page and one form, and a clock that a test moves.
final class TestSite implements AutoCloseable {
  static final String PASSWORD = "correct horse battery";

  Instant now = Instant.parse("2026-03-02T09:00:00Z");
  final StaffStore staff;
  final SignIn signIn;
  final PageServer server;
  final Browser browser;
  private final Totp totp;

  TestSite(Path folder) {
    this(folder, Optional.empty());
  }

  TestSite(Path folder, Optional<Whereabouts.Tls> tls) {
    SecureRandom random = new SecureRandom();
    staff = new StaffStore(PrivateDatabase.open(folder.resolve("desk.db"), List.of(StaffStore.SCHEMA)));
    signIn = new SignIn(staff, () -> now, random);
    totp = signIn.enrol("worker-7", PASSWORD);
    Site site = new Site("Harbor <Child> Welfare", _ -> "Help: 555-0100", List.of(new Site.Link("/hello", "skip")), Messages.of(List.of(
        Messages.class)));
    List<PageRoute> own = List.of(PageRoute.get("/hello", request -> new PageAnswer.Page("Hello", out -> out.writeContent("<h1>Hello</h1>"))),
        PageRoute.get("/item/{id}", request -> new PageAnswer.Page("Item", out -> out.writeContent("<h1>" + request.id() + "</h1>"))), PageRoute.post(
            "/save", request -> new PageAnswer.Moved("/hello")), PageRoute.get("/broken", _ -> {
              throw new IllegalStateException("Zorablix");
            }));
    List<PageRoute> routes = Stream.concat(new SignInPages(signIn, "/hello").routes().stream(), own.stream()).toList();
    server = PageServer.start(new Whereabouts(Whereabouts.LOOPBACK, 0, List.of(), tls), new PageDoor(site, routes, new Sessions(() -> now, random),
        signIn,
        _ -> "incident-1"));
    browser = new Browser(server.url());
  }

  String code() {
    return totp.digits(now);
  }

  /// Signs in with a new code.
  void enter() {
    browser.get("/sign-in");
    now = now.plus(Duration.ofSeconds(30));
    browser.post("/sign-in", java.util.Map.of("pseudonym", "worker-7", "password", PASSWORD, "code", code()));
    browser.get("/hello");
  }

  @Override
  public void close() {
    server.close();
  }
}
