package org.tellonce.keys;

import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.security.Signature;
import java.security.SignatureException;
import java.security.interfaces.ECKey;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The one curve of certificates and request signatures: NIST P-256, with SHA-256.
public final class P256 {
  static final String SIGNATURE = "SHA256withECDSA";
  /// What every SubjectPublicKeyInfo of an uncompressed P-256 point begins with (RFC 5480); 64 bytes follow.
  private static final byte[] SPKI_START = HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");
  private static final int SPKI_BYTES = SPKI_START.length + 64;

  private P256() {}

  /// A new pair.
  public static KeyPair newPair(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec("secp256r1"), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has P-256", e);
    }
  }

  /// The public key of a SubjectPublicKeyInfo, if it is an uncompressed point of this curve.
  public static Optional<PublicKey> publicKey(byte[] spki) {
    if (spki.length != SPKI_BYTES || !Arrays.equals(spki, 0, SPKI_START.length, SPKI_START, 0, SPKI_START.length)) {
      return Optional.empty();
    }
    try {
      return Optional.of(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /// Whether a private key makes signatures that a public key of this curve verifies.
  static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey, SecureRandom random) {
    if (!(privateKey instanceof ECKey) || publicKey(publicKey.getEncoded()).isEmpty()) {
      return false;
    }
    byte[] message = new byte[32];
    random.nextBytes(message);
    try {
      Signature signature = Signature.getInstance(SIGNATURE);
      signature.initSign(privateKey, random);
      signature.update(message);
      byte[] signed = signature.sign();
      signature.initVerify(publicKey);
      signature.update(message);
      return signature.verify(signed);
    } catch (InvalidKeyException | SignatureException e) {
      return false;
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has " + SIGNATURE, e);
    }
  }
}
