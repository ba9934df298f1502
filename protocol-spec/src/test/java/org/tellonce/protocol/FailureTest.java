package org.tellonce.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.nio.file.NoSuchFileException;
import java.time.Instant;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class FailureTest {
  private static Failure of(Throwable thrown) {
    return Failure.of("tellonce agency", "0.1.0", Instant.EPOCH, thrown);
  }

  @Test
  void stop_keepsItsCodeAndLine_evenAsACause() {
    var failure = of(new IllegalStateException(new Stop(ExitCode.KEY, "epoch 4 is over")));

    assertThat(failure).isEqualTo(new Failure(ExitCode.KEY, "epoch 4 is over", null));
  }

  @Test
  void connectionRefused_isNetwork() {
    assertThat(of(new UncheckedIOException(new ConnectException("refused"))).code()).isEqualTo(ExitCode.NETWORK);
  }

  @Test
  void missingFile_isDataRefused_andNamed() {
    var failure = of(new UncheckedIOException(new NoSuchFileException("roster.csv")));

    assertThat(failure).isEqualTo(new Failure(ExitCode.DATA_REFUSED, "roster.csv: no such file", null));
  }

  @Test
  void bug_hasAnIncident_withoutTheExceptionsMessage() {
    var failure = of(new IllegalStateException("cannot read", new NumberFormatException("For input string: \"Quillon\"")));

    assertThat(failure.code()).isEqualTo(ExitCode.BUG);
    assertThat(failure.line()).doesNotContain("Quillon");
    assertThat(failure.incident()).contains("tellonce agency 0.1.0, 1970-01-01T00:00:00Z", "java.lang.NumberFormatException",
        "FailureTest")
        .doesNotContain("Quillon", "cannot read");
  }

  @Test
  void ringOfCauses_ends() {
    var inner = new IllegalStateException("inner");
    var outer = new IllegalStateException("outer", inner);
    inner.initCause(outer);

    assertThat(of(outer).code()).isEqualTo(ExitCode.BUG);
  }

  @Test
  void stop_needsAReasonInOneLine() {
    assertThatIllegalArgumentException().isThrownBy(() -> new Stop(ExitCode.BUG, "x"));
    assertThatIllegalArgumentException().isThrownBy(() -> new Stop(ExitCode.USAGE, "two\nlines"));
  }

  @Test
  void exitCodes_areTheDocumentedNumbers() {
    assertThat(Arrays.stream(ExitCode.values()).map(ExitCode::number)).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
  }
}
