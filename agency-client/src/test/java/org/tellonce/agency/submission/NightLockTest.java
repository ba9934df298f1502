package org.tellonce.agency.submission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

class NightLockTest {
  @TempDir
  private Path folder;

  @Test
  void secondTaker_isTurnedAway_untilTheFirstLetsGo() {
    Path file = folder.resolve("lock");
    try (NightLock _ = NightLock.take(file)) {
      assertThatExceptionOfType(Stop.class).isThrownBy(() -> NightLock.take(file)).satisfies(stop -> {
        assertThat(stop.code()).isEqualTo(ExitCode.ALREADY_RUNNING);
        assertThat(stop.line()).contains("another run", file.toString());
      });
    }
    NightLock.take(file).close();
  }

  @Test
  void lockOfAnotherProcess_isSeen_andGoneWithIt() throws IOException, InterruptedException {
    Path file = folder.resolve("lock");
    Process other = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp", System.getProperty(
        "java.class.path"),
        Holding.class.getName(), file.toString()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    try (InputStream said = other.getInputStream()) {
      assertThat(said.read()).as("the other process holds the lock").isEqualTo('.');
      assertThatExceptionOfType(Stop.class).isThrownBy(() -> NightLock.take(file)).extracting(Stop::code).isEqualTo(ExitCode.ALREADY_RUNNING);
    } finally {
      other.destroyForcibly();
    }
    assertThat(other.waitFor(30, TimeUnit.SECONDS)).isTrue();
    NightLock.take(file).close();
  }

  /// Takes a lock, says so, and holds it until it is killed.
  static final class Holding {
    private Holding() {}

    public static void main(String[] args) throws IOException {
      try (NightLock _ = NightLock.take(Path.of(args[0]))) {
        System.out.print('.');
        System.out.flush();
        while (System.in.read() >= 0) {
          // Nobody says anything.
        }
      }
    }
  }
}
