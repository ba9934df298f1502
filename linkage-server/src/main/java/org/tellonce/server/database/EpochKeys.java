package org.tellonce.server.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Optional;
import org.tellonce.protocol.ExitCode;

/// The index keys of the epochs, each in a file `index-key-EPOCH` of mode 0600: made when the epoch opens, destroyed when it is closed. What outlives epochs is sealed
/// under the server's own index key.
///
/// @see "keys.md, Epochs"
public final class EpochKeys {
  private final Path folder;
  private final SecureRandom random;

  /// @param folder where the server's own index key lies
  public EpochKeys(Path folder, SecureRandom random) {
    this.folder = folder;
    this.random = random;
  }

  /// The file of an epoch.
  public Path file(long epoch) {
    return folder.resolve("index-key-" + epoch);
  }

  /// The key of an epoch, if it is here.
  ///
  /// @throws org.tellonce.protocol.Stop [ExitCode#KEY] if its file cannot be used
  public Optional<IndexKey> find(long epoch) {
    return Files.exists(file(epoch)) ? Optional.of(IndexKey.load(file(epoch)).orStop(ExitCode.KEY)) : Optional.empty();
  }

  /// The key of an epoch that opens: one that is here already was made by an opening that was broken off.
  public IndexKey open(long epoch) {
    return find(epoch).orElseGet(() -> keep(epoch, IndexKey.random(random)));
  }

  /// Makes this the key of an epoch, unless it has one.
  public IndexKey keep(long epoch, IndexKey key) {
    return find(epoch).orElseGet(() -> {
      key.save(file(epoch));
      force(folder);
      return key;
    });
  }

  /// Overwrites the key of an epoch, waits until that is on the disk, and deletes the file. What was sealed under it can be read by nobody any more.
  public void destroy(long epoch) {
    Path file = file(epoch);
    if (!Files.exists(file)) {
      return;
    }
    try {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        ByteBuffer zeros = ByteBuffer.allocate((int) channel.size());
        while (zeros.hasRemaining()) {
          channel.write(zeros);
        }
        channel.force(true);
      }
      Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    force(folder);
  }

  private static void force(Path folder) {
    try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
      channel.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
