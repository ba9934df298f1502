package org.tellonce.agency.submission;

import java.util.ArrayList;
import java.util.List;

/// A page for a young person in the making: paragraphs in lines that fit a sheet of paper.
public final class PlainText {

  private static final int WIDTH = 84;

  private final List<String> lines = new ArrayList<>();

  /// Adds a heading, and an empty line.
  public PlainText heading(String text) {
    lines.add(text);
    lines.add("");
    return this;
  }

  /// Adds a paragraph, and an empty line.
  public PlainText paragraph(String text) {
    return wrapped(text, "").line("");
  }

  /// Adds a line as it is: what somebody compares or types must not be broken.
  public PlainText line(String text) {
    lines.add(text);
    return this;
  }

  /// Adds text in as many lines as it needs.
  public PlainText wrapped(String text, String indent) {
    StringBuilder line = new StringBuilder(indent);
    for (String word : text.split(" ", -1)) {
      if (line.length() + word.length() > WIDTH && line.length() > indent.length()) {
        lines.add(line.toString().stripTrailing());
        line = new StringBuilder(indent);
      }
      line.append(word).append(' ');
    }
    lines.add(line.toString().stripTrailing());
    return this;
  }

  /// The page, line by line.
  public List<String> lines() {
    return List.copyOf(lines);
  }
}
