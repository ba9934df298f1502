package org.tellonce.benchmarks.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.benchmarks.Main;
import org.tellonce.benchmarks.SmallCounty;
import org.tellonce.protocol.ExitCode;

class PartsCommandTest {
  @TempDir
  private Path folder;

  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(String... args) {
    String[] all = new String[args.length + 1];
    all[0] = "parts";
    System.arraycopy(args, 0, all, 1, args.length);
    return Main.run(all, () -> Instant.parse("2026-07-01T03:00:00Z"), new SecureRandom(), new PrintWriter(out, true), new PrintWriter(err, true),
        folder);
  }

  @Test
  void partsAskedFor_giveOneTable_alsoInAFile() {
    Path trained = SmallCounty.write(folder, 300, 1);
    Path judged = SmallCounty.write(folder, 200, 2);
    Path table = folder.resolve("parts.md");

    assertThat(run("--train", trained.toString(), "--judge", judged.toString(), "--only", "twin|closure", "--out", table.toString())).describedAs(err
        .toString()).isEqualTo(ExitCode.DONE.number());
    assertThat(out.toString().lines()).hasSize(2 + 3);
    assertThat(out.toString()).startsWith("| left out | county-2: F1 |").contains("\n| nothing | ", "\n| closure over a third agency | ",
        "\n| twin rule | ");
    assertThat(table).content().isEqualTo(out.toString());
    assertThat(err.toString()).contains("reading and encoding county-1", "variant 2 of 3: without closure");
  }

  @Test
  void populationToJudge_thatIsTrainedOn_isRefused_underAnotherNameToo() throws IOException {
    Path trained = SmallCounty.write(folder, 50, 1);
    Path copy = folder.resolve("copy");
    Files.createDirectory(copy);
    Files.copy(trained.resolve("truth.csv"), copy.resolve("truth.csv"));

    assertThat(run("--train", trained.toString(), "--judge", trained.toString())).isEqualTo(ExitCode.USAGE.number());
    assertThat(run("--train", trained.toString(), "--judge", copy.toString())).isEqualTo(ExitCode.USAGE.number());
    assertThat(err.toString()).contains("--judge " + trained + ": would be judged by what it was trained on", "--judge " + copy + ": would");
    assertThat(out.toString()).isEmpty();
  }

  @Test
  void optionsThatMeanNothing_areRefused() {
    Path trained = SmallCounty.write(folder, 50, 1);
    Path judged = SmallCounty.write(folder, 50, 2);

    assertThat(run("--train", trained.toString())).isEqualTo(ExitCode.USAGE.number());
    assertThat(run("--train", trained.toString(), "--judge", judged.toString(), "--only", "(")).isEqualTo(ExitCode.USAGE.number());
    assertThat(run("--train", trained.toString(), "--judge", judged.toString(), "--only", "shoe size")).isEqualTo(ExitCode.USAGE.number());
    assertThat(err.toString()).contains("--judge", "--only: not a regular expression", "--only: no part has a name like this: shoe size");
  }

  @Test
  void folderWithoutRosters_isRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));

    assertThat(run("--train", SmallCounty.write(folder, 50, 1).toString(), "--judge", empty.toString())).isEqualTo(ExitCode.DATA_REFUSED.number());
    assertThat(err.toString()).contains("no roster");
  }
}
