package org.tellonce.server.transport;

import java.util.List;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.transport.ProblemCode;

/// What a room answers to a call.
public sealed interface Answer {

  /// The call did what it says.
  final class Done implements Answer {
    private final String mediaType;
    private final byte[] body;

    private Done(String mediaType, byte[] body) {
      this.mediaType = mediaType;
      this.body = body;
    }

    /// What the body is.
    public String mediaType() {
      return mediaType;
    }

    /// The answer as it goes out.
    public byte[] body() {
      return body;
    }
  }

  /// It did not; the [Door] gives the problem document its incident number.
  ///
  /// @param retryAfterSeconds when the same call may be made again; 0 says nothing of it
  record Refused(ProblemCode code, List<Problem> problems, int retryAfterSeconds) implements Answer {
    public Refused {
      problems = List.copyOf(problems);
    }
  }

  /// 200 with JSON.
  static Answer json(byte[] body) {
    return new Done("application/json", body);
  }

  /// 200 with something else.
  static Answer of(String mediaType, byte[] body) {
    return new Done(mediaType, body);
  }

  /// A refusal that its code says all of.
  static Answer refused(ProblemCode code) {
    return new Refused(code, List.of(), 0);
  }

  /// A refusal with its reasons.
  static Answer refused(ProblemCode code, List<Problem> problems) {
    return new Refused(code, problems, 0);
  }

  /// A refusal with its only reason.
  static Answer refused(ProblemCode code, String where, String rule) {
    return new Refused(code, List.of(new Problem(where, rule)), 0);
  }

  /// A refusal that is over after some seconds.
  static Answer later(ProblemCode code, int seconds) {
    return new Refused(code, List.of(), seconds);
  }
}
