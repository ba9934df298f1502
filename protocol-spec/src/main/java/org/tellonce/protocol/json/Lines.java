package org.tellonce.protocol.json;

import java.util.Optional;

/// What makes a text unfit to stand in a page, on a terminal or in a cell of a spreadsheet.
public final class Lines {
  /// The ASCII signs that begin a formula, and their full-width twins, which some spreadsheets take for them.
  private static final String FORMULA = "=+-@\t\r＝＋－＠";

  private Lines() {}

  /// Why a text is unfit, without the text.
  ///
  /// @param text not empty
  public static Optional<String> flaw(String text) {
    if (FORMULA.indexOf(text.charAt(0)) >= 0) {
      return Optional.of("a spreadsheet would take it for a formula (it may not begin with = + - @)");
    }
    if (!text.equals(text.strip())) {
      return Optional.of("white space at an end");
    }
    return text.codePoints().anyMatch(Lines::isUnfit) ? Optional.of("a control or formatting character") : Optional.empty();
  }

  /// A text from outside as it may stand on a terminal: no character that a terminal or a reader takes for more than a letter, and not endless.
  ///
  /// @param most how many characters are kept
  public static String harmless(String text, int most) {
    StringBuilder harmless = new StringBuilder();
    text.codePoints().limit(most).forEach(codePoint -> harmless.appendCodePoint(isUnfit(codePoint) ? ' ' : codePoint));
    return harmless.toString();
  }

  private static boolean isUnfit(int codePoint) {
    return switch (Character.getType(codePoint)) {
      case Character.CONTROL, Character.FORMAT, Character.LINE_SEPARATOR, Character.PARAGRAPH_SEPARATOR, Character.SURROGATE -> true;
      default -> false;
    };
  }
}
