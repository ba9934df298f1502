package org.tellonce.pages;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// A language that pages are written in.
public enum Language {
  EN("English"),
  ES("Español");

  private final String title;

  Language(String title) {
    this.title = title;
  }

  /// Its name in itself.
  public String title() {
    return title;
  }

  /// What stands in the attribute `lang`, BCP 47.
  public String tag() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// For months and days.
  public Locale locale() {
    return this == EN ? Locale.US : Locale.forLanguageTag("es-US");
  }

  /// The language of a tag.
  public static Optional<Language> of(String tag) {
    return Arrays.stream(values()).filter(language -> language.tag().equals(tag)).findFirst();
  }

  /// The one of ours that a browser names first, else English.
  ///
  /// @param accepted the header `Accept-Language`, whose order counts, not its weights
  public static Language preferred(String accepted) {
    return Arrays.stream(accepted.split(",", 20)).map(String::strip).filter(range -> range.length() >= 2)
        .map(range -> range.substring(0, 2).toLowerCase(Locale.ROOT)).flatMap(tag -> of(tag).stream()).findFirst().orElse(EN);
  }
}
