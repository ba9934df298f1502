package org.tellonce.pages;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.Socket;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.pages.testing.Browser;
import org.tellonce.pages.testing.Structure;

/// The door, over HTTP on this machine.
class PageDoorTest {
  @TempDir
  Path folder = Path.of("");
  private TestSite site;
  private Browser browser;

  @BeforeEach
  void open() {
    site = new TestSite(folder);
    browser = site.browser;
  }

  @AfterEach
  void close() {
    site.close();
  }

  @Test
  void everyAnswer_tellsTheBrowserToLoadRunAndKeepNothing() {
    for (String path : new String[] {"/sign-in", "/nowhere", "/hello"}) {
      HttpResponse<String> answer = browser.get(path);
      assertThat(answer.headers().firstValue("Content-Security-Policy").orElse("")).isEqualTo("default-src 'none'; style-src 'self'; img-src 'self';"
          + " font-src 'self'; form-action 'self'; frame-ancestors 'none'; base-uri 'none'");
      assertThat(answer.headers().firstValue("Cache-Control")).contains("no-store");
      assertThat(answer.headers().firstValue("Referrer-Policy")).contains("no-referrer");
      assertThat(answer.headers().firstValue("X-Content-Type-Options")).contains("nosniff");
      assertThat(answer.headers().firstValue("Cross-Origin-Opener-Policy")).contains("same-origin");
      assertThat(answer.headers().firstValue("Cross-Origin-Resource-Policy")).contains("same-origin");
    }
  }

  @Test
  void everyPage_isSound_andEscapesWhatItShows() {
    for (String path : new String[] {"/sign-in", "/nowhere"}) {
      browser.get(path);
      Structure.assertSound(browser.shown());
    }
    assertThat(browser.get("/sign-in").body()).contains("Harbor &lt;Child&gt; Welfare");
    site.enter();
    Structure.assertSound(browser.shown());
    assertThat(browser.shown().select("nav a[aria-current=page]")).hasSize(1);
  }

  @Test
  void aPageForStaff_leadsOthersToTheSignIn() {
    HttpResponse<String> answer = browser.get("/hello");
    assertThat(answer.statusCode()).isEqualTo(303);
    assertThat(Browser.location(answer)).isEqualTo("/sign-in");
    site.enter();
    assertThat(browser.page("/hello").select("h1").text()).isEqualTo("Hello");
    assertThat(browser.page("/item/a_B-9").select("h1").text()).isEqualTo("a_B-9");
    assertThat(browser.get("/item/a.b").statusCode()).isEqualTo(404);
  }

  @Test
  void aFormWithoutTheSessionsToken_isRefused() {
    site.enter();
    assertThat(browser.post("/save", Map.of("csrf", "")).statusCode()).isEqualTo(403);
    assertThat(browser.post("/save", Map.of("csrf", new Browser(site.server.url()).csrf())).statusCode()).isEqualTo(403);
    Browser other = new Browser(site.server.url());
    other.get("/sign-in");
    assertThat(browser.post("/save", Map.of("csrf", other.csrf())).statusCode()).isEqualTo(403);
    Structure.assertSound(browser.shown());
    assertThat(browser.post("/save", Map.of()).statusCode()).isEqualTo(303);
  }

  private int save(String... headers) {
    browser.get("/hello");
    HttpRequest.Builder request = browser.request("/save").header("Content-Type", "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(
        "csrf=" + browser.csrf()));
    for (int i = 0; i < headers.length; i += 2) {
      request.setHeader(headers[i], headers[i + 1]);
    }
    return browser.send(request).statusCode();
  }

  @Test
  void aFormFromElsewhere_isRefused() {
    site.enter();
    String own = "http://127.0.0.1:" + site.server.port();
    assertThat(save("Origin", own)).isEqualTo(303);
    assertThat(save("Origin", "null", "Sec-Fetch-Site", "same-origin")).isEqualTo(303);
    assertThat(save()).isEqualTo(403);
    assertThat(save("Origin", "null")).isEqualTo(403);
    assertThat(save("Origin", "https://elsewhere.example")).isEqualTo(403);
    assertThat(save("Origin", "http://127.0.0.1:1")).isEqualTo(403);
    assertThat(save("Origin", own.replace("http:", "https:"))).isEqualTo(403);
    assertThat(save("Origin", own, "Sec-Fetch-Site", "same-site")).isEqualTo(403);
    assertThat(save("Origin", own, "Content-Type", "text/plain")).isEqualTo(403);
  }

  private String raw(String head) throws IOException {
    try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), site.server.port())) {
      socket.getOutputStream().write((head + "Connection: close\r\n\r\n").getBytes(UTF_8));
      return new String(socket.getInputStream().readAllBytes(), UTF_8);
    }
  }

  /// Else a page elsewhere could have its own name point to this machine, and read what is here.
  @Test
  void aRequestForAnotherName_isRefused() throws IOException {
    int port = site.server.port();
    assertThat(raw("GET /sign-in HTTP/1.1\r\nHost: localhost:" + port + "\r\n")).startsWith("HTTP/1.1 200");
    for (String host : new String[] {"elsewhere.example:" + port, "127.0.0.1", "127.0.0.1:1", "localhost.elsewhere.example:" + port}) {
      assertThat(raw("GET /sign-in HTTP/1.1\r\nHost: " + host + "\r\n")).startsWith("HTTP/1.1 421").contains("Content-Security-Policy");
    }
  }

  @Test
  void otherMethods_andLongBodies_areRefused() throws IOException {
    site.enter();
    assertThat(raw("DELETE /hello HTTP/1.1\r\nHost: 127.0.0.1:" + site.server.port() + "\r\n")).startsWith("HTTP/1.1 405");
    assertThat(browser.post("/save", Map.of("text", "x".repeat(70_000))).statusCode()).isEqualTo(413);
  }

  @Test
  void theSessionsCookie_canBeReadByNoScript_andGoesNowhereElse() {
    String cookie = browser.get("/sign-in").headers().firstValue("Set-Cookie").orElse("");
    assertThat(cookie).startsWith("tellonce-" + site.server.port() + "=").contains("; HttpOnly", "; SameSite=Strict", "; Path=/").doesNotContain(
        "Secure");
  }

  @Test
  void eachPage_changesACookie_soThatNoBrowserShowsTheOneBeforeWithoutAsking() {
    site.enter();
    String first = browser.get("/hello").headers().firstValue("Set-Cookie").orElse("");
    String second = browser.get("/hello").headers().firstValue("Set-Cookie").orElse("");
    assertThat(first).matches("tellonce-[0-9]+-page=[0-9]+; Path=/; HttpOnly; SameSite=Strict").isNotEqualTo(second);
    assertThat(browser.get("/assets/pages.css").headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void signingIn_givesTheSessionAnotherName() {
    browser.get("/sign-in");
    String before = browser.cookie();
    site.enter();
    assertThat(browser.cookie()).isNotEqualTo(before);
    Browser thief = new Browser(site.server.url());
    assertThat(thief.send(thief.request("/hello").header("Cookie", before).GET()).statusCode()).isEqualTo(303);
    Browser same = new Browser(site.server.url());
    assertThat(same.send(same.request("/hello").header("Cookie", browser.cookie()).GET()).statusCode()).isEqualTo(200);
  }

  @Test
  void aSession_endsAfterFifteenQuietMinutes_andAfterEightHours() {
    site.enter();
    site.now = site.now.plus(Duration.ofMinutes(14));
    assertThat(browser.get("/hello").statusCode()).isEqualTo(200);
    site.now = site.now.plus(Duration.ofMinutes(15));
    assertThat(browser.get("/hello").statusCode()).isEqualTo(303);
    site.enter();
    for (int i = 0; i < 34; i++) {
      site.now = site.now.plus(Duration.ofMinutes(14));
      assertThat(browser.get("/hello").statusCode()).isEqualTo(200);
    }
    site.now = site.now.plus(Duration.ofMinutes(5));
    assertThat(browser.get("/hello").statusCode()).isEqualTo(303);
  }

  @Test
  void signingOut_endsTheSession() {
    site.enter();
    String cookie = browser.cookie();
    assertThat(browser.post("/sign-out", Map.of()).statusCode()).isEqualTo(303);
    Browser thief = new Browser(site.server.url());
    assertThat(thief.send(thief.request("/hello").header("Cookie", cookie).GET()).statusCode()).isEqualTo(303);
  }

  @Test
  void anAccountThatIsReset_isSignedOutAtOnce() {
    site.enter();
    site.now = site.now.plusSeconds(5);
    site.signIn.enrol("worker-7", "a wholly other password");
    assertThat(browser.get("/hello").statusCode()).isEqualTo(303);
  }

  @Test
  void anAccountThatIsRemoved_isSignedOutAtOnce() {
    site.enter();
    site.staff.remove("worker-7");
    assertThat(browser.get("/hello").statusCode()).isEqualTo(303);
  }

  @Test
  void theLanguage_isTheBrowsersOwn_untilAnotherIsChosen() {
    browser.send(browser.request("/sign-in").header("Accept-Language", "fr-FR, es-MX;q=0.8, en;q=0.5").GET());
    assertThat(browser.shown().select("html").attr("lang")).isEqualTo("es");
    Structure.assertSound(browser.shown());
    assertThat(Browser.location(browser.post("/language", Map.of("language", "en", "back", "/sign-in")))).isEqualTo("/sign-in");
    assertThat(browser.page("/sign-in").select("html").attr("lang")).isEqualTo("en");
    for (String elsewhere : new String[] {"//elsewhere.example", "https://elsewhere.example", "/\\elsewhere.example", ""}) {
      assertThat(Browser.location(browser.post("/language", Map.of("language", "xx", "back", elsewhere)))).isEqualTo("/");
    }
  }

  @Test
  void aMistakeOfOurs_isNoted_andTellsNothingOfIt() {
    site.enter();
    HttpResponse<String> answer = browser.get("/broken");
    assertThat(answer.statusCode()).isEqualTo(500);
    assertThat(answer.body()).contains("incident-1").doesNotContain("Zorablix", "Exception");
    Structure.assertSound(browser.shown());
  }

  @Test
  void styleSheets_haveNoRed_andLoadOnlyWhatIsHere() {
    for (String name : new String[] {"uswds.css", "pages.css"}) {
      String css = browser.get("/assets/" + name).body();
      java.util.regex.Pattern.compile("#([0-9a-f]{6})\\b").matcher(css).results().forEach(color -> assertThat(isRed(color.group(1))).as(color.group())
          .isFalse());
      java.util.regex.Pattern.compile("url\\(\"?([^\")]*)").matcher(css).results().map(url -> url.group(1)).forEach(url -> assertThat(url)
          .doesNotContain(
              "://", "data:"));
    }
    assertThat(browser.get("/assets/../staff.sql").statusCode()).isEqualTo(404);
  }

  private static boolean isRed(String rgb) {
    int red = Integer.parseInt(rgb.substring(0, 2), 16);
    int green = Integer.parseInt(rgb.substring(2, 4), 16);
    int blue = Integer.parseInt(rgb.substring(4), 16);
    return red > 120 && red > 2 * green && red > 2 * blue;
  }
}
