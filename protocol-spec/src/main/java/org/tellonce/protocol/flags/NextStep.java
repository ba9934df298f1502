package org.tellonce.protocol.flags;

import org.tellonce.protocol.json.Word;

/// What to do with a pointer.
public enum NextStep implements Word {
  CALL_AGENCY("Call the other agency before asking again"),
  CALL_COORDINATOR("Call the coordinator before asking again");

  private final String wording;

  NextStep(String wording) {
    this.wording = wording;
  }

  /// What people read.
  public String wording() {
    return wording;
  }
}
