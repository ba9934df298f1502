package org.tellonce.protocol;

/// How a program of TellOnce ends: the number that timers and scripts read, the same in `agency`, `server`, `keys` and the rehearsal.
public enum ExitCode {
  /// The work is done.
  DONE(0),
  /// A mistake of ours; an incident file says where.
  BUG(1),
  /// The command line is wrong.
  USAGE(2),
  /// A roster, message or file is refused; nothing was sent.
  DATA_REFUSED(3),
  /// The agreement or the collaborative's rules do not allow it.
  RULES(4),
  /// A key or epoch is missing, wrong or over.
  KEY(5),
  /// The other side could not be reached; the same command may be run again.
  NETWORK(6),
  /// The same command is already running.
  ALREADY_RUNNING(7),
  /// The server's log contradicts itself.
  LOG_CONTRADICTS(8);

  private final int number;

  ExitCode(int number) {
    this.number = number;
  }

  /// The process's exit status, 0 to 8.
  public int number() {
    return number;
  }
}
