package org.tellonce.agency;

import java.io.PrintWriter;
import org.tellonce.protocol.ExitCode;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/// What is said of a wrong command line: the place and the rule, never what was typed, which may be a young person's name.
final class Misuse implements IParameterExceptionHandler {

  @Override
  public int handleParseException(ParameterException wrong, String[] args) {
    PrintWriter err = wrong.getCommandLine().getErr();
    err.println(said(wrong));
    wrong.getCommandLine().usage(err);
    return ExitCode.USAGE.number();
  }

  private static String said(ParameterException wrong) {
    if (wrong instanceof UnmatchedArgumentException) {
      return "no such command or option, or an argument too many (not shown here); a local id with blanks stands in 'quotes'";
    }
    if (wrong.getArgSpec() != null && wrong.getValue() != null) {
      return wrong.getArgSpec().paramLabel() + ": not a value that can stand there";
    }
    return String.valueOf(wrong.getMessage());
  }
}
