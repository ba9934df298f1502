package org.tellonce.protocol.agreements;

import org.tellonce.protocol.json.Word;

/// Why somebody asks whether a young person was screened before: opens a pointer, or looks up. An agreement names which of them it allows.
///
/// @see "agreements.md, Purposes"
public enum Purpose implements Word {
  INTAKE("Before asking at intake"),
  RETURN_FROM_MISSING("After a missing episode, before asking again"),
  PLACEMENT("Before a placement or a transfer"),
  SERVICE_PLANNING("To plan services"),
  SAFETY_TODAY("To plan for safety today");

  private final String wording;

  Purpose(String wording) {
    this.wording = wording;
  }

  /// What people read.
  public String wording() {
    return wording;
  }
}
