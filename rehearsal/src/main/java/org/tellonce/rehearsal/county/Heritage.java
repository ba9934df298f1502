package org.tellonce.rehearsal.county;

import java.util.Locale;

/// Whose naming customs a family follows. It decides over names only.
public enum Heritage {
  WHITE,
  BLACK,
  HISPANIC,
  VIETNAMESE,
  ASIAN;

  /// How it stands in files and on the command line.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
