package org.tellonce.keys;

import java.io.Console;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// The person at the terminal, who is asked for what must not stand on a command line.
public interface Prompt {

  /// An answer that is not shown while it is typed.
  String secret(String question);

  /// An answer that is shown.
  String line(String question);

  /// Whether anybody can answer.
  boolean isAnswered();

  /// Nobody: a question ends the command with [ExitCode#USAGE].
  Prompt NOBODY = new Prompt() {
    @Override
    public String secret(String question) {
      return line(question);
    }

    @Override
    public String line(String question) {
      throw new Stop(ExitCode.USAGE, question.strip() + " cannot be asked, for there is no terminal; an option says it instead (--help)");
    }

    @Override
    public boolean isAnswered() {
      return false;
    }
  };

  /// Whoever sits before a console.
  ///
  /// @param console null if there is none
  static Prompt of(@Nullable Console console) {
    if (console == null || !console.isTerminal()) {
      return NOBODY;
    }
    return new Prompt() {
      @Override
      public String secret(String question) {
        char @Nullable [] typed = console.readPassword("%s", question);
        return answered(typed == null ? null : String.valueOf(typed));
      }

      @Override
      public String line(String question) {
        return answered(console.readLine("%s", question));
      }

      @Override
      public boolean isAnswered() {
        return true;
      }

      private String answered(@Nullable String answer) {
        if (answer == null) {
          throw new Stop(ExitCode.USAGE, "the input ended before the answer; nothing was done");
        }
        return answer;
      }
    };
  }
}
