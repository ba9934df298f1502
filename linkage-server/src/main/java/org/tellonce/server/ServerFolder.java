package org.tellonce.server;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// The folder that holds all of a server's files.
record ServerFolder(Path path) {
  private static final Set<PosixFilePermission> OWNER = PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> ALL = PosixFilePermissions.fromString("rw-r--r--");

  /// What `server.toml` says.
  ///
  /// @throws Stop [ExitCode#DATA_REFUSED] with everything that is wrong with it
  ServerConfig config() {
    try {
      return ServerConfig.parse(Files.readString(path.resolve(ServerConfig.FILE), UTF_8), path).orStop(ExitCode.DATA_REFUSED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Makes the folder, mode 0700; one that is there stays as it is.
  void create() {
    try {
      if (!Files.isDirectory(path)) {
        Files.createDirectories(path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All or none of several new files.
  ///
  /// @throws Stop [ExitCode#DATA_REFUSED] if one of them is there already
  static void refuseExisting(List<Path> files) {
    for (Path file : files) {
      if (Files.exists(file, LinkOption.NOFOLLOW_LINKS)) {
        throw new Stop(ExitCode.DATA_REFUSED, file + ": already there; nothing was written (move it away first if it is to be replaced)");
      }
    }
  }

  /// Writes a file that only its owner may read, whole or not at all.
  static void writeSecret(Path file, String text) {
    write(file, text.getBytes(UTF_8), OWNER);
  }

  /// Writes a file that everybody may read, whole or not at all.
  static void write(Path file, byte[] bytes) {
    write(file, bytes, ALL);
  }

  private static void write(Path file, byte[] bytes, Set<PosixFilePermission> mode) {
    try {
      Path folder = Objects.requireNonNull(file.toAbsolutePath().getParent(), "a file lies in a folder");
      Path temporary = Files.createTempFile(folder, ".", ".new", PosixFilePermissions.asFileAttribute(OWNER));
      try {
        try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
          ByteBuffer content = ByteBuffer.wrap(bytes);
          while (content.hasRemaining()) {
            out.write(content);
          }
          Files.setPosixFilePermissions(temporary, mode);
          out.force(true);
        }
        Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
      try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
        channel.force(true);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
