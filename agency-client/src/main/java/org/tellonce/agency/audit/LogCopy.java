package org.tellonce.agency.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tellonce.keys.AtomicFile;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.audit.Commitment;
import org.tellonce.protocol.audit.LoggedEvent;
import org.tellonce.protocol.audit.SignedCheckpoint;

/// The witness's own copy of the log: the last checkpoint that it cosigned, every leaf below it, and the events that its agency may read. What lies behind the
/// checkpoint's size was written by a night that did not come to its end, and does not count.
///
/// @param folder `state/log` in the agency's folder
/// @see "docs/operating/agency.md, The folder"
public record LogCopy(Path folder) {
  private static final int MAX_LINE = 1 << 20;

  /// The last checkpoint that was cosigned; none on the first night.
  ///
  /// @throws Stop with [ExitCode#LOG_CONTRADICTS] if it cannot be read: nobody can say any more what this client has seen
  public Optional<SignedCheckpoint> checkpoint() {
    return read(path("checkpoint")).map(bytes -> switch (SignedCheckpoint.parse(bytes)) {
      case Parsed.Valid<SignedCheckpoint>(SignedCheckpoint checkpoint) -> checkpoint;
      case Parsed.Rejected<SignedCheckpoint> _ -> throw new Stop(ExitCode.LOG_CONTRADICTS, path("checkpoint")
          + ": no checkpoint (damaged); restore state/log from your copy, else tell two custodians: without it nobody can say what this client has seen");
    });
  }

  /// The leaves below a size, one behind the other; fewer if the copy has not so many.
  public List<Commitment> leaves(long size) {
    byte[] bytes = read(path("leaves")).orElseGet(() -> new byte[0]);
    int count = Math.toIntExact(Math.min(size, bytes.length / Commitment.BYTES));
    List<Commitment> leaves = new ArrayList<>(count);
    for (int i = 0; i < count; i++) {
      leaves.add(Commitment.ofBytes(Arrays.copyOfRange(bytes, i * Commitment.BYTES, (i + 1) * Commitment.BYTES)));
    }
    return leaves;
  }

  /// The events of the copy.
  ///
  /// @param events below a size, in the order of the log
  /// @param damaged lines that are none, or out of order; the first is 1
  public record Events(List<LoggedEvent> events, List<Integer> damaged) {
    public Events {
      events = List.copyOf(events);
      damaged = List.copyOf(damaged);
    }
  }

  /// The events that were read below a size.
  public Events events(long size) {
    String text = read(path("events")).map(bytes -> new String(bytes, UTF_8)).orElse("");
    List<LoggedEvent> events = new ArrayList<>();
    List<Integer> damaged = new ArrayList<>();
    int number = 0;
    // What follows the last line feed was cut off.
    for (String line : text.substring(0, text.lastIndexOf('\n') + 1).lines().toList()) {
      number++;
      long before = events.isEmpty() ? -1 : events.getLast().index();
      if (!(LoggedEvent.JSON.parse(line.getBytes(UTF_8), MAX_LINE) instanceof Parsed.Valid<LoggedEvent>(LoggedEvent event)) || event
          .index() <= before) {
        damaged.add(number);
      } else if (event.index() < size) {
        events.add(event);
      }
    }
    return new Events(events, damaged);
  }

  /// Keeps a checkpoint with its leaves and events. Whatever breaks it off, the checkpoint of before holds, and the next night goes on from there.
  ///
  /// @param leaves all of them
  /// @param keptLeaves how many of them stand in the copy and stay
  /// @param events all of them
  /// @param keptEvents how many of them stand in the copy and stay
  void keep(SignedCheckpoint checkpoint, List<Commitment> leaves, int keptLeaves, List<LoggedEvent> events, int keptEvents) {
    List<Commitment> newLeaves = leaves.subList(keptLeaves, leaves.size());
    ByteBuffer bytes = ByteBuffer.allocate(newLeaves.size() * Commitment.BYTES);
    newLeaves.forEach(leaf -> bytes.put(leaf.toBytes()));
    write(path("leaves"), (long) keptLeaves * Commitment.BYTES, bytes.array());
    if (keptEvents == 0) {
      // Nothing may be missing in between, should this be broken off: then what is not there yet would seem to be there.
      AtomicFile.SECRET.replace(path("events"), lines(events));
    } else {
      write(path("events"), lines(events.subList(0, keptEvents)).length, lines(events.subList(keptEvents, events.size())));
    }
    AtomicFile.SECRET.replace(path("checkpoint"), checkpoint.toBytes());
  }

  /// Copies the copy into another folder, as it lies there.
  void copyTo(Path other) {
    for (String name : List.of("checkpoint", "leaves", "events")) {
      Optional<byte[]> bytes = read(path(name));
      if (bytes.isPresent()) {
        AtomicFile.SECRET.replace(other.resolve(name), bytes.get());
      }
    }
  }

  private static byte[] lines(List<LoggedEvent> events) {
    var text = new StringBuilder();
    events.forEach(event -> text.append(new String(event.toBytes(), UTF_8)).append('\n'));
    return text.toString().getBytes(UTF_8);
  }

  private static void write(Path path, long from, byte[] content) {
    try (FileChannel file = FileChannel.open(path, Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE), PosixFilePermissions.asFileAttribute(
        PosixFilePermissions.fromString("rw-------")))) {
      file.truncate(from);
      file.position(from);
      ByteBuffer bytes = ByteBuffer.wrap(content);
      while (bytes.hasRemaining()) {
        file.write(bytes);
      }
      file.force(true);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Path path(String name) {
    return folder.resolve(name);
  }

  private static Optional<byte[]> read(Path path) {
    try {
      return Files.exists(path) ? Optional.of(Files.readAllBytes(path)) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
