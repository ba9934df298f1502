package org.tellonce.server.transport;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;

/// One of the server's private keys in its file: PEM, PKCS #8, no password, mode 0600 or stricter.
///
/// @see "keys.md, Certificates"
public record PrivateKeyFile(Path path, Kind kind) {
  private static final Pattern PEM = Pattern.compile("-----BEGIN PRIVATE KEY-----\\s+([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----\\s*");
  private static final Set<PosixFilePermission> OWNER = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

  /// Which key it is.
  public enum Kind {
    /// Of TLS: another can be made, and certified.
    TLS("EC", "a P-256 key", "tellonce server init makes it", ""),
    /// Of the log: the rules name it.
    LOG("Ed25519", "an Ed25519 key", "tellonce server init makes it; restore it from your copy", "restore it from your copy");

    private final String algorithm;
    private final String words;
    private final String whenMissing;
    private final String whenWrong;

    Kind(String algorithm, String words, String whenMissing, String whenWrong) {
      this.algorithm = algorithm;
      this.words = words;
      this.whenMissing = whenMissing;
      this.whenWrong = whenWrong;
    }
  }

  /// The key.
  public Parsed<PrivateKey> read() {
    try {
      if (!OWNER.containsAll(Files.getPosixFilePermissions(path))) {
        return rejected("open to its group or others", "take their rights away with chmod 600, and ask yourself who may have read it");
      }
      Matcher pem = PEM.matcher(Files.readString(path, US_ASCII));
      if (pem.matches()) {
        byte[] der = Base64.getMimeDecoder().decode(pem.group(1));
        return new Parsed.Valid<>(KeyFactory.getInstance(kind.algorithm).generatePrivate(new PKCS8EncodedKeySpec(der)));
      }
    } catch (IOException e) {
      return rejected("cannot be read (" + e.getClass().getSimpleName() + ")", kind.whenMissing);
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      // What the decoders say may quote the key.
    }
    return rejected("not " + kind.words + " in PEM (PKCS #8, no password)", kind.whenWrong);
  }

  private Parsed<PrivateKey> rejected(String rule, String remedy) {
    return new Parsed.Rejected<>(List.of(new Problem(path.toString(), rule, remedy)));
  }
}
