package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.cert.CRLException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.tellonce.protocol.ExitCode;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.Stop;
import org.tellonce.protocol.keys.Pem;

/// A [RevocationList] for everyone, `revoked.pem`: the CRL, then the certificate of the issuing CA that signed it, then the root's.
///
/// @see "keys.md, Revocation list"
record RevocationFile(Path path) {
  private static final String TYPE = "X509 CRL";
  private static final List<String> BLOCKS = List.of(TYPE, "CERTIFICATE", "CERTIFICATE");
  private static final long MAX_BYTES = 4 << 20;

  /// A list and who signed it.
  record Signed(RevocationList list, X509Certificate issuer) {}

  boolean exists() {
    return Files.exists(path);
  }

  byte[] bytes() {
    try {
      return Files.readAllBytes(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// Writes a list, in the place of an older one.
  void replace(byte[] text) {
    AtomicFile.PUBLIC.replace(path, text);
  }

  /// Refuses to write over a file that is no revocation list.
  void refuseOther() {
    if (exists() && (!Files.isRegularFile(path) || !new String(bytes(), ISO_8859_1).startsWith("-----BEGIN " + TYPE))) {
      throw new Stop(ExitCode.DATA_REFUSED, path + ": already there, and no revocation list; nothing was written");
    }
  }

  /// The file's text.
  static byte[] text(X509CRL crl, X509Certificate issuer, X509Certificate root) {
    try {
      return (Pem.block(TYPE, crl.getEncoded()) + CertificateFile.text(List.of(issuer, root))).getBytes(UTF_8);
    } catch (CRLException e) {
      throw new IllegalStateException("a list has its encoding", e);
    }
  }

  /// The list, if an issuing CA below this very root signed it.
  Parsed<Signed> read(X509Certificate root) {
    try {
      if (Files.size(path) > MAX_BYTES) {
        return refused("larger than 4 MiB");
      }
      return parse(blocks(Files.readString(path, ISO_8859_1)), root);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<PemObject> blocks(String pem) {
    List<PemObject> blocks = new ArrayList<>();
    try (var reader = new PemReader(new StringReader(pem))) {
      for (PemObject block = reader.readPemObject(); block != null; block = reader.readPemObject()) {
        blocks.add(block);
      }
      return blocks;
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
  }

  private Parsed<Signed> parse(List<PemObject> blocks, X509Certificate root) {
    if (!blocks.stream().map(PemObject::getType).toList().equals(BLOCKS)) {
      return refused("not a revocation list and the certificates of issuing CA and root in PEM");
    }
    try {
      var factory = CertificateFactory.getInstance("X.509");
      var crl = (X509CRL) factory.generateCRL(new ByteArrayInputStream(blocks.getFirst().getContent()));
      var issuer = (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(blocks.get(1).getContent()));
      issuer.verify(root.getPublicKey());
      crl.verify(issuer.getPublicKey());
      return RevocationList.of(crl).map(list -> new Signed(list, issuer)).in(path.toString());
    } catch (GeneralSecurityException e) {
      return refused("damaged, or not signed by an issuing CA below the root");
    }
  }

  private Parsed<Signed> refused(String rule) {
    return new Parsed.Rejected<>(List.of(new Problem(path.toString(), rule, "bring back the newest one from the backup or from the operator")));
  }
}
