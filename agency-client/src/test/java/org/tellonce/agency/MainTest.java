package org.tellonce.agency;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MainTest {
  @TempDir
  private Path folder;

  private final StringWriter err = new StringWriter();

  private int run(InstantSource clock, Path incidents, String... args) {
    return Main.run(args, clock, new SecureRandom(), new PrintWriter(new StringWriter()), new PrintWriter(err, true), incidents);
  }

  private static InstantSource failing(RuntimeException bug) {
    return () -> {
      if (StackWalker.getInstance().walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith("NightlyCommand")))) {
        throw bug;
      }
      return Instant.EPOCH;
    };
  }

  @Test
  void incidentOfATimerInAFolderThatItCannotWrite_liesInTheAgencysState() throws IOException {
    Path state = Files.createDirectories(folder.resolve("agency/state"));

    int code = run(failing(new IllegalStateException("Quillon")), folder.resolve("nowhere"), "nightly", "--dir", folder.resolve("agency").toString());

    assertThat(code).isEqualTo(1);
    assertThat(state).isDirectoryContaining("glob:**/incident-*.txt");
    assertThat(err.toString()).contains("please send " + state).doesNotContain("Quillon", "\tat ");
  }

  @ParameterizedTest
  @ValueSource(classes = {OutOfMemoryError.class, StackOverflowError.class})
  void errorOfTheMachine_endsWithOne_andWithoutAStackTrace(Class<? extends Error> type) throws ReflectiveOperationException {
    Error error = type.getConstructor(String.class).newInstance("Quillon");
    InstantSource clock = () -> {
      if (StackWalker.getInstance().walk(frames -> frames.anyMatch(frame -> frame.getClassName().endsWith("NightlyCommand")))) {
        throw error;
      }
      return Instant.EPOCH;
    };

    assertThat(run(clock, folder, "nightly", "--dir", folder.toString())).isEqualTo(1);

    assertThat(err.toString()).startsWith("tellonce agency: ").doesNotContain("Quillon", "\tat ");
  }

  @Test
  void strayArgument_isNotShown() {
    assertThat(run(InstantSource.system(), folder, "withdraw", "QQ-1", "Zebulon Quillonix")).isEqualTo(2);
    assertThat(run(InstantSource.system(), folder, "Zebulon")).isEqualTo(2);
    assertThat(run(InstantSource.system(), folder, "withdraw", "-Zebulon")).isEqualTo(2);
    assertThat(run(InstantSource.system(), folder, "encode", "--dry-run", "--epoch", "Zebulon")).isEqualTo(2);

    assertThat(err.toString()).contains("an argument too many", "Usage: tellonce agency").doesNotContain("Zebulon", "Quillonix");
  }

  @Test
  void argumentWithAnAt_isNoFileOfArguments() throws IOException {
    Path file = Files.writeString(folder.resolve("arguments"), "--help");

    assertThat(run(InstantSource.system(), folder, "explain", "@" + file, "--dir", folder.toString())).isEqualTo(3);
    assertThat(err.toString()).contains("agency.toml: no such file");
  }
}
