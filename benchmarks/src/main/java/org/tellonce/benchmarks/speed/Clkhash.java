package org.tellonce.benchmarks.speed;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// clkhash, run as its own process by a Python that has it.
///
/// @param python the Python of a virtual environment with clkhash
/// @param script where the script lies that encodes a roster with it
record Clkhash(Path python, Path script) {

  private static final String SCRIPT = "clkhash_rate.py";
  private static final long MOST_MINUTES = 30;

  /// @param folder where the script goes
  static Clkhash in(Path folder, Path python) {
    Path script = folder.resolve(SCRIPT);
    try (InputStream in = requireNonNull(Clkhash.class.getResourceAsStream(SCRIPT))) {
      Files.copy(in, script);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return new Clkhash(python, script);
  }

  /// Encodes a roster once.
  ///
  /// @throws Stop if this Python cannot
  Rate encode(Path roster) {
    try {
      Path answer = script.resolveSibling("answer");
      Process process = new ProcessBuilder(List.of(python.toString(), script.toString(), roster.toAbsolutePath().toString()))
          .redirectOutput(answer.toFile()).redirectError(ProcessBuilder.Redirect.DISCARD).start();
      if (!process.waitFor(MOST_MINUTES, TimeUnit.MINUTES)) {
        process.destroyForcibly();
        throw new Stop(ExitCode.DATA_REFUSED, "clkhash: not done after " + MOST_MINUTES + " minutes");
      }
      if (process.exitValue() != 0) {
        throw new Stop(ExitCode.DATA_REFUSED, python + ": ended with " + process.exitValue() + "; does it have clkhash? (pip install clkhash)");
      }
      String[] numbers = Files.readString(answer, UTF_8).strip().split(" ", -1);
      return new Rate(Long.parseLong(numbers[0]), seconds(numbers[1]), seconds(numbers[2]));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while clkhash ran", e);
    }
  }

  private static Duration seconds(String number) {
    return Duration.ofNanos((long) (Double.parseDouble(number) * 1e9));
  }
}
