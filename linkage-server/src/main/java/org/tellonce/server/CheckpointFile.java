package org.tellonce.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.SignedNote;

/// An agency's `state/log/checkpoint`: the one that its client cosigned last.
record CheckpointFile(Path path) {

  /// The checkpoint; what its signatures are worth is not looked at.
  ///
  /// @throws Stop with [ExitCode#DATA_REFUSED] if the file holds none
  SignedCheckpoint read() {
    try {
      if (!Files.isRegularFile(path) || Files.size(path) > SignedNote.MAX_BYTES) {
        throw new Stop(ExitCode.DATA_REFUSED, path + ": is no checkpoint");
      }
      return SignedCheckpoint.parse(Files.readAllBytes(path)).in(path.toString()).orStop(ExitCode.DATA_REFUSED);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
