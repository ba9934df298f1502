package org.tellonce.protocol.flags;

import java.time.LocalDate;
import org.tellonce.protocol.json.Word;
import org.tellonce.protocol.submission.Coverage;
import org.tellonce.protocol.submission.Form;
import org.tellonce.protocol.submission.ScreeningStatus;

/// What stands beside every result: an earlier screening never means that none is needed now.
///
/// @see "flags.md, Reasons to screen again"
public enum RescreenReason implements Word {
  NEW_INDICATOR("There is a new sign of exploitation."),
  BACK_FROM_MISSING("The young person is back from a missing episode."),
  NOT_WHOLE("The earlier screening was partial, declined, interrupted or a short form."),
  COVERAGE("The earlier instrument does not cover sex or does not cover labor trafficking."),
  OLD("The earlier screening is older than %d months."),
  LANGUAGE("The earlier screening was not in the young person's language."),
  YOUTH_ASKS("The young person asks for it."),
  NOT_REACHED("The contact was not reached within one working day."),
  JUDGEMENT("Your own judgement says so.");

  private final String wording;

  RescreenReason(String wording) {
    this.wording = wording;
  }

  /// Whether it holds by what a pointer tells, so that nobody need look for it.
  public boolean holds(Pointer pointer, LocalDate today, int rescreenMonths) {
    return switch (this) {
      case NOT_WHOLE -> pointer.form() != Form.LONG || pointer.status().filter(status -> status != ScreeningStatus.COMPLETED).isPresent();
      case COVERAGE -> pointer.coverage() != Coverage.BOTH;
      // Only the month is told: whether it may be older.
      case OLD -> today.isAfter(pointer.month().plusMonths(rescreenMonths).atDay(1));
      default -> false;
    };
  }

  /// What people read.
  ///
  /// @param rescreenMonths the collaborative's limit
  public String wording(int rescreenMonths) {
    return this == OLD ? wording.replace("%d", Integer.toString(rescreenMonths)) : wording;
  }
}
