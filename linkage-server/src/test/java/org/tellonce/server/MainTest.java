package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

class MainTest {
  @TempDir
  private Path incidents;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    return Main.run(args, () -> Instant.EPOCH, new SecureRandom(), new PrintWriter(out, true), new PrintWriter(err, true), incidents);
  }

  private int fails(Exception thrown) throws IOException {
    return Main.failed(thrown, () -> Instant.EPOCH, new PrintWriter(err, true), incidents);
  }

  private List<Path> incidentFiles() throws IOException {
    try (var files = Files.list(incidents)) {
      return files.toList();
    }
  }

  @Test
  void help_isDone() {
    assertThat(run("--help")).isEqualTo(ExitCode.DONE.number());
    assertThat(out.toString()).contains("Usage: tellonce server");
  }

  @Test
  void wrongCommandLine_isUsage_withoutStackTrace() {
    assertThat(run("--nonsense")).isEqualTo(ExitCode.USAGE.number());
    assertThat(run()).isEqualTo(ExitCode.USAGE.number());
    assertThat(err.toString()).contains("Usage: tellonce server").doesNotContain("\tat ");
  }

  @Test
  void stop_isOneLine_andNoIncident() throws IOException {
    assertThat(fails(new Stop(ExitCode.ALREADY_RUNNING, "already running"))).isEqualTo(ExitCode.ALREADY_RUNNING.number());
    assertThat(err.toString().lines()).containsExactly("tellonce server: already running");
    assertThat(incidentFiles()).isEmpty();
  }

  @Test
  void bug_writesAnIncident_andNamesTheFile() throws IOException {
    assertThat(fails(new IllegalStateException("Quillon"))).isEqualTo(ExitCode.BUG.number());

    assertThat(incidentFiles()).hasSize(1);
    Path file = incidentFiles().getFirst();
    assertThat(err.toString()).contains(file.toString()).doesNotContain("Quillon", "\tat ");
    assertThat(Files.readString(file)).contains("java.lang.IllegalStateException", "MainTest").doesNotContain("Quillon");
  }
}
