package org.tellonce.rehearsal.comparison;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import org.tellonce.rehearsal.Main;

/// A command that was run, and what it said.
///
/// @param exit the exit code
public record Terminal(int exit, String out, String err) {

  /// Runs a command on 1 July 2026.
  ///
  /// @param incidents the folder for an incident file
  public static Terminal run(Path incidents, String... args) {
    var out = new StringWriter();
    var err = new StringWriter();
    int exit = Main.run(args, InstantSource.fixed(Instant.parse("2026-07-01T03:00:00Z")), new SecureRandom(), new PrintWriter(out), new PrintWriter(
        err),
        incidents);
    return new Terminal(exit, out.toString(), err.toString());
  }
}
