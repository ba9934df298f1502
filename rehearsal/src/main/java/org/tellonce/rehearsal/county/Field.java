package org.tellonce.rehearsal.county;

import java.util.Locale;

/// The columns of a roster, in their order.
public enum Field {
  LOCAL_ID,
  GIVEN_NAME,
  MIDDLE_NAME,
  FAMILY_NAME,
  SUFFIX,
  PREFERRED_NAME,
  DATE_OF_BIRTH,
  SEX,
  ADDRESS,
  CITY,
  STATE,
  ZIP,
  PHONE,
  GUARDIAN_NAME,
  SSN_LAST4,
  SCHOOL_ID,
  SCREENING_INSTRUMENT,
  SCREENING_FORM,
  SCREENING_DATE,
  LANGUAGE,
  OPEN_CASE,
  LEGAL_BASIS,
  CONSENT_REFERENCE,
  CONSENT_UNTIL;

  /// How it stands in the header line.
  public String column() {
    return name().toLowerCase(Locale.ROOT);
  }
}
