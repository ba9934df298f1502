package org.tellonce.protocol.json;

import java.util.Locale;

/// A constant of an enum that stands in files and messages as one word.
public interface Word {

  /// The word: the constant's name in lower case with hyphens, unless the type says otherwise.
  default String word() {
    return toString().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
