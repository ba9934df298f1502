package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tellonce.protocol.Failure;

/// What a program says when it fails, and the file it leaves when the mistake is ours, mode 0600. A timer's working directory is often `/`, which its user cannot
/// write: so there are several folders to try, and at last the machine's for temporary files.
///
/// @param program as the user called it
/// @param folders where the file may go, the best first
public record IncidentFile(String program, List<Path> folders) {

  public IncidentFile {
    folders = List.copyOf(folders);
  }

  /// Tells a failure, in one line and perhaps a second that names the file.
  ///
  /// @return the exit code's number
  public int tell(Failure failure, PrintWriter err) {
    err.println(program + ": " + failure.line());
    String incident = failure.incident();
    if (incident != null) {
      err.println(program + ": " + write(incident).map(file -> Failure.askFor(file.toString())).orElseGet(
          () -> "please tell us, for no incident file could be written: " + types(incident)));
    }
    return failure.code().number();
  }

  private Optional<Path> write(String incident) {
    return Stream.concat(folders.stream(), Stream.of(Path.of(System.getProperty("java.io.tmpdir")))).flatMap(folder -> written(folder, incident)
        .stream()).findFirst();
  }

  private static Optional<Path> written(Path folder, String incident) {
    try {
      Path file = Files.createTempFile(folder.toAbsolutePath(), "incident-", ".txt");
      try {
        return Optional.of(Files.writeString(file, incident, UTF_8));
      } catch (IOException e) {
        Files.deleteIfExists(file);
        return Optional.empty();
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /// The exceptions without their places.
  private static String types(String incident) {
    return incident.lines().skip(1).filter(line -> !line.startsWith(" ")).collect(Collectors.joining(", "));
  }
}
