package org.tellonce.agency.encoding;

import java.util.Locale;
import org.apache.commons.codec.language.RefinedSoundex;
import org.apache.commons.codec.language.Soundex;

/// Codes that names with one sound, or one beginning, share.
///
/// @see "encoding.md, Codes"
final class Codes {

  private Codes() {}

  /// The first letters, or all: `g2`, `g3`, `f3`.
  static String start(String name, int letters) {
    return name.substring(0, Math.min(letters, name.length()));
  }

  /// First letter and three digits.
  static String soundex(String name) {
    return Soundex.US_ENGLISH.encode(name).toLowerCase(Locale.ROOT);
  }

  /// First letter and a digit for each change of sound.
  static String refinedSoundex(String name) {
    return RefinedSoundex.US_ENGLISH.encode(name).toLowerCase(Locale.ROOT);
  }
}
