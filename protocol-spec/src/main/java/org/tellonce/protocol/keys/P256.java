package org.tellonce.protocol.keys;

import java.security.AlgorithmParameters;
import java.security.GeneralSecurityException;
import java.security.InvalidKeyException;
import java.security.Key;
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
import java.security.spec.ECParameterSpec;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The one curve of certificates and request signatures: NIST P-256, with SHA-256.
///
/// @see "keys.md, Certificates"
public final class P256 {
  /// How certificates and requests are signed.
  public static final String SIGNATURE = "SHA256withECDSA";

  private static final String CURVE = "secp256r1";
  private static final ECParameterSpec PARAMETERS = parameters();

  /// What every SubjectPublicKeyInfo of an uncompressed point of this curve begins with (RFC 5480); 64 bytes follow.
  private static final byte[] SPKI_START = HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

  /// How long a SubjectPublicKeyInfo is.
  public static final int SPKI_BYTES = SPKI_START.length + 64;

  private P256() {}

  private static ECParameterSpec parameters() {
    try {
      var parameters = AlgorithmParameters.getInstance("EC");
      parameters.init(new ECGenParameterSpec(CURVE));
      return parameters.getParameterSpec(ECParameterSpec.class);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has P-256", e);
    }
  }

  /// A new pair.
  public static KeyPair newPair(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(CURVE), random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has P-256", e);
    }
  }

  /// Whether a key lies on this curve.
  public static boolean holds(Key key) {
    return key instanceof ECKey ec && ec.getParams() != null && ec.getParams().getCurve().equals(PARAMETERS.getCurve())
        && ec.getParams().getGenerator().equals(PARAMETERS.getGenerator()) && ec.getParams().getOrder().equals(PARAMETERS.getOrder());
  }

  /// Whether bytes have the form of a SubjectPublicKeyInfo of an uncompressed point of this curve.
  public static boolean isSpki(byte[] spki) {
    return spki.length == SPKI_BYTES && Arrays.equals(spki, 0, SPKI_START.length, SPKI_START, 0, SPKI_START.length);
  }

  /// The public key of a SubjectPublicKeyInfo, if it is an uncompressed point of this curve.
  public static Optional<PublicKey> publicKey(byte[] spki) {
    if (!isSpki(spki)) {
      return Optional.empty();
    }
    try {
      return Optional.of(KeyFactory.getInstance("EC").generatePublic(new X509EncodedKeySpec(spki)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /// Whether a private key makes signatures that a public key of this curve verifies.
  public static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey, SecureRandom random) {
    if (!holds(privateKey) || publicKey(publicKey.getEncoded()).isEmpty()) {
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
