package org.tellonce.agency.agreements;

import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// A [Stop] of a kind that a page can tell in words of its own. The line is the terminal's.
public final class Hindered extends Stop {
  private static final long serialVersionUID = 1;

  private final Hindrance why;
  private final String about;

  /// @param about the pseudonym or the local id it is about; empty if there is none. **Plaintext** where it is a local id
  public Hindered(Hindrance why, ExitCode code, String line, String about) {
    super(code, line);
    this.why = why;
    this.about = about;
  }

  public Hindrance why() {
    return why;
  }

  /// The pseudonym or the local id it is about; empty if there is none.
  public String about() {
    return about;
  }
}
