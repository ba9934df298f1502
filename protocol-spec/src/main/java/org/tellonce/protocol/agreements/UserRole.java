package org.tellonce.protocol.agreements;

import org.tellonce.protocol.json.Word;

/// What a person of an agency does there.
///
/// @see "agreements.md, Directory"
public enum UserRole implements Word {
  CASEWORKER("Caseworker"),
  SUPERVISOR("Supervisor"),
  PRIVACY_OFFICER("Privacy officer"),
  SWORN("Sworn officer");

  private final String wording;

  UserRole(String wording) {
    this.wording = wording;
  }

  /// What people read.
  public String wording() {
    return wording;
  }

  /// Whether somebody in this role may ask at all: a sworn officer never does.
  public boolean mayAsk() {
    return this != SWORN;
  }

  /// Whether somebody in this role is the second person who says that records which wait are rows of the agency's own people.
  public boolean mayConfirm() {
    return this == SUPERVISOR || this == PRIVACY_OFFICER;
  }
}
