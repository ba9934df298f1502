package org.tellonce.agency.audit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.tellonce.keys.AtomicFile;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.SignedRestart;

/// What people are told of a night as a witness: one line if all is well, else an incident file with both checkpoints and the end of the command.
///
/// @param folder where incident files go: `state/log`
public record WitnessReport(Path folder) {
  private static final DateTimeFormatter STAMP = DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  /// The line of a night without a finding.
  ///
  /// @throws Stop with [ExitCode#LOG_CONTRADICTS] if there is one
  public String line(Witness.Outcome outcome, Instant now) {
    return switch (outcome) {
      case Witness.Outcome.Cosigned cosigned -> line(cosigned);
      case Witness.Outcome.Restarted(Witness.Outcome.Cosigned cosigned, SignedRestart signed, long givenUp, String lost) -> line(cosigned)
          + "; it was restarted from " + signed.restart().kept() + " leaves, as " + String.join(" and ", signed.signatures().byName().keySet())
          + " signed on " + signed.restart().on() + " (" + signed.restart().reason() + "): " + givenUp
          + " leaves that this client had cosigned are given up; of what this agency did, in the log no more: " + lost;
      case Witness.Outcome.Contradicted(Finding finding) -> {
        Path file = folder.resolve(name(now));
        AtomicFile.SECRET.replace(file, text(finding, now).getBytes(UTF_8));
        throw new Stop(ExitCode.LOG_CONTRADICTS, "the server's log cannot be believed: " + finding.line()
            + "; it was not cosigned. Tell the privacy officer and two custodians, and give them " + file + ", which holds both checkpoints");
      }
    };
  }

  /// The incident files that were written after a time, the oldest first: what a night found and none has cosigned since.
  public List<Path> incidentsAfter(Instant time) {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> String.valueOf(file.getFileName()).matches("incident-[0-9]{8}-[0-9]{6}\\.txt")).filter(file -> String.valueOf(file
          .getFileName()).compareTo(name(time)) > 0).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String name(Instant time) {
    return "incident-" + STAMP.format(time) + ".txt";
  }

  private static String line(Witness.Outcome.Cosigned cosigned) {
    return "log: " + cosigned.size() + " leaves, " + cosigned.added() + " of them new, checked and cosigned";
  }

  private static String text(Finding finding, Instant now) {
    return "TellOnce, incident of " + now + "\n\n" + finding.kind() + ": " + finding.line() + "\n\n"
        + "What was submitted stays submitted, and flags stay as they are. Nothing was cosigned, and nothing will be until custodians have decided.\n"
        + "Do not delete state/log: the copy of the log there is the proof.\n\n"
        + "The last checkpoint that this client cosigned:\n\n" + finding.held().map(WitnessReport::note).orElse("none\n")
        + "\nThe checkpoint that the server shows now:\n\n" + finding.offered().map(WitnessReport::note).orElse("none that can be read\n");
  }

  private static String note(SignedCheckpoint checkpoint) {
    return new String(checkpoint.toBytes(), UTF_8);
  }
}
