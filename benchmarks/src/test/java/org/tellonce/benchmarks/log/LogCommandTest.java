package org.tellonce.benchmarks.log;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.benchmarks.Main;
import org.tellonce.protocol.ExitCode;

class LogCommandTest {
  @TempDir
  private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  void smallLog_isMade_verified_andToldInOneTable_alsoInTheFolder() throws IOException {
    assertThat(run("--leaves", "1500")).isEqualTo(ExitCode.DONE.number());

    assertThat(out.toString()).startsWith("| | |\n|---|---|\n| leaves | 1500 |\n| appending, leaves per second | ").contains("| verifying all, s | ");
    assertThat(folder.resolve("log/log.md")).content().isEqualTo(out.toString());
    assertThat(err.toString()).contains("1500 of 1500 leaves");
    assertThat(run("--leaves", "1500")).as("the folder holds one already").isEqualTo(ExitCode.USAGE.number());
    assertThat(run("--leaves", "0")).isEqualTo(ExitCode.USAGE.number());
  }

  private int run(String... more) {
    String[] args = new String[3 + more.length];
    System.arraycopy(new String[] {"log", "--dir", folder.resolve("log").toString()}, 0, args, 0, 3);
    System.arraycopy(more, 0, args, 3, more.length);
    return Main.run(args, InstantSource.system(), new SecureRandom(), new PrintWriter(out, true), new PrintWriter(err, true), folder);
  }
}
