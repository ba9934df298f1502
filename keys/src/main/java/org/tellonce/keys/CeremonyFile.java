package org.tellonce.keys;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.custody.Ceremony;
import org.tellonce.protocol.custody.SignedTranscript;
import org.tellonce.protocol.custody.SignedWrap;

/// A file that a ceremony leaves: `ceremony-EPOCH.json`, `transcript.json`, `AGENCY.wrap.json`. None holds a secret in the clear.
///
/// @see "keys.md, Ceremony"
public record CeremonyFile(Path path) {

  /// @throws Stop with [ExitCode#KEY] if it holds no ceremony
  Ceremony ceremony() {
    return Ceremony.parse(bytes()).in(path.toString()).orStop(ExitCode.KEY);
  }

  /// @throws Stop with [ExitCode#KEY] if it holds no transcript
  SignedTranscript transcript() {
    return SignedTranscript.parse(bytes()).in(path.toString()).orStop(ExitCode.KEY);
  }

  /// The wrap in `AGENCY.wrap.json`. Whether it is to be believed is told by [Unwrapping].
  ///
  /// @throws Stop with [ExitCode#KEY] if it holds none
  public SignedWrap wrap() {
    Parsed<SignedWrap> parsed = SignedWrap.parse(bytes());
    return parsed.in(path.toString()).orStop(ExitCode.KEY);
  }

  private byte[] bytes() {
    try {
      if (!Files.isRegularFile(path)) {
        throw new Stop(ExitCode.KEY, path + ": no such file");
      }
      if (Files.size(path) > SignedTranscript.MAX_BYTES) {
        throw new Stop(ExitCode.KEY, path + ": larger than 1 MiB");
      }
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
