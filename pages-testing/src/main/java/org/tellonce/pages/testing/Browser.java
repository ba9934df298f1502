package org.tellonce.pages.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/// A browser as the pages meet it: keeps one cookie, tells where a form comes from, and follows nothing by itself.
public final class Browser {
  private final String url;
  private final HttpClient http = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).version(HttpClient.Version.HTTP_1_1).build();
  private final Map<String, String> cookies = new LinkedHashMap<>();
  private Document shown = new Document("");

  /// @param url of the first page, with `/` at its end
  public Browser(String url) {
    this.url = url.substring(0, url.length() - 1);
  }

  public HttpResponse<String> get(String path) {
    return send(request(path).GET());
  }

  /// Sends the form of the page shown last, as its own.
  public HttpResponse<String> post(String path, Map<String, String> fields) {
    Map<String, String> all = new LinkedHashMap<>(fields);
    all.putIfAbsent("csrf", csrf());
    return send(request(path).header("Origin", url).header("Sec-Fetch-Site", "same-origin").header("Content-Type",
        "application/x-www-form-urlencoded").POST(BodyPublishers.ofString(encoded(all))));
  }

  /// Sends a form and gets the page that the answer leads to.
  public Document postAndFollow(String path, Map<String, String> fields) {
    HttpResponse<String> answer = post(path, fields);
    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
    return page(location(answer));
  }

  /// The page of a path, which must be there.
  public Document page(String path) {
    HttpResponse<String> answer = get(path);
    for (int i = 0; answer.statusCode() == 303 && i < 5; i++) {
      answer = get(location(answer));
    }
    assertThat(answer.statusCode()).as(path + answer.body()).isEqualTo(200);
    return shown;
  }

  public static String location(HttpResponse<String> answer) {
    return answer.headers().firstValue("Location").orElse("");
  }

  /// The page shown last.
  public Document shown() {
    return shown;
  }

  public String csrf() {
    return shown.select("input[name=csrf]").stream().findFirst().map(input -> input.attr("value")).orElse("");
  }

  public String cookie() {
    return cookies.entrySet().stream().map(cookie -> cookie.getKey() + "=" + cookie.getValue()).collect(Collectors.joining("; "));
  }

  public HttpRequest.Builder request(String path) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(url + path));
    if (!cookies.isEmpty()) {
      request.header("Cookie", cookie());
    }
    return request;
  }

  public HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      HttpResponse<String> answer = http.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
      answer.headers().allValues("Set-Cookie").forEach(cookie -> cookies.put(cookie.substring(0, cookie.indexOf('=')), cookie.substring(cookie
          .indexOf('=') + 1, cookie.indexOf(';'))));
      if (answer.headers().firstValue("Content-Type").orElse("").startsWith("text/html")) {
        shown = Jsoup.parse(answer.body());
      }
      return answer;
    } catch (IOException e) {
      throw new AssertionError(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  private static String encoded(Map<String, String> fields) {
    return fields.entrySet().stream().flatMap(field -> field.getValue().lines().map(value -> encoded(field.getKey()) + "=" + encoded(value)))
        .collect(Collectors.joining("&"));
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
