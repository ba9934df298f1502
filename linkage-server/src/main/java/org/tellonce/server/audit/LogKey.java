package org.tellonce.server.audit;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.NoSuchAlgorithmException;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.LogIdentity;
import org.tellonce.protocol.audit.Checkpoint;
import org.tellonce.protocol.audit.SignedCheckpoint;
import org.tellonce.protocol.audit.VerifierKey;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.keys.Ed25519;
import org.tellonce.protocol.keys.Pem;
import org.tellonce.protocol.submission.Deletion;
import org.tellonce.server.transport.PrivateKeyFile;

/// The Ed25519 key with which the log signs its checkpoints and certificates of deletion, in a file of mode 0600. Prints as `[redacted]`.
///
/// @see "audit.md, Checkpoint; submission.md, Certificate of deletion"
public final class LogKey {
  private static final String ALGORITHM = "Ed25519";

  private final PrivateKey key;

  private LogKey(PrivateKey key) {
    this.key = key;
  }

  /// A new pair.
  public static KeyPair random(SecureRandom random) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance(ALGORITHM);
      generator.initialize(255, random);
      return generator.generateKeyPair();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java runtime has " + ALGORITHM, e);
    }
  }

  /// The private key of a pair in PEM, PKCS #8, without a password.
  public static String pem(KeyPair pair) {
    return Pem.block("PRIVATE KEY", pair.getPrivate().getEncoded());
  }

  /// The public key of a pair as rules have it: 32 bytes as base64url.
  public static String publicKey(KeyPair pair) {
    return JsonKind.base64(Ed25519.raw(pair.getPublic()));
  }

  /// The key in a file, if it is the one that the rules name.
  public static Parsed<LogKey> load(Path file, LogIdentity log) {
    return new PrivateKeyFile(file, PrivateKeyFile.Kind.LOG).read().map(LogKey::new).flatMap(key -> key.isThatOf(log) ? new Parsed.Valid<>(key)
        : rejected(file, "not the log's key that the rules name",
            "restore it from your copy; for another key custodians must sign rules that name it"));
  }

  private boolean isThatOf(LogIdentity log) {
    byte[] probe = "tellonce/log-key".getBytes(US_ASCII);
    return Ed25519.verifies(Base64.getUrlDecoder().decode(log.key()), probe, sign(probe));
  }

  private static Parsed<LogKey> rejected(Path file, String rule, String remedy) {
    return new Parsed.Rejected<>(List.of(new Problem(file.toString(), rule, remedy)));
  }

  /// A checkpoint, signed.
  ///
  /// @param log as the rules name it
  /// @throws IllegalArgumentException if this is not the key that the rules name
  SignedCheckpoint sign(Checkpoint checkpoint, LogIdentity log) {
    return SignedCheckpoint.sign(checkpoint, VerifierKey.log(log.origin(), log.key()), this::sign);
  }

  /// What proves a deletion: the signature as a receipt has it.
  public String certificate(Deletion deletion) {
    return JsonKind.base64(sign(deletion.message()));
  }

  private byte[] sign(byte[] message) {
    return Ed25519.sign(key, message);
  }

  @Override
  public String toString() {
    return "[redacted]";
  }
}
