package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.transport.TestClient;
import org.tellonce.server.transport.TestPki;
import picocli.CommandLine;

/// `tellonce server run` as a process of its own: what it prints, how it ends.
class ServerProcessTest {
  private static final byte[] EMPTY = {};
  private static final TestPki PKI = new TestPki();
  private static final TestPki.Identity SCHOOL = PKI.agency("school");

  @TempDir
  private Path dir;

  /// The command, with parameters that mean nothing.
  public static final class Run {
    private Run() {}

    public static void main(String[] args) {
      var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
      int code = new CommandLine(new RunCommand(_ -> TestSignedRules.PARAMETERS, InstantSource.system(), new SecureRandom()))
          .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8)).setErr(err)
          .setExecutionExceptionHandler((thrown, _, _) -> Main.failed(thrown, InstantSource.system(), err, Path.of(args[1]))).execute(args);
      System.exit(code);
    }
  }

  private Process start() throws IOException {
    return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "--enable-native-access=ALL-UNNAMED", "-cp",
        System.getProperty("java.class.path"), Run.class.getName(), "--dir", dir.resolve("s").toString()).redirectErrorStream(true).start();
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

  @Test
  void server_answers_refusesASecond_andEndsWhenToldTo() throws IOException, InterruptedException {
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
