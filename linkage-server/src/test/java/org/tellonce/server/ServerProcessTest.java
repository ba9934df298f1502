package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.transport.TestClient;
import org.tellonce.server.transport.TestPki;

/// `tellonce server run` as a process of its own: what it prints, how it ends.
class ServerProcessTest {
  private static final byte[] EMPTY = {};
  private static final TestPki PKI = new TestPki();
  private static final TestPki.Identity SCHOOL = PKI.agency("school");

  @TempDir
  private Path dir;

  private Process start() throws IOException {
    return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED", "-cp",
        System.getProperty("java.class.path"), Main.class.getName(), "run", "--dir", dir.resolve("s").toString()).redirectErrorStream(true).start();
  }

  private static List<String> linesUntil(BufferedReader out, String beginning) throws IOException {
    var lines = new ArrayList<String>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      lines.add(line);
      if (line.startsWith(beginning)) {
        break;
      }
    }
    return lines;
  }

  /// What stands in the first column of the operator's table.
  private static Set<String> documented() throws IOException {
    String table = Files.readString(Path.of("../docs/operating/operator.md")).split("\n## The folder\n", 2)[1];
    return table.lines().filter(line -> line.startsWith("| `")).map(line -> line.split("\\|", -1)[1])
        .flatMap(names -> Pattern.compile("`([^`]+)`").matcher(names).results()).map(name -> name.group(1)).collect(Collectors.toSet());
  }

  private static List<String> files(Path folder) throws IOException {
    try (var paths = Files.walk(folder)) {
      return paths.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString()).toList();
    }
  }

  @Test
  void server_answers_hasTheFilesOfTheOperatorsTable_refusesASecond_andEndsWhenToldTo() throws IOException, InterruptedException {
    var rules = new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P3, SCHOOL);
    TestHttpServer.inFolder(dir.resolve("s"), PKI, rules.signed(1), InstantSource.system());
    Process first = start();
    try (BufferedReader out = first.inputReader(StandardCharsets.UTF_8)) {
      List<String> said = linesUntil(out, "management on ");
      assertThat(said).hasSize(3);
      assertThat(said.get(0)).isEqualTo("rules 1 of Harbor County, 1 members");
      assertThat(said.get(1)).matches("listening on https://localhost:[1-9][0-9]*");
      assertThat(said.get(2)).matches("management on http://127.0.0.1:[1-9][0-9]*");
      String base = said.get(1).substring("listening on ".length());
      try (var school = new TestClient(base, PKI.root(), SCHOOL, "school")) {
        assertThat(school.draft(Route.COLLABORATIVE, EMPTY).send().statusCode()).isEqualTo(200);
      }

      assertThat(files(dir.resolve("s"))).isNotEmpty().isSubsetOf(documented());

      Process second = start();
      assertThat(second.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(second.exitValue()).isEqualTo(ExitCode.ALREADY_RUNNING.number());
      try (BufferedReader why = second.inputReader(StandardCharsets.UTF_8)) {
        assertThat(why.readLine()).contains("another server has it open");
      }

      // Of the handle, for that of the process would close its output too.
      first.toHandle().destroy();
      assertThat(linesUntil(out, "stopped")).containsExactly("stopped");
      assertThat(first.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(first.exitValue()).isEqualTo(128 + 15);
    } finally {
      first.destroyForcibly();
    }
  }
}
