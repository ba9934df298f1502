package org.tellonce.benchmarks.timing;

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

class TimingCommandTest {
  @TempDir
  private Path folder;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... more) {
    String[] args = new String[3 + more.length];
    System.arraycopy(new String[] {"timing", "--dir", folder.resolve("timing").toString()}, 0, args, 0, 3);
    System.arraycopy(more, 0, args, 3, more.length);
    return Main.run(args, InstantSource.system(), new SecureRandom(), new PrintWriter(out, true), new PrintWriter(err, true), folder);
  }

  @Test
  void serverIsAskedForEmptyAnswersOfEachCase_andToldInOneTable_alsoInTheFolder() throws IOException {
    assertThat(run("--tries", "59")).isEqualTo(ExitCode.USAGE.number());
    assertThat(run("--concurrent", "12")).isEqualTo(ExitCode.USAGE.number());

    // So few tries may find nothing: what came of them is another test's.
    assertThat(run("--tries", "60")).as(err.toString()).isIn(ExitCode.DONE.number(), ExitCode.BUG.number());
    assertThat(out.toString()).contains("| look-up | nothing known | 20 | ", "| look-up | hidden, not reachable | 20 | ",
        "| opening | shielded | 20 | ", "| opening, call: nothing known, shielded | ", "the control is ");
    assertThat(folder.resolve("timing/timing.md")).content().isEqualTo(out.toString());
    assertThat(run("--tries", "60")).as("the folder holds one already").isEqualTo(ExitCode.USAGE.number());
  }
}
