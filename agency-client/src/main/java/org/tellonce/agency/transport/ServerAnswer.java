package org.tellonce.agency.transport;

import java.util.List;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.ProblemDocument;

/// What the server answered to one request.
public sealed interface ServerAnswer {

  /// It did what was asked.
  final class Done implements ServerAnswer {

    private final byte[] body;

    /// @param body not checked yet: each message has its own parse
    public Done(byte[] body) {
      this.body = body.clone();
    }

    /// The body, new each time.
    public byte[] body() {
      return body.clone();
    }
  }

  /// It did not, and said why.
  record Refused(ProblemDocument problem) implements ServerAnswer {

    /// How a command ends that cannot go on without this.
    ///
    /// @param doing what was tried: `sending the submission`
    public Stop stop(String doing) {
      ProblemCode code = problem.code();
      String told = "the server refused " + doing + ": " + code.title() + details() + " (incident " + problem.incident() + ")";
      return switch (code) {
        case UNSIGNED, WRONG_SIGNATURE, WRONG_DIGEST, REPLAYED -> new Stop(ExitCode.KEY, told);
        case STALE -> new Stop(ExitCode.KEY, told + "; check the clock of this machine");
        case NOT_A_MEMBER -> new Stop(ExitCode.RULES, told + "; ask the coordinator whether the rules name your present certificate");
        case AGREEMENT_NOT_CURRENT, NOT_ALLOWED -> new Stop(ExitCode.RULES, told + "; ask the coordinator");
        case TOO_MANY, UNAVAILABLE, INTERNAL -> new Stop(ExitCode.NETWORK, told + "; run the same command again later");
        case MALFORMED, NOT_FOUND, METHOD_NOT_ALLOWED, CONFLICT, TOO_LARGE -> new Stop(ExitCode.DATA_REFUSED, told);
      };
    }

    private String details() {
      List<Problem> problems = problem.problems();
      return problems.isEmpty() ? "" : ": " + problems.getFirst() + (problems.size() > 1 ? " and " + (problems.size() - 1) + " more" : "");
    }
  }

  /// The body, or the end of the command.
  ///
  /// @throws Stop if it was refused
  default byte[] orStop(String doing) {
    return switch (this) {
      case Done done -> done.body();
      case Refused refused -> throw refused.stop(doing);
    };
  }
}
