package org.tellonce.agency.roster;

import java.util.Locale;
import java.util.Map;

/// Names of languages as rosters write them.
final class Languages {

  private static final Map<String, String> CODES = Map.of("english", "en", "eng", "en", "spanish", "es", "spa", "es", "español", "es", "espanol",
      "es");

  private Languages() {}

  /// `en`, `es`, or the name itself in lower case.
  static String code(String name) {
    String plain = name.strip().toLowerCase(Locale.ROOT);
    return CODES.getOrDefault(plain, plain);
  }
}
