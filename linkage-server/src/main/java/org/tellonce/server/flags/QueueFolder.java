package org.tellonce.server.flags;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;
import org.tellonce.protocol.Parsed;
import org.tellonce.server.flags.Queue.Closing;

/// The folder `queue` of the server's: the coordinator's decisions, a file each, that the server has not taken yet.
///
/// @param path may be missing
public record QueueFolder(Path path) {
  /// The folder's name.
  public static final String NAME = "queue";

  /// Where the decision on an item lies until it is taken.
  public Path file(long item) {
    return path.resolve(item + ".json");
  }

  /// Hands all decisions on, and removes what was taken.
  ///
  /// @param close takes one
  /// @return a line for the operator about each file
  public List<String> take(Function<QueueDecision, Closing> close) {
    if (!Files.isDirectory(path)) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    try (Stream<Path> files = Files.list(path)) {
      for (Path file : files.filter(one -> one.getFileName().toString().matches("[1-9][0-9]{0,9}\\.json")).sorted().toList()) {
        lines.add(file.getFileName() + ": " + taken(file, close));
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return lines;
  }

  private static String taken(Path file, Function<QueueDecision, Closing> close) throws IOException {
    if (Files.size(file) > QueueDecision.MAX_BYTES || !(QueueDecision.parse(Files.readAllBytes(file)) instanceof Parsed.Valid<
        QueueDecision>(QueueDecision decision))) {
      return "no decision on an item of the queue: not taken";
    }
    return switch (close.apply(decision)) {
      case CLOSED -> "item " + decision.item() + " of the queue is closed, " + decision.outcome().word();
      case CLOSED_BEFORE -> "item " + decision.item() + " of the queue was closed before: not taken";
      case UNKNOWN -> "no item " + decision.item() + " in the queue: not taken";
    };
  }
}
