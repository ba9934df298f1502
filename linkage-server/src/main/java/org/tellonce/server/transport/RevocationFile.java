package org.tellonce.server.transport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// `revoked.pem` in the server's folder: the installed [RevocationList].
public record RevocationFile(Path path) {
  /// The file's name.
  public static final String NAME = "revoked.pem";

  /// The installed list, verified anew; nothing if none is installed.
  ///
  /// @param root of the rules
  public Parsed<Optional<RevocationList>> installed(X509Certificate root, Instant now) {
    return Files.exists(path) ? read(root, now).map(Optional::of) : new Parsed.Valid<>(Optional.empty());
  }

  /// What the installed file is known by in the log, verified or not; nothing if none is installed.
  public Optional<Digest> digest() {
    try {
      return Files.exists(path) ? Optional.of(RevocationList.digest(Files.readAllBytes(path))) : Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// The list in this file, installed or offered.
  public Parsed<RevocationList> read(X509Certificate root, Instant now) {
    try {
      if (!Files.isRegularFile(path) || Files.size(path) > RevocationList.MAX_BYTES) {
        return new Parsed.Rejected<>(List.of(new Problem(path.toString(), "no file, or too long for a revocation list")));
      }
      return RevocationList.parse(Files.readAllBytes(path), root, now).in(path.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
