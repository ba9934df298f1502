package org.tellonce.keys;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.List;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.keys.Pem;

/// A private key in a [SecretFile]: one PEM block of PKCS #8, no password.
///
/// @see "keys.md, Files"
public record PrivateKeyFile(Path path) {
  private static final String TYPE = "PRIVATE KEY";

  /// The key.
  ///
  /// @param algorithm `EC` or `Ed25519`
  public Parsed<PrivateKey> read(String algorithm) {
    return switch (new SecretFile(path).read()) {
      case Parsed.Valid<String>(String text) -> parse(text, algorithm);
      case Parsed.Rejected<String>(List<Problem> problems) -> new Parsed.Rejected<>(problems);
    };
  }

  /// Writes the file, mode 0600.
  ///
  /// @throws java.io.UncheckedIOException also if it is there already
  public void create(PrivateKey key) {
    new SecretFile(path).create(Pem.block(TYPE, key.getEncoded()));
  }

  private Parsed<PrivateKey> parse(String text, String algorithm) {
    try (var reader = new PemReader(new StringReader(text))) {
      PemObject block = reader.readPemObject();
      if (block != null && block.getType().equals(TYPE)) {
        return new Parsed.Valid<>(KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(block.getContent())));
      }
    } catch (IOException | GeneralSecurityException | RuntimeException e) {
      // What the decoders say may quote the key.
    }
    return new Parsed.Rejected<>(List.of(new Problem(path.toString(), "not one " + algorithm + " key in PEM (PKCS #8, no password)",
        "openssl pkcs8 -topk8 -nocrypt turns other forms into it")));
  }
}
