package org.tellonce.protocol.flags;

/// What stands beside every result: an earlier screening never means that none is needed now.
///
/// @see "flags.md, Reasons to screen again"
public enum RescreenReason {
  NEW_INDICATOR("There is a new sign of exploitation."),
  BACK_FROM_MISSING("The young person is back from a missing episode."),
  NOT_WHOLE("The earlier screening was partial, declined, interrupted or a short form."),
  COVERAGE("The earlier instrument does not cover sex or does not cover labour trafficking."),
  OLD("The earlier screening is older than %d months."),
  LANGUAGE("The earlier screening was not in the young person's language."),
  YOUTH_ASKS("The young person asks for it."),
  NOT_REACHED("The contact was not reached within one working day."),
  JUDGEMENT("Your own judgement says so.");

  private final String wording;

  RescreenReason(String wording) {
    this.wording = wording;
  }

  /// What people read.
  ///
  /// @param rescreenMonths the collaborative's limit
  public String wording(int rescreenMonths) {
    return this == OLD ? wording.replace("%d", Integer.toString(rescreenMonths)) : wording;
  }
}
