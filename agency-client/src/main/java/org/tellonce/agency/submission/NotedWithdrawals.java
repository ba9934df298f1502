package org.tellonce.agency.submission;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.encoding.RecordToken;

/// Withdrawals that were asked for while another run held the [NightLock]: a young person does not wait for the end of a night. One line each, mode 0600, on the
/// disk before anybody is told that it is noted; whoever holds the night's lock next moves them into the ledger.
///
/// The file is emptied, never deleted: its own lock, held for the length of a write, is on this very file, and a line could else be written into one that is gone.
///
/// @param path where it lies: `state/withdrawals` in the agency's folder
/// @see "submission.md, The client's ledger"
record NotedWithdrawals(Path path) {

  private static final String HERE = "agency";
  private static final String EVERYWHERE = "all_linked";

  /// Keeps a withdrawal.
  ///
  /// @throws UncheckedIOException if it could not be kept; then nothing of it is here
  void note(RecordToken token, boolean everywhere) {
    byte[] line = (token + " " + (everywhere ? EVERYWHERE : HERE) + "\n").getBytes(US_ASCII);
    try (FileChannel file = open(); FileLock _ = file.lock()) {
      long end = wholeLines(file).length();
      try {
        ByteBuffer bytes = ByteBuffer.wrap(line);
        file.truncate(end).position(end);
        while (bytes.hasRemaining()) {
          file.write(bytes);
        }
        file.force(true);
      } catch (IOException e) {
        file.truncate(end);
        throw e;
      }
      forceFolder();
    } catch (IOException e) {
      throw named(e);
    }
  }

  /// A ledger with what is noted here, for a command that only looks.
  Ledger addedTo(Ledger ledger) {
    if (!Files.exists(path)) {
      return ledger;
    }
    try (FileChannel file = FileChannel.open(path, StandardOpenOption.READ)) {
      return addedTo(ledger, wholeLines(file), _ -> {
      });
    } catch (IOException e) {
      throw named(e);
    }
  }

  /// Moves what is noted here into a ledger. It is written before anything is forgotten: broken off in between, the same is moved once more, which changes nothing.
  ///
  /// @param write puts a ledger on the disk
  /// @param notice takes a line for a person
  Ledger moveInto(Ledger ledger, Consumer<Ledger> write, Consumer<String> notice) {
    if (!Files.exists(path)) {
      return ledger;
    }
    try (FileChannel file = open(); FileLock _ = file.lock()) {
      String lines = wholeLines(file);
      if (lines.isEmpty()) {
        return ledger;
      }
      Ledger with = addedTo(ledger, lines, notice);
      write.accept(with);
      file.truncate(0);
      file.force(true);
      return with;
    } catch (IOException e) {
      throw named(e);
    }
  }

  private Ledger addedTo(Ledger ledger, String lines, Consumer<String> notice) {
    Ledger with = ledger;
    List<String> all = lines.lines().toList();
    List<Integer> damaged = new ArrayList<>();
    for (int i = 0; i < all.size(); i++) {
      String[] words = all.get(i).split(" ", -1);
      if (words.length == 2 && Set.of(HERE, EVERYWHERE).contains(words[1])
          && RecordToken.parse(words[0]) instanceof Parsed.Valid<RecordToken>(RecordToken token)) {
        with = with.withWithdrawal(token, words[1].equals(EVERYWHERE));
      } else {
        damaged.add(i + 1);
      }
    }
    damaged.forEach(line -> notice.accept(path + ", line " + line + ": not a withdrawal; repeat withdrawals that were asked for during a night"));
    return with;
  }

  private FileChannel open() throws IOException {
    return FileChannel.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE), PosixFilePermissions
        .asFileAttribute(PosixFilePermissions.fromString("rw-------")));
  }

  /// What follows the last line feed was cut off before anybody was told that it is noted.
  private static String wholeLines(FileChannel file) throws IOException {
    file.position(0);
    String text = new String(Channels.newInputStream(file).readAllBytes(), US_ASCII);
    return text.substring(0, text.lastIndexOf('\n') + 1);
  }

  /// A new file is on the disk when its folder is.
  private void forceFolder() throws IOException {
    try (FileChannel folder = FileChannel.open(path.toAbsolutePath().resolveSibling("."), StandardOpenOption.READ)) {
      folder.force(true);
    }
  }

  /// A full disk comes without the file's name.
  private UncheckedIOException named(IOException e) {
    return new UncheckedIOException(e instanceof FileSystemException ? e : new FileSystemException(path.toString(), null, e.getMessage()));
  }
}
