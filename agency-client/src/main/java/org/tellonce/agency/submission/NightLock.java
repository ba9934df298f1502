package org.tellonce.agency.submission;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;

/// One client at a time for one agency folder: held while the ledger may change. The operating system lets go of it when the process ends, however it ends.
public final class NightLock implements AutoCloseable {

  private final FileChannel channel;

  private NightLock(FileChannel channel) {
    this.channel = channel;
  }

  /// Takes the lock file of an agency's state folder.
  ///
  /// @throws Stop with [ExitCode#ALREADY_RUNNING] if another process holds it
  public static NightLock take(Path file) {
    return takeIfFree(file).orElseThrow(() -> new Stop(ExitCode.ALREADY_RUNNING, "another run for this agency is at work (it holds " + file
        + "); let it end, then run this again"));
  }

  /// Takes the lock file, unless another process holds it.
  static Optional<NightLock> takeIfFree(Path file) {
    try {
      FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (tryLock(channel) != null) {
        return Optional.of(new NightLock(channel));
      }
      channel.close();
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable FileLock tryLock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
