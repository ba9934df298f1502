package org.tellonce.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// A file that is there whole or not at all: written beside its place, forced to the disk, then renamed.
///
/// Whatever fails on the way is an [UncheckedIOException] and leaves the old file, or none, as it was.
public enum AtomicFile {
  /// Mode 0600 from its first moment.
  SECRET("rw-------"),
  /// Mode 0644, whatever the process's umask says.
  PUBLIC("rw-r--r--");

  private static final String SUFFIX = ".new";

  private final Set<PosixFilePermission> mode;

  AtomicFile(String mode) {
    this.mode = PosixFilePermissions.fromString(mode);
  }

  /// Writes a file that is not there yet.
  ///
  /// @throws UncheckedIOException of a [FileAlreadyExistsException] if something of this name is there
  public void create(Path path, byte[] content) {
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      throw new UncheckedIOException(new FileAlreadyExistsException(path.toString()));
    }
    replace(path, content);
  }

  /// Writes a file, in the place of an older one if there is one.
  public void replace(Path path, byte[] content) {
    try {
      Path folder = folder(path);
      removeLeftovers(folder, path);
      Path temporary = Files.createTempFile(folder, prefix(path), SUFFIX, ownerOnly("rw-------"));
      // The lock, held until the file has its name, tells another run that this one is alive.
      try (FileChannel out = FileChannel.open(temporary, StandardOpenOption.WRITE); FileLock _ = out.lock()) {
        ByteBuffer bytes = ByteBuffer.wrap(content);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
        Files.setPosixFilePermissions(temporary, mode);
        out.force(true);
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE);
      } finally {
        Files.deleteIfExists(temporary);
      }
      force(folder);
    } catch (FileSystemException e) {
      throw new UncheckedIOException(e);
    } catch (IOException e) {
      // A full disk comes without the file's name.
      throw new UncheckedIOException(new FileSystemException(path.toString(), null, e.getMessage()));
    }
  }

  private static String prefix(Path path) {
    return "." + path.getFileName() + ".";
  }

  /// What a run that was killed left of this very file: nobody else would remove it, and it may hold plaintext.
  private static void removeLeftovers(Path folder, Path path) throws IOException {
    Pattern leftover = Pattern.compile(Pattern.quote(prefix(path)) + "[0-9]+" + Pattern.quote(SUFFIX));
    try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, file -> leftover.matcher(String.valueOf(file.getFileName())).matches())) {
      for (Path file : files) {
        removeUnlessWritten(file);
      }
    }
  }

  /// A file that is being written now is locked. One that another user left stays.
  private static void removeUnlessWritten(Path file) {
    try (FileChannel left = FileChannel.open(file, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS)) {
      if (left.tryLock() != null) {
        Files.delete(file);
      }
    } catch (IOException | OverlappingFileLockException e) {
      // The next write tries again; this one must not fail for it.
    }
  }

  /// For a command that makes several files: all or none of them.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if one of them is there already
  static void refuseExisting(List<Path> paths) {
    for (Path path : paths) {
      if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
        throw new Stop(ExitCode.DATA_REFUSED, path + ": already there; nothing was written (move it away first if it is to be replaced)");
      }
    }
  }

  /// Makes the folder of a keyring or of other secrets, mode 0700, with those above it; one that is there stays as it is.
  public static void createFolder(Path folder) {
    try {
      if (!Files.isDirectory(folder)) {
        Files.createDirectories(folder, ownerOnly("rwx------"));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Gives a folder whose files are on the disk its name: there whole or not at all.
  public static void publishFolder(Path finished, Path name) {
    try {
      Files.move(finished, name, StandardCopyOption.ATOMIC_MOVE);
      force(folder(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static FileAttribute<Set<PosixFilePermission>> ownerOnly(String mode) {
    return PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode));
  }

  private static Path folder(Path path) {
    Path folder = path.toAbsolutePath().getParent();
    if (folder == null) {
      throw new IllegalArgumentException("a file lies in a folder");
    }
    return folder;
  }

  /// A rename is on the disk when its folder is.
  private static void force(Path folder) throws IOException {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    }
  }
}
