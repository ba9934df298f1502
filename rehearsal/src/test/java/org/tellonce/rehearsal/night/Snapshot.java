package org.tellonce.rehearsal.night;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/// A copy of a folder, to go back to: a backup of the server, or the evening before a night that is to be broken off many times.
record Snapshot(Path original, Path copy) {

  /// Copies a folder beside it.
  static Snapshot of(Path folder, String name) {
    Snapshot snapshot = taken(folder, name);
    delete(snapshot.copy);
    copy(folder, snapshot.copy);
    return snapshot;
  }

  /// One that was taken before.
  static Snapshot taken(Path folder, String name) {
    return new Snapshot(folder, folder.resolveSibling(folder.getFileName() + "-" + name));
  }

  /// Puts the folder back as it was.
  void restore() {
    delete(original);
    copy(copy, original);
  }

  static void copy(Path from, Path to) {
    for (Path path : walk(from)) {
      try {
        Files.copy(path, to.resolve(from.relativize(path).toString()), StandardCopyOption.COPY_ATTRIBUTES);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }

  static void delete(Path folder) {
    if (Files.exists(folder)) {
      for (Path path : walk(folder).reversed()) {
        try {
          Files.delete(path);
        } catch (IOException e) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private static List<Path> walk(Path folder) {
    try (Stream<Path> all = Files.walk(folder)) {
      return all.sorted(Comparator.naturalOrder()).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
