package org.tellonce.agency.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.transport.ProblemCode;
import org.tellonce.protocol.transport.ProblemDocument;

class ServerAnswerTest {
  private static Stop stop(ProblemCode code, Problem... problems) {
    return new ServerAnswer.Refused(new ProblemDocument(code, "0123456789ab", List.of(problems))).stop("the submission");
  }

  @ParameterizedTest
  @CsvSource({"WRONG_SIGNATURE, KEY", "REPLAYED, KEY", "STALE, KEY", "NOT_A_MEMBER, RULES", "AGREEMENT_NOT_CURRENT, RULES", "NOT_ALLOWED, RULES",
      "CERTIFICATE_EXPIRED, KEY", "CERTIFICATE_REVOKED, KEY",
      "TOO_MANY, NETWORK", "UNAVAILABLE, NETWORK", "INTERNAL, NETWORK", "MALFORMED, DATA_REFUSED", "TOO_LARGE, DATA_REFUSED"})
  void refusal_hasItsExitCode(ProblemCode code, ExitCode exit) {
    assertThat(stop(code).code()).isEqualTo(exit);
  }

  @ParameterizedTest
  @EnumSource
  void refusal_saysWhat_why_andWhichIncident(ProblemCode code) {
    assertThat(stop(code, new Problem("epoch", "is over"), new Problem("suite", "is another")).line()).contains("the server refused the submission",
        code.title(), "epoch: is over and 1 more", "incident 0123456789ab");
    assertThat(new ServerAnswer.Refused(new ProblemDocument(code, "0123456789ab", List.of())).isConflict()).isEqualTo(code == ProblemCode.CONFLICT);
  }

  /// What a server says is shown on a terminal that might obey it.
  @Test
  void wordsOfTheServer_areOneLineWithoutControlCharacters() {
    assertThat(stop(ProblemCode.MALFORMED, new Problem("a\nb", "\u001b[2Jc")).line()).contains("a b:  [2Jc").doesNotContain("\n", "\u001b");
  }

  @Test
  void answerThatCannotBeRead_isRetryable_andNamesThePlace() {
    ServerAnswer answer = new ServerAnswer.Done(new byte[] {'x'});

    assertThatExceptionOfType(Stop.class).isThrownBy(() -> answer.orStop("the opening", _ -> new Parsed.Rejected<String>(List.of(new Problem("month",
        "missing"))))).satisfies(stop -> {
          assertThat(stop.code()).isEqualTo(ExitCode.NETWORK);
          assertThat(stop.line()).contains("the opening", "month: missing", "too old");
        });
    assertThat(answer.<String>orStop("the opening", _ -> new Parsed.Valid<>("read"))).isEqualTo("read");
  }
}
