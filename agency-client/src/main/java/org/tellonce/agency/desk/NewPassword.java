package org.tellonce.agency.desk;

import java.io.Console;
import java.util.Arrays;
import org.tellonce.agency.roster.StandardInput;
import org.tellonce.pages.SignIn;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// A password that somebody chooses: typed twice on a terminal, which does not show it, or one line of standard input. Never on the command line.
record NewPassword(StandardInput in) {

  /// Java 25 has no console where there is no terminal; the check that is silenced here knows only those between, which always had one.
  ///
  /// @throws Stop with [ExitCode#USAGE] if there is none, or it is no password
  @SuppressWarnings("SystemConsoleNull")
  String ask(String pseudonym) {
    Console console = System.console();
    String password = console != null && console.isTerminal() ? typed(console, pseudonym) : in.orTyped("-", "the password");
    SignIn.passwordFlaw(password).ifPresent(flaw -> {
      throw new Stop(ExitCode.USAGE, flaw);
    });
    return password;
  }

  private static String typed(Console console, String pseudonym) {
    char[] first = console.readPassword("Password of %s: ", pseudonym);
    char[] again = console.readPassword("The same again: ");
    try {
      if (first == null || again == null || !Arrays.equals(first, again)) {
        throw new Stop(ExitCode.USAGE, "the two are not the same; nothing was changed");
      }
      return new String(first);
    } finally {
      clear(first);
      clear(again);
    }
  }

  private static void clear(char[] typed) {
    if (typed != null) {
      Arrays.fill(typed, ' ');
    }
  }
}
