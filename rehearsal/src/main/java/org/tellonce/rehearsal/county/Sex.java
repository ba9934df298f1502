package org.tellonce.rehearsal.county;

import java.util.Locale;

/// Which given names parents choose from.
enum Sex {
  GIRL("F"),
  BOY("M");

  private final String letter;

  Sex(String letter) {
    this.letter = letter;
  }

  /// How rosters write it.
  String letter() {
    return letter;
  }

  String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  Sex other() {
    return this == GIRL ? BOY : GIRL;
  }
}
