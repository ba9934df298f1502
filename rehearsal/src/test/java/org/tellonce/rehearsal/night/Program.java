package org.tellonce.rehearsal.night;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;

/// One of our programs as a process of its own, with what its distribution holds and nothing else on the class path.
enum Program {
  AGENCY("agency-client", "org.tellonce.agency.Main", Set.of("protocol-spec", "keys", "agency-client")), //
  SERVER("linkage-server", "org.tellonce.server.Main", Set.of("protocol-spec", "linkage-server"));

  private static final Set<String> MODULES = Set.of("protocol-spec", "keys", "agency-client", "linkage-server", "rehearsal");
  private static final List<String> QUICK_START =
      List.of("-Xmx256m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "--enable-native-access=ALL-UNNAMED");

  private static final Path ARCHIVES = archives();

  private final String module;
  private final String main;
  private final Set<String> modules;

  Program(String module, String main, Set<String> modules) {
    this.module = module;
    this.main = main;
    this.modules = modules;
  }

  private static Path archives() {
    try {
      return Files.createDirectories(Path.of("target", "archives").toAbsolutePath());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// A running process, its output in a file.
  record Running(Process process, Path output) implements AutoCloseable {

    /// Waits until it has ended by itself.
    ///
    /// @return the exit code
    int await() {
      try {
        if (!process.waitFor(2, TimeUnit.MINUTES)) {
          process.destroyForcibly();
          throw new AssertionError("still running after two minutes:\n" + text());
        }
        return process.exitValue();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    /// Whether it ends within this time.
    boolean endsWithin(long millis) {
      try {
        return process.waitFor(millis, TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError(e);
      }
    }

    /// SIGKILL, and its end.
    void kill() {
      process.destroyForcibly();
      await();
    }

    /// What it has printed so far.
    String text() {
      try {
        return Files.readString(output, UTF_8);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() {
      kill();
    }
  }

  /// Starts it.
  ///
  /// @param output where standard output and standard error go, behind what is there
  /// @param javaOptions more options for Java
  Running start(Path output, List<String> javaOptions, String... arguments) {
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(QUICK_START);
    String classPath = classPath();
    if (classPath.endsWith("*")) {
      // The first run that ends by itself leaves what the next ones start from, in half the time.
      command.addAll(List.of("-XX:SharedArchiveFile=" + ARCHIVES.resolve(module + ".jsa"), "-Xlog:disable"));
      if (javaOptions.isEmpty()) {
        command.add("-XX:+AutoCreateSharedArchive");
      }
    }
    command.addAll(javaOptions);
    command.addAll(List.of("-cp", classPath, main));
    command.addAll(Arrays.asList(arguments));
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
          .start();
      process.getOutputStream().close();
      return new Running(process, output);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The distribution if this build has packaged it before these tests, as `mvn verify` does; else what a distribution would hold, from the tests' class path.
  String classPath() {
    List<String> entries =
        List.of(System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")).split(File.pathSeparator));
    for (String entry : entries) {
      Path path = Path.of(entry);
      if (path.getFileName().toString().matches(module + "-[0-9].*\\.jar") && path.getParent().endsWith(Path.of(module, "target", "dist", "lib"))) {
        return path.getParent() + File.separator + "*";
      }
    }
    return String.join(File.pathSeparator, entries.stream().filter(this::mayHave).toList());
  }

  private boolean mayHave(String entry) {
    Path path = Path.of(entry);
    if (path.endsWith("test-classes")) {
      return false;
    }
    for (String other : MODULES) {
      boolean isItsClasses = path.endsWith(Path.of(other, "target", "classes"));
      boolean isItsJar = path.getFileName().toString().matches(other + "-[0-9].*\\.jar");
      if (isItsClasses || isItsJar) {
        return modules.contains(other);
      }
    }
    return true;
  }
}
