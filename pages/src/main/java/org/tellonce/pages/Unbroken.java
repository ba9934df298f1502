package org.tellonce.pages;

import gg.jte.Content;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A text in which no line ends inside a number: `555-0101` cut in two is dialed wrong. Browsers end lines at each hyphen.
///
/// @param parts one after the other the text
public record Unbroken(List<Part> parts) {

  private static final Pattern NUMBER = Pattern.compile("[^\\s-]*\\d[^\\s-]*-\\S*|[^\\s-]+-\\S*\\d\\S*");
  /// Longer ones would not find room on a telephone.
  private static final int MOST = 24;
  private static final Templates TEMPLATES = Templates.ofPages();

  public Unbroken {
    parts = List.copyOf(parts);
  }

  /// A part of a text.
  ///
  /// @param whole whether it stands on one line
  public record Part(String text, boolean whole) {}

  /// The text on a page.
  public static Content text(String text) {
    return TEMPLATES.page("unbroken.jte", of(text));
  }

  static Unbroken of(String text) {
    List<Part> parts = new ArrayList<>();
    Matcher number = NUMBER.matcher(text);
    int done = 0;
    while (number.find()) {
      add(parts, text.substring(done, number.start()), false);
      add(parts, number.group(), number.group().length() <= MOST);
      done = number.end();
    }
    add(parts, text.substring(done), false);
    return new Unbroken(parts);
  }

  private static void add(List<Part> parts, String text, boolean whole) {
    if (!text.isEmpty()) {
      parts.add(new Part(text, whole));
    }
  }
}
