package org.tellonce.agency.transport;

import java.util.List;
import java.util.function.Function;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
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

    /// Whether what was sent does not fit what the server holds: its rules, or what was sent before.
    public boolean isConflict() {
      return problem.code() == ProblemCode.CONFLICT;
    }

    /// How a command ends that cannot go on without this.
    ///
    /// @param doing what was tried: `sending the submission`
    public Stop stop(String doing) {
      ProblemCode code = problem.code();
      String told = "the server refused " + doing + ": " + code.title() + details() + " (incident " + problem.incident() + ")";
      return switch (code) {
        case UNSIGNED, WRONG_SIGNATURE, WRONG_DIGEST, REPLAYED -> new Stop(ExitCode.KEY, told);
        case STALE -> new Stop(ExitCode.KEY, told + "; check the clock of this machine");
        case CERTIFICATE_EXPIRED -> new Stop(ExitCode.KEY, told + "; tellonce agency nightly asks for a new one, with the same key and card");
        case CERTIFICATE_REVOKED -> new Stop(ExitCode.KEY, told
            + "; ring the coordinator: a new key and card are needed (tellonce agency init in a new folder), the old one's is given up");
        case NOT_A_MEMBER -> new Stop(ExitCode.RULES, told + "; ask the coordinator whether the rules name your present certificate");
        case USER_REFUSED -> new Stop(ExitCode.RULES, told + "; tellonce agency users shows who may ask");
        case AGREEMENT_NOT_CURRENT, NOT_ALLOWED -> new Stop(ExitCode.RULES, told + "; ask the coordinator");
        case TOO_MANY, UNAVAILABLE, INTERNAL -> new Stop(ExitCode.NETWORK, told + "; run the same command again later");
        case MALFORMED, NOT_FOUND, METHOD_NOT_ALLOWED, CONFLICT, TOO_LARGE -> new Stop(ExitCode.DATA_REFUSED, told);
      };
    }

    /// The server's own words, in one line, and none that a terminal takes for a command.
    private String details() {
      List<Problem> problems = problem.problems();
      return problems.isEmpty() ? "" : ": " + problems.getFirst().toString().replaceAll("\\p{Cc}", " ") + (problems.size() > 1 ? " and " + (problems
          .size() - 1) + " more" : "");
    }
  }

  /// What the body says, or the end of the command.
  ///
  /// @param parse the message's own
  /// @throws Stop if it was refused, or answered with something else
  default <T> T orStop(String doing, Function<byte[], Parsed<T>> parse) {
    return switch (parse.apply(orStop(doing))) {
      case Parsed.Valid<T>(T value) -> value;
      case Parsed.Rejected<T>(List<Problem> problems) -> throw new Stop(ExitCode.NETWORK,
          "the server's answer to " + doing + " cannot be read: " + problems.getFirst() + "; this client may be too old");
    };
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
