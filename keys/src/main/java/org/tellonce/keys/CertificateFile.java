package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.keys.Pem;

/// Certificates in PEM, the holder's first, then those above it.
///
/// @see "keys.md, Certificates"
public record CertificateFile(Path path) {
  private static final long MAX_BYTES = 1 << 16;

  /// At least one certificate, in the file's order.
  public Parsed<List<X509Certificate>> read() {
    try {
      if (!Files.isRegularFile(path)) {
        return CertificateFile.<List<X509Certificate>>refused("no such file").in(path.toString());
      }
      if (Files.size(path) > MAX_BYTES) {
        return CertificateFile.<List<X509Certificate>>refused("larger than 64 KiB").in(path.toString());
      }
      return parse(Files.readAllBytes(path)).in(path.toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes the file, mode 0644, in the place of an older one.
  public void replace(List<X509Certificate> certificates) {
    AtomicFile.PUBLIC.replace(path, text(certificates).getBytes(UTF_8));
  }

  /// At least one certificate, in the text's order.
  public static Parsed<List<X509Certificate>> parse(byte[] pem) {
    try {
      Collection<?> found = CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(pem));
      List<X509Certificate> certificates = found.stream().map(X509Certificate.class::cast).toList();
      return certificates.isEmpty() ? refused("holds no certificate") : new Parsed.Valid<>(certificates);
    } catch (CertificateException e) {
      return refused("not certificates in PEM");
    }
  }

  private static <T> Parsed<T> refused(String rule) {
    return new Parsed.Rejected<>(List.of(new Problem("", rule)));
  }

  /// Writes the file, mode 0644.
  ///
  /// @throws UncheckedIOException also if it is there already
  public void create(List<X509Certificate> certificates) {
    AtomicFile.PUBLIC.create(path, text(certificates).getBytes(UTF_8));
  }

  /// The file's text.
  static String text(List<X509Certificate> certificates) {
    return certificates.stream().map(CertificateFile::pem).collect(joining());
  }

  private static String pem(X509Certificate certificate) {
    try {
      return Pem.block("CERTIFICATE", certificate.getEncoded());
    } catch (CertificateEncodingException e) {
      throw new IllegalStateException("a certificate has its encoding", e);
    }
  }
}
