package org.tellonce.pages;

import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/// The pages of signing in and out, and the choice of the language.
public final class SignInPages {

  /// Where one signs in.
  public static final String PATH = "/sign-in";

  private final SignIn signIn;
  private final String home;
  private final Consumer<Session> leaving;
  private final Templates templates = Templates.ofPages();

  /// @param home the page after signing in
  public SignInPages(SignIn signIn, String home) {
    this(signIn, home, _ -> {
    });
  }

  /// @param home the page after signing in
  /// @param leaving what is done with a session that ends because somebody signs out, or in anew; it must not wait, for the session ends after it
  public SignInPages(SignIn signIn, String home, Consumer<Session> leaving) {
    this.signIn = signIn;
    this.home = home;
    this.leaving = leaving;
  }

  /// Their ways in.
  public List<PageRoute> routes() {
    return List.of(new PageRoute("GET", "/", true, request -> new PageAnswer.Moved(request.session().staff().isPresent() ? home : PATH)),
        new PageRoute("GET", PATH, true, this::form), new PageRoute("POST", PATH, true, this::signIn),
        new PageRoute("POST", "/sign-out", true, this::signOut), new PageRoute("POST", "/language", true, this::language));
  }

  private PageAnswer signOut(PageRequest request) {
    leaving.accept(request.session());
    return new PageAnswer.SignedOut(PATH);
  }

  private PageAnswer form(PageRequest request) {
    return request.session().staff().isPresent() ? new PageAnswer.Moved(home) : page(request, 200, "");
  }

  private PageAnswer signIn(PageRequest request) {
    Form form = request.form();
    return switch (signIn.attempt(form.text("pseudonym"), form.typed("password"), form.text("code"))) {
      case SignIn.Outcome.Welcome(String pseudonym) -> {
        leaving.accept(request.session());
        yield new PageAnswer.SignedIn(pseudonym, home);
      }
      case SignIn.Outcome.Wrong _ -> page(request, 422, request.words().of("sign-in.wrong", SignIn.MOST_WRONG, SignIn.LOCK.toMinutes()));
      case SignIn.Outcome.Locked _ -> page(request, 422, request.words().of("sign-in.locked", SignIn.LOCK.toMinutes()));
    };
  }

  private PageAnswer page(PageRequest request, int status, String problem) {
    Words words = request.words();
    Fields fields = new Fields(words, request.form(), Map.of());
    return new PageAnswer.Page(status, words.of("sign-in.title"), templates.page("sign-in.jte", new SignInForm(words, fields, request.session()
        .csrf(), problem)), 0);
  }

  /// What `sign-in.jte` shows.
  ///
  /// @param problem empty if there is none
  public record SignInForm(Words words, Fields fields, String csrf, String problem) {}

  /// Back to the page where the language was chosen, which must be one of ours.
  private PageAnswer language(PageRequest request) {
    Language.of(request.form().text("language")).ifPresent(request.session()::speak);
    String back = request.form().text("back");
    return new PageAnswer.Moved(back.matches("(/[A-Za-z0-9_-]+)+") ? back : "/");
  }
}
