package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// A [CertificateRequest] in PEM, `agency.csr`.
public record CertificateRequestFile(Path path) {
  private static final long MAX_BYTES = 1 << 16;

  /// The request, the file's name before each problem.
  public Parsed<CertificateRequest> read() {
    return text().flatMap(pem -> CertificateRequest.parse(pem).in(path.toString()));
  }

  /// The request of an issuing CA, the file's name before each problem.
  Parsed<IssuingRequest> readIssuing() {
    return text().flatMap(pem -> IssuingRequest.parse(pem).in(path.toString()));
  }

  private Parsed<String> text() {
    try {
      if (!Files.isRegularFile(path)) {
        return new Parsed.Rejected<>(List.of(new Problem(path.toString(), "no such file")));
      }
      if (Files.size(path) > MAX_BYTES) {
        return new Parsed.Rejected<>(List.of(new Problem(path.toString(), "larger than 64 KiB")));
      }
      // PEM is ASCII; other bytes are for the parser to refuse.
      return new Parsed.Valid<>(Files.readString(path, ISO_8859_1));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes a request that [CertificateRequest#create] made, mode 0644.
  ///
  /// @throws UncheckedIOException also if the file is there already
  public void create(String pem) {
    AtomicFile.PUBLIC.create(path, pem.getBytes(UTF_8));
  }
}
