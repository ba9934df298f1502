package org.tellonce.rehearsal.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A folder of rosters through the whole path, and folders that are none.
class RehearseCommandTest {
  @TempDir
  private Path folder;

  private Path links;

  @BeforeEach
  void links() {
    links = folder.resolve("links.csv");
  }

  private Terminal rehearse(Path rosters) {
    return Terminal.run(folder, "rehearse", rosters.toString(), "--out", links.toString());
  }

  @Test
  void county_isLinkedWellAndAlikeEachTime() throws IOException {
    Path county = folder.resolve("county");
    assertThat(Terminal.run(folder, "county", "--youth", "3000", "--agencies", "2", "--seed", "3", "--out", county.toString()).exit()).isZero();

    Terminal done = rehearse(county);

    assertThat(done.err()).isEmpty();
    assertThat(done.exit()).isZero();
    assertThat(done.out()).contains("encoding child_welfare: ", "comparing: ", "deciding: ", "records      ", "passes       1:",
        "candidates   ", " likely, ",
        " possible, by parameter file 3",
        "records/s", "links        " + links);
    List<String> lines = Files.readAllLines(links);
    assertThat(lines.getFirst()).isEqualTo("agency_a,local_id_a,agency_b,local_id_b,score,grade");
    assertThat(lines.subList(1, lines.size())).isNotEmpty().doesNotHaveDuplicates().allMatch(line -> line.matches(
        "[a-z_]+,\\w+,[a-z_]+,\\w+,[01]\\.[0-9]{6},(likely|possible)"));

    Figures all = figures(lines, county, "");
    assertThat(all.precision()).isGreaterThan(0.96);
    assertThat(all.recall()).isGreaterThan(0.86);
    Figures likely = figures(lines, county, ",likely");
    assertThat(likely.precision()).isGreaterThan(0.99);
    assertThat(likely.recall()).isGreaterThan(0.75);

    rehearse(county);
    assertThat(Files.readAllLines(links)).isEqualTo(lines);
  }

  @Test
  void reportOfACounty_setsTheTruthBesideWhatWasExpected() throws IOException {
    Path county = folder.resolve("county");
    assertThat(Terminal.run(folder, "county", "--youth", "3000", "--agencies", "3", "--every-consent", "--seed", "4", "--out", county.toString())
        .exit())
        .isZero();
    Path report = folder.resolve("report.html");

    Terminal done = Terminal.run(folder, "rehearse", county.toString(), "--out", links.toString(), "--report", report.toString(), "--truth", county
        .resolve("truth.csv").toString());

    assertThat(done.err()).isEmpty();
    assertThat(done.exit()).isZero();
    String page = Files.readString(report);
    Matcher found = Pattern.compile("Pairs of one person found at all</th><td>([0-9.]+) %</td><td>([0-9.]+) to ([0-9.]+) %</td><td>([0-9.]+) %</td>")
        .matcher(
            page);
    assertThat(found.find()).isTrue();
    double truth = Double.parseDouble(found.group(4));
    double right = 100 * figures(Files.readAllLines(links), county, "").recall();
    assertThat(truth).isCloseTo(right, within(0.051));
    assertThat(Double.parseDouble(found.group(1))).isCloseTo(truth, within(4.0));
    assertThat(page).contains("Within the span", "a family name of two parts", "child welfare and shelter rhy");
  }

  /// Each whole name is in no table, but what they share is common: twins, and two people whose day and month are exchanged.
  @Test
  void twoPeopleWhoseNamesBeginAlike_areNotLikelyOne() throws IOException {
    String header = "local_id,given_name,family_name,date_of_birth\n";
    Files.writeString(folder.resolve("01_school.csv"), header
        + "S1,Maria Jose,Garcia,2010-05-17\nS2,Juan Carlos,Lopez,2010-09-02\nS3,Anna,Smith,2010-04-03\n");
    Files.writeString(folder.resolve("02_shelter.csv"), header
        + "T1,Maria Carmen,Garcia,2010-05-17\nT2,Juan Pablo,Lopez,2010-02-09\nT3,Anna,Smith,2010-04-03\n");

    assertThat(rehearse(folder).exit()).isZero();
    assertThat(Files.readAllLines(links)).filteredOn(line -> line.endsWith(",likely")).singleElement().asString().startsWith("school,S3,shelter,T3,");
  }

  @Test
  void oneRoster_isRefused_forNothingCanBeLinked() throws IOException {
    Files.writeString(folder.resolve("01_shelter.csv"), "local_id,given_name\nA-77,Ana\n");

    Terminal done = rehearse(folder);

    assertThat(done.exit()).isEqualTo(3);
    assertThat(done.err()).contains("one roster only", "two agencies or more");
    assertThat(links).doesNotExist();
  }

  @Test
  void rosterIsNotOverwritten_norTheLinksByTheReport_norAFolderMissed() throws IOException {
    Path roster = Files.writeString(folder.resolve("01_shelter.csv"), "local_id,given_name\nA-77,Ana\n");
    Files.writeString(folder.resolve("02_school.csv"), "local_id,given_name\nB-77,Ana\n");

    assertThat(Terminal.run(folder, "rehearse", folder.toString(), "--out", roster.toString()).err()).contains(
        "is there already, and not from a rehearsal");
    assertThat(Terminal.run(folder, "rehearse", folder.toString(), "--out", links.toString(), "--report", links.toString()).err()).contains(
        "links and report cannot be one file");
    assertThat(Terminal.run(folder, "rehearse", folder.toString(), "--out", folder.resolve("no/links.csv").toString()).err()).contains(
        "its folder is not there");
    assertThat(roster).hasContent("local_id,given_name\nA-77,Ana\n");
  }

  @Test
  void rowsThatTakeNoPart_areCounted() throws IOException {
    Files.writeString(folder.resolve("01_shelter.csv"),
        "local_id,given_name,legal_basis,consent_reference,consent_until\nA-77,Ana,consent,F-1,2020-01-01\nA-78,Bea,,,\n");
    Files.writeString(folder.resolve("02_school.csv"), "local_id,given_name\nB-77,Ana\n");

    assertThat(rehearse(folder).out()).contains("records      2", "left out     1 rows without a valid consent, 0 sealed, 0 unreadable");
  }

  @Test
  void truthThatLacksARecord_isToldInOneLine() throws IOException {
    Files.writeString(folder.resolve("01_shelter.csv"), "local_id,given_name\nA-77,Ana\nA-78,Bea\n");
    Files.writeString(folder.resolve("02_school.csv"), "local_id,given_name\nB-1,Cleo\n");
    Path truth = Files.writeString(folder.resolve("truth.csv"),
        "agency,local_id,youth_id,household_id\nshelter,A-77,Y1,H1\nschool,B-1,Y2,H2\n");
    Path report = folder.resolve("report.html");

    Terminal done = Terminal.run(folder, "rehearse", folder.toString(), "--out", links.toString(), "--report", report.toString(), "--truth", truth
        .toString());

    assertThat(done.exit()).isEqualTo(3);
    assertThat(done.err().lines()).containsExactly(truth
        + ": lacks 1 record of shelter (one line for each row of each roster: agency, local_id, youth_id)");
    assertThat(links).doesNotExist();
    assertThat(report).doesNotExist();
  }

  @Test
  void truthWithoutItsColumns_isToldInOneLine() throws IOException {
    Files.writeString(folder.resolve("01_shelter.csv"), "local_id,given_name\nA-77,Ana\n");
    Files.writeString(folder.resolve("02_school.csv"), "local_id,given_name\nB-1,Cleo\n");
    Path truth = Files.writeString(folder.resolve("truth.csv"), "agency,local_id\nshelter,A-77\n");

    Terminal done = Terminal.run(folder, "rehearse", folder.toString(), "--out", links.toString(), "--report", folder.resolve("r.html").toString(),
        "--truth", truth.toString());

    assertThat(done.exit()).isEqualTo(3);
    assertThat(done.err().lines()).singleElement().asString().startsWith(truth + ", line 2: without youth_id");
  }

  @Test
  void truthWithoutAReport_isAMisuse() {
    Terminal done = Terminal.run(folder, "rehearse", folder.toString(), "--out", links.toString(), "--truth", "truth.csv");

    assertThat(done.exit()).isEqualTo(2);
    assertThat(done.err()).contains("--report");
  }

  private record Figures(double precision, double recall) {}

  /// Of the links that end so, against the truth.
  private static Figures figures(List<String> lines, Path county, String ending) throws IOException {
    Map<String, String> youthOf = new HashMap<>();
    Map<String, Map<String, Integer>> rowsOf = new HashMap<>();
    for (String line : Files.readAllLines(county.resolve("truth.csv"))) {
      String[] cells = line.split(",", -1);
      youthOf.put(cells[0] + " " + cells[1], cells[2]);
      rowsOf.computeIfAbsent(cells[2], _ -> new HashMap<>()).merge(cells[0], 1, Integer::sum);
    }
    long same = 0;
    for (Map<String, Integer> rows : rowsOf.values()) {
      long all = rows.values().stream().mapToLong(Integer::longValue).sum();
      same += (all * all - rows.values().stream().mapToLong(n -> (long) n * n).sum()) / 2;
    }
    long links = 0;
    long right = 0;
    for (String line : lines) {
      String[] cells = line.split(",", -1);
      String one = youthOf.get(cells[0] + " " + cells[1]);
      if (line.endsWith(ending) && one != null) {
        links++;
        right += one.equals(youthOf.get(cells[2] + " " + cells[3])) ? 1 : 0;
      }
    }
    return new Figures((double) right / links, (double) right / same);
  }

  @Test
  void folderWithoutRosters_isRefused() throws IOException {
    Files.writeString(folder.resolve("truth.csv"), "agency,local_id\n");
    Terminal refused = rehearse(folder);
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("no roster").contains("01_child_welfare.csv");
    assertThat(links).doesNotExist();
  }

  @Test
  void rostersThatAreNone_areAllTold() throws IOException {
    Files.writeString(folder.resolve("01_shelter.csv"), "local_id,given_name\nA1,ann\nA1,ben\n");
    Files.writeString(folder.resolve("02_Court.csv"), "local_id\nA1\n");
    Files.writeString(folder.resolve("03_shelter.csv"), "local_id\nA1\n");
    Terminal refused = rehearse(folder);
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("02_Court.csv: an agency id is").contains("03_shelter.csv: a second roster of this agency");
    assertThat(links).doesNotExist();
  }

  @Test
  void rosterWithBadRows_isRefusedByFileLineAndRule() throws IOException {
    Files.writeString(folder.resolve("01_shelter.csv"), "local_id,given_name\nA1,ann\nA1,unmistakable\n");
    Files.writeString(folder.resolve("02_school.csv"), "local_id,given_name\nB-1,Cleo\n");
    Terminal refused = rehearse(folder);
    assertThat(refused.exit()).isEqualTo(3);
    assertThat(refused.err()).contains("01_shelter.csv").contains("line 3").doesNotContain("unmistakable");
    assertThat(links).doesNotExist();
  }

  @Test
  void missingFolder_isRefused() {
    assertThat(rehearse(folder.resolve("nowhere")).exit()).isEqualTo(3);
  }
}
