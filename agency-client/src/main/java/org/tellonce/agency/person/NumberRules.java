package org.tellonce.agency.person;

import java.util.Optional;
import org.tellonce.agency.roster.Column;

/// Reads telephone numbers, the last digits of Social Security numbers and school ids.
///
/// @see "encoding.md, Numbers and guardian"
final class NumberRules {

  private static final int PHONE_DIGITS = 10;
  private static final int SSN4_DIGITS = 4;
  private static final int SCHOOL_ID_MIN = 4;
  private static final int SCHOOL_ID_MAX = 32;

  private final Folding folding;

  NumberRules(Folding folding) {
    this.folding = folding;
  }

  Optional<String> phone(String text, Notes notes) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String digits = Digits.of(text);
    if (digits.length() == PHONE_DIGITS + 1 && digits.charAt(0) == '1') {
      digits = digits.substring(1);
    }
    if (digits.length() == PHONE_DIGITS && digits.charAt(0) >= '2' && isReal(digits.substring(0, 3)) && isReal(digits.substring(3, 6))) {
      return Optional.of(digits);
    }
    notes.add(Column.PHONE, Warning.UNUSABLE_PHONE);
    return Optional.empty();
  }

  private static boolean isReal(String group) {
    return !group.equals("555") && !group.equals("000");
  }

  Optional<String> ssn4(String text, Notes notes) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    String digits = text.replace(" ", "");
    if (Digits.are(digits, SSN4_DIGITS) && !digits.equals("1234") && !isOneCharacter(digits)) {
      return Optional.of(digits);
    }
    notes.add(Column.SSN_LAST4, Warning.UNUSABLE_SSN4);
    return Optional.empty();
  }

  Optional<String> schoolId(String text, Notes notes) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    Optional<String> folded = folding.fold(text, Column.SCHOOL_ID, notes);
    if (folded.isEmpty()) {
      return Optional.empty();
    }
    String joined = folded.get().replace(" ", "");
    if (joined.length() >= SCHOOL_ID_MIN && joined.length() <= SCHOOL_ID_MAX && !isOneCharacter(joined)) {
      return Optional.of(joined);
    }
    notes.add(Column.SCHOOL_ID, Warning.UNUSABLE_SCHOOL_ID);
    return Optional.empty();
  }

  private static boolean isOneCharacter(String text) {
    return text.chars().allMatch(c -> c == text.charAt(0));
  }
}
