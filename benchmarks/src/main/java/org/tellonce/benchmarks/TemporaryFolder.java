package org.tellonce.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/// A folder that is deleted with all that is in it when it is closed.
public record TemporaryFolder(Path path) implements AutoCloseable {

  /// A new, empty folder.
  public static TemporaryFolder create() {
    try {
      return new TemporaryFolder(Files.createTempDirectory("tellonce-benchmark-"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void close() {
    try (Stream<Path> files = Files.walk(path)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
