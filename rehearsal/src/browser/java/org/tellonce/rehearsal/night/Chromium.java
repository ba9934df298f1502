package org.tellonce.rehearsal.night;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The browser of the machine, without a window. It belongs to the thread that opened it.
final class Chromium implements AutoCloseable {
  /// What to do where there is none.
  static final String NONE = "no Chromium on the PATH (Debian: apt-get install chromium): the desk was not tried in a browser";

  private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome");

  private final Playwright playwright;
  private final Path program;
  private final Browser browser;

  private Chromium(Path program) {
    // Else it would fetch browsers of its own.
    this.playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    this.program = program;
    this.browser = launch();
  }

  /// Opens the one that stands on the PATH, if one does.
  static Optional<Chromium> open() {
    return Arrays.stream(Optional.ofNullable(System.getenv("PATH")).orElse("").split(File.pathSeparator, -1)).flatMap(folder -> NAMES.stream().map(
        name -> Path.of(folder, name))).filter(Files::isExecutable).findFirst().map(Chromium::new);
  }

  Browser browser() {
    return browser;
  }

  /// It keeps pages for *back* as a caseworker's does, which Playwright forbids it otherwise. And it finds nobody by name: browsers call their makers by themselves,
  /// for the time, for news, for what fields of a form may mean; that is the browser's doing, and nothing of it may leave a machine that tests.
  private Browser launch() {
    return playwright.chromium().launch(new BrowserType.LaunchOptions().setExecutablePath(program).setChromiumSandbox(!isRoot()).setArgs(List.of(
        "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1")).setIgnoreDefaultArgs(List.of("--disable-back-forward-cache")));
  }

  /// Chromium does not put a sandbox around itself for root.
  private static boolean isRoot() {
    return System.getProperty("user.name").equals("root");
  }

  @Override
  public void close() {
    playwright.close();
  }
}
