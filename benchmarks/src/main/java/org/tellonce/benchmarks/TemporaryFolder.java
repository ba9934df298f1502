package org.tellonce.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/// A folder that is deleted with all its files when it is closed.
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
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
      Files.delete(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
