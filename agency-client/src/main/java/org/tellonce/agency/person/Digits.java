package org.tellonce.agency.person;

/// ASCII digits of a text, and no others.
final class Digits {

  private Digits() {}

  static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }

  /// Whether a text is this many digits.
  static boolean are(String text, int length) {
    return text.length() == length && number(text, 0, length) >= 0;
  }

  /// The number that the digits from `from` to `to` (exclusive, at most nine of them) write; -1 if one is no digit.
  static int number(String text, int from, int to) {
    int number = 0;
    for (int i = from; i < to; i++) {
      if (!isDigit(text.charAt(i))) {
        return -1;
      }
      number = number * 10 + text.charAt(i) - '0';
    }
    return number;
  }

  /// The digits of a text in their order.
  static String of(String text) {
    StringBuilder digits = new StringBuilder(text.length());
    for (int i = 0; i < text.length(); i++) {
      if (isDigit(text.charAt(i))) {
        digits.append(text.charAt(i));
      }
    }
    return digits.toString();
  }
}
