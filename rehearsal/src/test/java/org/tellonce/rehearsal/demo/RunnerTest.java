package org.tellonce.rehearsal.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.rehearsal.demo.Programs.Program;

/// A shell script stands for Java: it says its last argument and does what that asks.
class RunnerTest {
  private static final String SCRIPT = """
    #!/bin/sh
    for last; do :; done
    case $last in
      fail) echo "no leave for that"; exit 4 ;;
      stay) trap 'echo "ending gently"; exit 0' TERM; echo "here"; while :; do sleep 0.05; done ;;
      *) echo "said $last" ;;
    esac
    """;

  @TempDir
  private Path temporary;
  private final StringWriter terminal = new StringWriter();
  private DemoFolder folder;
  private Narrator narrator;
  private Runner runner;

  @BeforeEach
  void start() throws IOException {
    Path java = Files.createFile(temporary.resolve("java"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    Files.writeString(java, SCRIPT);
    folder = new DemoFolder(Files.createDirectory(temporary.resolve("demo")));
    narrator = new Narrator(new PrintWriter(terminal, true), folder, InstantSource.fixed(Instant.EPOCH));
    runner = new Runner(new Programs(temporary, java), narrator);
  }

  @AfterEach
  void stop() {
    runner.close();
    narrator.close();
  }

  @Test
  void command_isShownAndLoggedWithWhatItSays() throws IOException {
    Runner.Finished finished = runner.quietly(Program.KEYS, "new", folder.server().toString());

    assertThat(finished.lines()).containsExactly("said " + folder.server());
    assertThat(terminal.toString()).contains("$ tellonce keys new $D/server").doesNotContain("said");
    assertThat(Files.readString(folder.log())).contains("$ tellonce keys new $D/server").contains("said ");
  }

  @Test
  void commandThatFails_endsTheDemoWithItsOwnExitCode() {
    assertThatThrownBy(() -> runner.quietly(Program.SERVER, "enrol", "fail")).isInstanceOfSatisfying(Stop.class, stop -> assertThat(stop.code())
        .isEqualTo(ExitCode.RULES));
    assertThat(terminal.toString()).contains("no leave for that");
  }

  @Test
  void processThatRuns_isEndedGentlyWithTheRunner() throws Exception {
    Process process = runner.start(Program.SERVER, List.of(), List.of("run", "stay"));
    var said = process.inputReader();
    assertThat(said.readLine()).isEqualTo("here");

    runner.close();

    assertThat(said.readLine()).isEqualTo("ending gently");
    assertThat(process.waitFor(1, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> runner.start(Program.SERVER, List.of(), List.of("run", "stay"))).isInstanceOf(IllegalStateException.class);
  }
}
