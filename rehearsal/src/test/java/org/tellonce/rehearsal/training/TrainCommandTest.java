package org.tellonce.rehearsal.training;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.encoding.SizeClass;
import org.tellonce.rehearsal.comparison.Terminal;
import org.tellonce.server.comparison.Parameters;

/// A parameter file from two small counties, and populations that are none.
class TrainCommandTest {
  @TempDir
  private Path folder;

  private Path one;
  private Path other;

  @BeforeEach
  void counties() {
    one = county("one", 11);
    other = county("other", 12);
  }

  private Path county(String name, int seed) {
    return county(name, seed, 600, 3);
  }

  private Path county(String name, int seed, int youth, int agencies) {
    Path county = folder.resolve(name);
    assertThat(Terminal.run(folder, "county", "--youth", Integer.toString(youth), "--agencies", Integer.toString(agencies), "--seed", Integer
        .toString(seed), "--out", county.toString())
        .exit()).isZero();
    return county;
  }

  private Terminal train(Path out, String... folders) {
    String[] args = new String[folders.length + 5];
    args[0] = "train";
    System.arraycopy(folders, 0, args, 1, folders.length);
    args[folders.length + 1] = "--out";
    args[folders.length + 2] = out.toString();
    args[folders.length + 3] = "--number";
    args[folders.length + 4] = "7";
    return Terminal.run(folder, args);
  }

  @Test
  void sameFolders_giveTheSameBytesInAnyOrder() throws IOException {
    Terminal done = train(folder.resolve("a.json"), one.toString(), other.toString());
    assertThat(done.err()).isEmpty();
    assertThat(done.exit()).isZero();
    String json = Files.readString(folder.resolve("a.json"));
    Parameters parameters = Parameters.parse(json.getBytes(UTF_8)).orThrow();
    assertThat(parameters.number()).isEqualTo(7);
    assertThat(parameters.sizeClass()).isEqualTo(SizeClass.UP_TO_50_000);
    assertThat(done.out()).contains("reading and encoding one", "parameter file 7, digest " + parameters.digest());

    train(folder.resolve("b.json"), other.toString(), one.toString());
    assertThat(folder.resolve("b.json")).hasContent(json);
  }

  @Test
  void populationsForTheQualityAlone_changeTheTable_notTheParameters() throws IOException {
    Path third = county("third", 3, 2_000, 7);
    Terminal alone = Terminal.run(folder, "train", one.toString(), other.toString(), "--out", folder.resolve("a.json").toString());
    Terminal more = Terminal.run(folder, "train", one.toString(), other.toString(), "--out", folder.resolve("b.json").toString(), "--quality", folder
        .resolve("q.json").toString(), "--quality-from", third.toString());

    assertThat(alone.exit()).isZero();
    assertThat(more.err()).isEmpty();
    assertThat(more.exit()).isZero();
    assertThat(folder.resolve("b.json")).hasSameTextualContentAs(folder.resolve("a.json"));
    assertThat(Files.readString(folder.resolve("q.json"))).contains("\"populations\" : 3");
  }

  @Test
  void populationsTooSmallForTheQuality_areNamed_andTheParametersStay() {
    Path twoAgencies = county("two_agencies", 13, 600, 2);
    Terminal refused = Terminal.run(folder, "train", twoAgencies.toString(), "--out", folder.resolve("a.json").toString(), "--quality", folder
        .resolve(
            "q.json").toString());
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("too small, or too few agencies, to learn expected quality from");
    assertThat(folder.resolve("a.json")).exists();
    assertThat(folder.resolve("q.json")).doesNotExist();
  }

  @Test
  void populationsForTheQuality_withoutAFileForIt_areRefused() {
    Terminal refused = Terminal.run(folder, "train", one.toString(), "--out", folder.resolve("a.json").toString(), "--quality-from", other
        .toString());
    assertThat(refused.exit()).isEqualTo(2);
    assertThat(refused.err()).contains("give --quality FILE too");
  }

  @Test
  void recordWithoutTruth_isRefused() throws IOException {
    Path truth = other.resolve("truth.csv");
    String cut = Files.readString(truth).lines().limit(20).reduce("", (text, line) -> text + line + "\n");
    Files.writeString(truth, cut);
    Terminal refused = train(folder.resolve("a.json"), one.toString(), other.toString());
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("truth.csv: a record of 01_child_welfare.csv is not in it");
    assertThat(folder.resolve("a.json")).doesNotExist();
  }

  @Test
  void folderWithoutRosters_isRefused() throws IOException {
    Path empty = Files.createDirectory(folder.resolve("empty"));
    Terminal refused = train(folder.resolve("a.json"), empty.toString());
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("no roster");
  }
}
