package org.tellonce.rehearsal.county;

import java.text.Normalizer;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/// How names are written, and written wrongly.
final class Spelling {
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");
  private static final String LETTERS = "abcdefghijklmnopqrstuvwxyz";
  /// Letters that lie side by side, sound alike or look alike.
  private static final List<String> CONFUSED = List.of("ae", "ei", "ou", "iy", "ck", "sz", "mn", "bv", "dt", "gj", "er", "we", "as", "ui", "nb", "ec",
      "lk", "fg");

  private Spelling() {}

  /// `josiah` as `Josiah`, `obrien` as `O'Brien`, `mcdonald` as `McDonald`.
  static String title(String plain) {
    if (plain.startsWith("mc") && plain.length() > 4) {
      return "Mc" + capital(plain.substring(2));
    }
    return plain.equals("obrien") ? "O'Brien" : capital(plain);
  }

  private static String capital(String plain) {
    return plain.substring(0, 1).toUpperCase(Locale.ROOT) + plain.substring(1).toLowerCase(Locale.ROOT);
  }

  /// A text with another digit in the place of one of its digits, or by chance the same.
  ///
  /// @param from the first place that can be hit
  static String otherDigit(String text, int from, Dice dice) {
    int at;
    do {
      at = from + dice.below(text.length() - from);
    } while (!Character.isDigit(text.charAt(at)));
    return text.substring(0, at) + dice.below(10) + text.substring(at + 1);
  }

  /// A number two neighbouring digits of which changed places.
  static String exchangedDigits(String number, Dice dice) {
    int at = dice.below(number.length() - 1);
    return number.substring(0, at) + number.charAt(at + 1) + number.charAt(at) + number.substring(at + 2);
  }

  /// Accents left away: `Núñez` as `Nunez`.
  static String withoutMarks(String name) {
    return MARKS.matcher(Normalizer.normalize(name, Normalizer.Form.NFD)).replaceAll("");
  }

  /// Accented letters as a system shows them that does not know them: `N??ez`.
  static String mangled(String name) {
    return name.replaceAll("[^\\p{ASCII}]", "?");
  }

  /// Other spellings that parents choose for a name, without the name itself; there may be none.
  static List<String> variants(String name) {
    String plain = name.toLowerCase(Locale.ROOT);
    Set<String> found = new LinkedHashSet<>();
    String[][] endings = {{"lyn", "lynn"}, {"lynn", "lyn"}, {"lee", "leigh"}, {"lie", "ly"}, {"leigh", "lee"}, {"ey", "ie"}, {"y", "ie"}, {"y", "i"},
        {"ia", "iah"}, {"ah", "a"},
        {"a", "ah"}, {"en", "yn"}, {"an", "en"}, {"on", "en"}, {"in", "yn"}, {"el", "elle"}, {"elle", "el"}, {"er", "ar"}, {"son", "sen"}, {"d",
            "dd"}, {"t", "tt"}, {"n", "nn"}, {"ss", "s"}};
    for (String[] ending : endings) {
      if (plain.endsWith(ending[0]) && plain.length() > ending[0].length() + 1) {
        found.add(plain.substring(0, plain.length() - ending[0].length()) + ending[1]);
      }
    }
    String[][] inside = {{"ai", "ay"}, {"ay", "ai"}, {"ay", "ae"}, {"ph", "f"}, {"ck", "k"}, {"x", "xx"}, {"ks", "x"}, {"ll", "l"}, {"nn", "n"}, {
        "th", "t"}, {"ee", "ea"}, {"ei", "ie"}, {"ia", "iya"},
        {"i", "y"}};
    for (String[] part : inside) {
      int at = plain.indexOf(part[0], 1);
      if (at > 0) {
        found.add(plain.substring(0, at) + part[1] + plain.substring(at + part[0].length()));
      }
    }
    if (plain.matches("c[aourl].*")) {
      found.add("k" + plain.substring(1));
    } else if (plain.matches("k[aourl].*")) {
      found.add("c" + plain.substring(1));
    } else if (plain.startsWith("j")) {
      found.add("g" + plain.substring(1));
    }
    found.remove(plain);
    return found.stream().map(Spelling::title).toList();
  }

  /// A word with one slip of the finger, the eye or the ear; never the word itself.
  static String typo(String word, Dice dice) {
    List<Integer> places = new ArrayList<>();
    for (int i = 0; i < word.length(); i++) {
      if (Character.isLetter(word.charAt(i))) {
        places.add(i);
      }
    }
    if (places.isEmpty()) {
      return word + 'x';
    }
    for (int attempt = 0; attempt < 20; attempt++) {
      int at = dice.oneOf(places);
      String wrong = slip(word, at, dice);
      if (!wrong.equalsIgnoreCase(word) && !wrong.isBlank()) {
        return wrong;
      }
    }
    return word + word.charAt(places.getLast());
  }

  private static String slip(String word, int at, Dice dice) {
    String before = word.substring(0, at);
    String after = word.substring(at + 1);
    char letter = word.charAt(at);
    return switch (dice.below(10)) {
      case 0, 1 -> before + after;
      case 2 -> before + letter + letter + after;
      case 3, 4 -> after.isEmpty() ? word : before + after.charAt(0) + letter + after.substring(1);
      case 5 -> before + like(letter, LETTERS.charAt(dice.below(26))) + letter + after;
      case 6, 7, 8 -> before + confused(letter, dice) + after;
      default -> before + like(letter, LETTERS.charAt(dice.below(26))) + after;
    };
  }

  private static char confused(char letter, Dice dice) {
    char small = Character.toLowerCase(letter);
    List<Character> others = new ArrayList<>();
    for (String pair : CONFUSED) {
      if (pair.indexOf(small) >= 0) {
        others.add(pair.charAt(1 - pair.indexOf(small)));
      }
    }
    return others.isEmpty() ? letter : like(letter, dice.oneOf(others));
  }

  private static char like(char model, char letter) {
    return Character.isUpperCase(model) ? Character.toUpperCase(letter) : letter;
  }
}
