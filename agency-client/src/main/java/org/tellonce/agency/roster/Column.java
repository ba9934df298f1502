package org.tellonce.agency.roster;

import java.util.Arrays;
import java.util.Optional;

/// A column of a roster, under our name for it. Only `local_id` must be there.
public enum Column {
  LOCAL_ID("local_id"),
  GIVEN_NAME("given_name"),
  MIDDLE_NAME("middle_name"),
  FAMILY_NAME("family_name"),
  SUFFIX("suffix"),
  PREFERRED_NAME("preferred_name"),
  DATE_OF_BIRTH("date_of_birth"),
  SEX("sex"),
  ADDRESS("address"),
  CITY("city"),
  STATE("state"),
  ZIP("zip"),
  PHONE("phone"),
  GUARDIAN_NAME("guardian_name"),
  SSN_LAST4("ssn_last4"),
  SCHOOL_ID("school_id"),
  SCREENING_INSTRUMENT("screening_instrument"),
  SCREENING_FORM("screening_form"),
  SCREENING_DATE("screening_date"),
  LANGUAGE("language"),
  OPEN_CASE("open_case"),
  LEGAL_BASIS("legal_basis"),
  CONSENT_REFERENCE("consent_reference"),
  CONSENT_UNTIL("consent_until"),
  CONSENT_FROM("consent_from"),
  CONSENT_SIGNER("consent_signer"),
  CONSENT_CHECKED("consent_checked"),
  CONSENT_SCOPE("consent_scope"),
  COURT_SEAL("court_seal");

  private final String id;

  Column(String id) {
    this.id = id;
  }

  /// The name in the header line and in problems.
  public String id() {
    return id;
  }

  /// The column of this name, if there is one.
  public static Optional<Column> of(String id) {
    return Arrays.stream(values()).filter(column -> column.id.equals(id)).findFirst();
  }
}
