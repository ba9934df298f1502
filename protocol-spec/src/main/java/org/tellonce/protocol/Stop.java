package org.tellonce.protocol;

/// The end of a command for a reason that a person can act on: one line for the terminal and the exit code, no stack trace.
///
/// The line names a file, line, column or rule, never a cell or a secret.
public class Stop extends RuntimeException {
  private static final long serialVersionUID = 1;

  private final ExitCode code;

  /// @throws IllegalArgumentException for [ExitCode#DONE], which is no reason, [ExitCode#BUG], which has an incident, and for more than one line
  public Stop(ExitCode code, String line) {
    super(line, null, false, false);
    if (code == ExitCode.DONE || code == ExitCode.BUG) throw new IllegalArgumentException("no reason to stop: " + code);
    if (line.isBlank() || line.lines().count() > 1) throw new IllegalArgumentException("a stop is told in one line");
    this.code = code;
  }

  public ExitCode code() {
    return code;
  }

  /// What the terminal shows.
  public String line() {
    return String.valueOf(getMessage());
  }
}
