package org.tellonce.benchmarks.growth;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.benchmarks.Main;
import org.tellonce.protocol.ExitCode;

class GrowthCommandTest {
  @TempDir
  private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  @Test
  @EnabledOnOs(OS.LINUX)
  void smallSizes_giveOneTable_alsoInTheFolder() throws IOException {
    Path dir = folder.resolve("growth");

    assertThat(run("--known", "40,120", "--night", "20", "--repetitions", "2", "--lookups", "10", "--concurrent", "3", "--direct-from",
        "100")).isEqualTo(ExitCode.DONE
            .number());
    assertThat(out.toString()).startsWith("| | 40 known | 120 known | ratio |\n").contains("| night of 20, cold, s | ", "| look-up, p99, ms | ",
        "| known records came | as submissions | into the stores | |");
    assertThat(dir.resolve("growth.md")).content().isEqualTo(out.toString());
    assertThat(err.toString()).contains("first load of 120: 20 of 20 agencies", "night 2 of 2 against 120");
  }

  @Test
  void folderThatHoldsSomething_andSizesThatMeanNothing_areRefusedInOneLine() throws IOException {
    assertThat(run("--known", "5")).isEqualTo(ExitCode.USAGE.number());
    Files.writeString(folder.resolve("growth/something"), "");
    assertThat(run()).isEqualTo(ExitCode.USAGE.number());

    assertThat(err.toString().lines()).hasSize(2);
    assertThat(err.toString()).contains("sizes from 20 on", "not empty");
  }

  private int run(String... more) {
    String[] args = new String[3 + more.length];
    System.arraycopy(new String[] {"growth", "--dir", folder.resolve("growth").toString()}, 0, args, 0, 3);
    System.arraycopy(more, 0, args, 3, more.length);
    return Main.run(args, InstantSource.system(), new SecureRandom(), new PrintWriter(out, true), new PrintWriter(err, true), folder);
  }
}
