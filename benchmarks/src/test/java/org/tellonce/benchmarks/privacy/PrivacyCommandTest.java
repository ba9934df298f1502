package org.tellonce.benchmarks.privacy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.tellonce.benchmarks.Main;
import org.tellonce.protocol.ExitCode;

class PrivacyCommandTest {
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(args, () -> Instant.EPOCH, new SecureRandom(), new PrintWriter(new StringWriter()), new PrintWriter(err, true), Path.of(""));
  }

  @Test
  void tooFewPeople_areRefusedBeforeAnythingRuns() {
    assertThat(run("privacy", "--youth", "10")).isEqualTo(ExitCode.USAGE.number());
    assertThat(err.toString()).contains("--youth: 1000 to 50000");
  }

  @Test
  void triedInputs_areCountedByTheClockHandedIn() {
    Instant[] now = {Instant.EPOCH};
    assertThat(StolenKeys.inputsPerSecond(() -> {
      now[0] = now[0].plusSeconds(1);
      return now[0];
    })).isEqualTo(100_000);
  }
}
