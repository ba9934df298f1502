package org.tellonce.agency.agreements;

import java.util.Locale;

/// What keeps somebody of this agency from asking or telling something, where they, or the person who looks after TellOnce there, can do something about it. A page has
/// words of its own for each.
public enum Hindrance {
  /// The pseudonym does not stand in the agency's directory.
  NOT_IN_DIRECTORY,
  /// Sworn officers do not ask.
  SWORN,
  /// The training is over.
  TRAINING_OVER,
  /// The server lets the user ask nothing now.
  USER_REFUSED,
  /// The budget of the day is used up.
  TOO_MANY,
  /// The server knows later rules, epochs or records than this agency.
  OUT_OF_STEP,
  /// The server's answer names somebody to call whom the rules do not.
  ODD_CONTACT,
  /// Agreement or class do not let the agency do it.
  AGENCY_MAY_NOT,
  /// The agreement does not name the purpose or the legal basis.
  OUTSIDE_AGREEMENT,
  /// No legal basis was given, and none stands in the settings.
  NO_BASIS,
  /// An agency of its class needs a written consent.
  CONSENT_NEEDED,
  /// The roster cannot be read.
  ROSTER_UNREADABLE,
  /// The young person has taken it back.
  ROW_WITHDRAWN,
  /// The row's consent is missing, has not begun or is over.
  ROW_WITHOUT_CONSENT,
  /// The row cannot be read.
  ROW_UNREADABLE,
  /// No such row.
  ROW_ABSENT,
  /// A court has sealed it.
  ROW_SEALED,
  /// It has no open case or no legal basis.
  ROW_WITHOUT_CASE,
  /// No night has sent it yet.
  ROW_NOT_SENT,
  /// The answer showed nothing.
  NOTHING_TO_CORRECT,
  /// The record is not shielded.
  NOT_SHIELDED,
  /// Nothing waits for a second person.
  NOTHING_WAITS,
  /// Only a supervisor or a privacy officer confirms.
  MAY_NOT_CONFIRM,
  /// Nothing could be kept on this agency's disk, so nothing was done.
  NOT_KEPT;

  /// How a key names it: `not-in-directory`.
  public String word() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
