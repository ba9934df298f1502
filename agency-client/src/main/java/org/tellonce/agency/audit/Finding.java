package org.tellonce.agency.audit;

import java.util.Optional;
import org.tellonce.protocol.audit.SignedCheckpoint;

/// What a witness found: the log contradicts itself, or what the agency itself knows.
///
/// @param kind what it is
/// @param where which leaf, rules or call: never a token
/// @param held the last checkpoint that this client cosigned
/// @param offered the one that the server shows now
public record Finding(Kind kind, String where, Optional<SignedCheckpoint> held, Optional<SignedCheckpoint> offered) {

  /// What can be wrong.
  public enum Kind {
    FORGED("the checkpoint is not signed by the log that the rules name"),
    ROLLED_BACK("the log is shorter than before"),
    FORKED(
        "the log does not continue the one that this client cosigned"),
    ALTERED("an event is not the one that the log was given"),
    MISSING(
        "what this agency did does not stand in the log"),
    INVENTED("the log says of this agency what it did not do"),
    UNKNOWN_CERTIFICATE(
        "a certificate of this agency was used that this client never had"),
    RULES_NOT_LOGGED(
        "the rules that the server serves do not stand in the log");

    private final String wording;

    Kind(String wording) {
      this.wording = wording;
    }

    /// What people read.
    public String wording() {
      return wording;
    }
  }

  /// One line for the terminal.
  public String line() {
    return kind.wording() + " (" + where + ")";
  }
}
