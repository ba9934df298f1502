package org.tellonce.agency.person;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tellonce.agency.roster.Column;
import org.tellonce.protocol.encoding.Suite;

/// Turns text of any writing of the repertoire into `a`–`z`, `0`–`9` and single spaces. May be used by several threads at once.
///
/// @see "encoding.md, Folding"
final class Folding {

  private static final int DIRECT = 0x600;

  /// What the code points below [#DIRECT] fold to.
  private final @Nullable String[] direct = new @Nullable String[DIRECT];
  private final Map<Integer, String> beyond = new HashMap<>();

  private Folding() {}

  /// The table that comes with the suite, read once.
  static Folding ofSuite() {
    return OfSuite.FOLDING;
  }

  private static final class OfSuite {
    private static final Folding FOLDING = read();
  }

  private static Folding read() {
    Folding folding = new Folding();
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(Suite.table("repertoire.csv"), UTF_8))) {
      lines.lines().skip(1).forEach(line -> {
        int comma = line.indexOf(',');
        folding.put(Integer.parseInt(line.substring(0, comma), 16), line.substring(comma + 1).replace('_', ' '));
      });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return folding;
  }

  private void put(int codePoint, String text) {
    if (codePoint < DIRECT) {
      direct[codePoint] = text;
    } else {
      beyond.put(codePoint, text);
    }
  }

  /// The folded text; missing, with a warning, if it has a code point that the repertoire does not have.
  Optional<String> fold(String text, Column column, Notes notes) {
    Optional<String> folded = fold(text);
    if (folded.isEmpty()) {
      notes.add(column, Warning.OTHER_SCRIPT);
    }
    return folded;
  }

  private Optional<String> fold(String text) {
    StringBuilder out = new StringBuilder(text.length() + 8);
    for (int i = 0; i < text.length();) {
      int codePoint = text.codePointAt(i);
      i += Character.charCount(codePoint);
      String folded = codePoint < DIRECT ? direct[codePoint] : beyond.get(codePoint);
      if (folded == null) {
        return Optional.empty();
      }
      append(out, folded);
    }
    if (!out.isEmpty() && out.charAt(out.length() - 1) == ' ') {
      out.setLength(out.length() - 1);
    }
    return Optional.of(out.toString());
  }

  /// Without a space at the beginning or after another one.
  private static void append(StringBuilder out, String folded) {
    for (int i = 0; i < folded.length(); i++) {
      char c = folded.charAt(i);
      if (c != ' ' || (!out.isEmpty() && out.charAt(out.length() - 1) != ' ')) {
        out.append(c);
      }
    }
  }
}
