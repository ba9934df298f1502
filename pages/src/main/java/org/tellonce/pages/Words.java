package org.tellonce.pages;

import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Map;

/// The texts of pages in one language.
public record Words(Language language, Map<String, String> texts) {

  public Words {
    texts = Map.copyOf(texts);
  }

  /// A text with its places filled.
  ///
  /// @throws IllegalArgumentException if there is no such text: a test finds it before a reader does
  public String of(String key, Object... values) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("no text " + key);
    }
    StringBuilder filled = new StringBuilder();
    for (int at = 0; at < text.length(); at++) {
      char c = text.charAt(at);
      if (c == '{' && at + 2 < text.length() && text.charAt(at + 2) == '}' && Character.isDigit(text.charAt(at + 1))) {
        filled.append(values[text.charAt(at + 1) - '0']);
        at += 2;
      } else {
        filled.append(c);
      }
    }
    return filled.toString();
  }

  /// Whether there is such a text.
  public boolean has(String key) {
    return texts.containsKey(key);
  }

  /// A day as people write it: `March 3, 2026`.
  public String day(LocalDate day) {
    String pattern = language == Language.EN ? "MMMM d, uuuu" : "d 'de' MMMM 'de' uuuu";
    return day.format(DateTimeFormatter.ofPattern(pattern, language.locale()));
  }

  /// A month as people write it: `March 2026`.
  public String month(YearMonth month) {
    String pattern = language == Language.EN ? "MMMM uuuu" : "MMMM 'de' uuuu";
    return month.format(DateTimeFormatter.ofPattern(pattern, language.locale()));
  }

  /// A moment as people write it: `March 3, 6:12 AM`.
  public String moment(ZonedDateTime moment) {
    String pattern = language == Language.EN ? "MMMM d, h:mm a" : "d 'de' MMMM, H:mm";
    return moment.format(DateTimeFormatter.ofPattern(pattern, language.locale()));
  }
}
