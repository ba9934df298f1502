package org.tellonce.protocol.submission;

import org.tellonce.protocol.json.Word;

/// The catalogue of screening instruments: names only, never items. It is closed, so that no cell of a roster can stand in its place.
///
/// @see "submission.md, Screening"
public enum Instrument implements Word {
  /// Human Trafficking Screening Tool.
  HTST("htst", "HTST"),
  /// Florida's Human Trafficking Screening Tool.
  FL_HTST("fl-htst", "FL-HTST"),
  /// Trafficking Victim Identification Tool.
  TVIT("tvit", "TVIT"),
  /// Commercial Sexual Exploitation – Identification Tool.
  CSE_IT("cse-it", "CSE-IT"),
  /// Quick Youth Indicators for Trafficking.
  QYIT("qyit", "QYIT"),
  /// Any other.
  LOCAL_OTHER("local/other", "local instrument");

  private final String word;
  private final String title;

  Instrument(String word, String title) {
    this.word = word;
    this.title = title;
  }

  @Override
  public String word() {
    return word;
  }

  /// What people read.
  public String title() {
    return title;
  }
}
