package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.audit.Restart;
import org.tellonce.protocol.audit.SignedRestart;

/// A restart on a custodian's disk, with the signatures so far.
///
/// @see "audit.md, Restart"
record RestartFile(Path path) {

  /// The restart in the file.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if it holds none
  SignedRestart open() {
    if (Files.isDirectory(path)) {
      throw new Stop(ExitCode.DATA_REFUSED, path + ": is a folder, not a file");
    }
    try {
      if (Files.size(path) > SignedRestart.MAX_BYTES) {
        throw new Stop(ExitCode.DATA_REFUSED, path + ": larger than a restart may be (" + SignedRestart.MAX_BYTES + " bytes)");
      }
      Parsed<SignedRestart> parsed = SignedRestart.parse(Files.readAllBytes(path));
      return parsed.in(path.toString()).orStop(ExitCode.DATA_REFUSED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void replace(SignedRestart signed) {
    AtomicFile.PUBLIC.replace(path, signed.toText().getBytes(UTF_8));
  }

  /// What a custodian signs, in plain words.
  static void describe(Restart restart, PrintWriter out) {
    out.println("Restart of the log " + restart.origin() + ", written on " + restart.on());
    out.println("digest " + restart.digest());
    out.println("reason given: " + restart.reason());
    out.println(restart.kept() == 0 ? "No leaf of the log stays." : "The first " + restart.kept()
        + " leaves of the log stay as every witness has them.");
    out.println(restart.givenUp() == 0 ? "No leaf that a witness had cosigned is given up; what came after the last cosignature is."
        : "Up to " + restart.givenUp() + " leaves after them are given up: the largest checkpoint that was lost had " + restart.lost() + ".");
    out.println(
        "What agencies did in between (submissions, withdrawals, openings) is in the log no more. Each agency's next night says which of its own.");
    out.println("Whoever signs this lets the server forget it. Sign only if you know why the database had to be restored, and from which backup.");
  }
}
