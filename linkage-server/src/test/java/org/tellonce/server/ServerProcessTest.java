package org.tellonce.server;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.agreements.AgencyClass;
import org.tellonce.protocol.agreements.DisclosureProfile;
import org.tellonce.protocol.transport.Route;
import org.tellonce.server.comparison.Parameters;
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

  /// The command, with a clock that a test can stop.
  public static final class Run {
    private Run() {}

    public static void main(String[] args) {
      var err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
      int code = new CommandLine(new RunCommand(Parameters::shipped, clock(Path.of(args[1])), new SecureRandom(), Runtime
          .getRuntime()::halt))
          .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8)).setErr(err)
          .setExecutionExceptionHandler((thrown, _, _) -> Main.failed(thrown, InstantSource.system(), err, Path.of(args[1]))).execute(args);
      System.exit(code);
    }
  }

  /// The real one; but once there is a file `hang`, it does not come back to a worker: a call that does not end.
  private static InstantSource clock(Path folder) {
    return () -> {
      while (Thread.currentThread().getName().startsWith("worker") && Files.exists(folder.resolve("hang"))) {
        LockSupport.parkNanos(10_000_000);
      }
      return InstantSource.system().instant();
    };
  }

  @Test
  void callThatDoesNotEnd_doesNotKeepTheProcess() throws IOException, InterruptedException {
    var rules = new TestSignedRules(PKI).member("school", AgencyClass.SCHOOL, DisclosureProfile.P3, SCHOOL);
    TestHttpServer.inFolder(dir.resolve("s"), PKI, rules.signed(1), InstantSource.system());
    Path toml = dir.resolve("s/server.toml");
    Files.writeString(toml, Files.readString(toml).replace("stop_seconds = 30", "stop_seconds = 1"));
    Process process = start();
    try (BufferedReader out = process.inputReader(StandardCharsets.UTF_8)) {
      List<String> said = linesUntil(out, "management on ");
      String base = said.get(said.size() - 2).substring("listening on ".length());
      String management = said.getLast().substring("management on ".length());
      Files.createFile(dir.resolve("s/hang"));
      try (var school = new TestClient(base, PKI.root(), SCHOOL, "school"); HttpClient operator = HttpClient.newHttpClient()) {
        CompletableFuture<HttpResponse<byte[]>> answer = school.sendAsync(school.draft(Route.WITHDRAWALS, EMPTY).build());
        HttpRequest metrics = HttpRequest.newBuilder(URI.create(management + "/metrics")).build();
        while (!operator.send(metrics, BodyHandlers.ofString()).body().contains("tellonce_calls_running 1.0")) {
          Thread.onSpinWait();
        }

        process.toHandle().destroy();
        assertThat(linesUntil(out, "stopped")).containsExactly(
            "stopped in the middle of a call, after stop_seconds: nothing of it was kept, the agency's next run does it again");
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(128 + 15);
        assertThat(answer).failsWithin(20, TimeUnit.SECONDS);
      }
    } finally {
      process.destroyForcibly();
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
      assertThat(said).hasSize(5);
      assertThat(said.get(0)).isEqualTo("epoch 1 is open");
      assertThat(said.get(1)).isEqualTo("rules 1 of Harbor County, 1 members");
      assertThat(said.get(2)).startsWith("epoch 1: no transcript in the log; tellonce server enrol --transcript");
      assertThat(said.get(3)).matches("listening on https://localhost:[1-9][0-9]*");
      assertThat(said.get(4)).matches("management on http://127.0.0.1:[1-9][0-9]*");
      String base = said.get(3).substring("listening on ".length());
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
