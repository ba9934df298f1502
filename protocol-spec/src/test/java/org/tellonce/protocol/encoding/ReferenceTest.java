package org.tellonce.protocol.encoding;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Holds the second implementation, in Python, to the published vectors and worked examples. The Java tests hold Java to the same.
class ReferenceTest {

  private static final Path HERE = Path.of("").toAbsolutePath();
  private static final int SECONDS = 120;

  private record Answer(int exitCode, String text) {}

  @BeforeEach
  void needsPython() {
    assumeTrue(python().isPresent(), "no python3 on the PATH: the second implementation of smp1 was not run");
  }

  @Test
  void referenceImplementation_givesThePublishedVectorsAndExamples(@TempDir Path folder) throws Exception {
    assertThat(check(HERE, folder)).isEqualTo(new Answer(0, ""));
  }

  @Test
  void changedVector_isNamed(@TempDir Path folder) throws Exception {
    copy(folder);
    change(folder.resolve("vectors/encoding/codes.json"), "\"r163\"", "\"r164\"");

    Answer answer = check(folder, folder);

    assertThat(answer.exitCode()).isEqualTo(1);
    assertThat(answer.text()).contains("encoding/codes.json: cases[0]", "encoding/codes.json: cases[1]").doesNotContain("cases[2]");
  }

  @Test
  void changedExample_isNamed(@TempDir Path folder) throws Exception {
    copy(folder);
    change(folder.resolve("spec/keys.md"), "recordToken  = 6", "recordToken  = 7");

    assertThat(check(folder, folder)).isEqualTo(new Answer(1, "spec/keys.md: the worked example differs"));
  }

  private static Answer check(Path module, Path folder) throws IOException, InterruptedException {
    Path out = folder.resolve("out.txt");
    Process process = new ProcessBuilder(python().orElseThrow(), "-B", module.resolve("reference/vectors.py").toString(), "--check")
        .redirectErrorStream(true).redirectOutput(out.toFile()).start();
    try {
      assertThat(process.waitFor(SECONDS, TimeUnit.SECONDS)).as("ended within %s seconds", SECONDS).isTrue();
    } finally {
      process.destroyForcibly();
    }
    return new Answer(process.exitValue(), Files.readString(out).strip());
  }

  private static Optional<String> python() {
    return Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator, -1)).filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, "python3")).filter(Files::isExecutable).map(Path::toString).findFirst();
  }

  private static void copy(Path to) throws IOException {
    for (String part : List.of("reference", "spec", "vectors", "src/main/resources")) {
      try (Stream<Path> files = Files.walk(HERE.resolve(part))) {
        for (Path file : files.filter(Files::isRegularFile).toList()) {
          Path target = to.resolve(HERE.relativize(file));
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    }
  }

  private static void change(Path file, String from, String to) throws IOException {
    String text = Files.readString(file);
    assertThat(text).contains(from);
    Files.writeString(file, text.replace(from, to));
  }
}
