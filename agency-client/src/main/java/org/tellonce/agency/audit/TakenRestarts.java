package org.tellonce.agency.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.tellonce.keys.AtomicFile;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.RestartEvent;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.SignedRestart;

/// The restarts that this witness has taken, each in a folder with the whole copy of the log as it was before: the proof of what was given up. The folder is there
/// before the copy is changed; as long as the copy still has the checkpoint of before, the restart is not taken yet, and a night that was broken off begins again
/// from the folder.
///
/// @param folder `state/log` in the agency's folder
/// @see "audit.md, Restart"
public record TakenRestarts(Path folder) {
  private static final String PREFIX = "restart-";
  private static final String FILE = "restart.json";
  private static final int NAME_DIGITS = 16;

  /// A restart and the copy of before it.
  record Taken(SignedRestart signed, LogCopy before) {}

  /// Every one, also one that a night has only begun with.
  List<Taken> all() {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> String.valueOf(file.getFileName()).matches(PREFIX + "[0-9a-f]+")).sorted(Comparator.naturalOrder()).map(
          TakenRestarts::read).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Taken read(Path of) {
    try {
      return new Taken(SignedRestart.parse(Files.readAllBytes(of.resolve(FILE))).in(of.resolve(FILE).toString()).orStop(ExitCode.LOG_CONTRADICTS),
          new LogCopy(of));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The one with which a night was broken off before the copy was that of the restarted log.
  Optional<Taken> unfinished(Optional<SignedCheckpoint> held) {
    return held.flatMap(checkpoint -> all().stream().filter(taken -> isOf(taken, checkpoint)).findFirst());
  }

  /// Those that were taken, in the state of the copy with this checkpoint.
  List<Taken> finished(Optional<SignedCheckpoint> held) {
    return all().stream().filter(taken -> held.isEmpty() || !isOf(taken, held.get())).toList();
  }

  private static boolean isOf(Taken taken, SignedCheckpoint checkpoint) {
    return taken.before().checkpoint().filter(before -> Arrays.equals(before.toBytes(), checkpoint.toBytes())).isPresent();
  }

  /// Whether this witness has seen a restart used: taken it, or cosigned a log in which its event stands. One that is used a second time would let the log be
  /// forked again under the same paper.
  ///
  /// @param copy as it is now, of `held`
  boolean isUsed(Digest document, LogCopy copy, Optional<SignedCheckpoint> held) {
    return finished(held).stream().anyMatch(taken -> taken.signed().restart().digest().equals(document) || stands(document, taken.before()))
        || stands(document, copy);
  }

  /// Whether the event of a restart stands in a copy.
  static boolean stands(Digest document, LogCopy copy) {
    long size = copy.checkpoint().map(checkpoint -> checkpoint.checkpoint().size()).orElse(0L);
    return copy.events(size).events().stream().anyMatch(event -> isEventOf(document, event));
  }

  /// Whether an event is that of a restart.
  static boolean isEventOf(Digest document, LoggedEvent logged) {
    return logged.event() instanceof RestartEvent event && event.document().equals(document);
  }

  /// Puts down that a restart is being taken, with the copy as it is before: whole or not at all.
  void begin(SignedRestart signed, LogCopy before) {
    Path name = folder.resolve(PREFIX + signed.restart().digest().hex().substring(0, NAME_DIGITS));
    if (Files.isDirectory(name)) {
      return;
    }
    Path making = folder.resolve("." + name.getFileName() + ".new");
    AtomicFile.createFolder(making);
    before.copyTo(making);
    AtomicFile.SECRET.replace(making.resolve(FILE), signed.toText().getBytes(UTF_8));
    AtomicFile.publishFolder(making, name);
  }
}
