package org.tellonce.protocol.keys;

import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/// The signatures of custodians, log and witnesses: Ed25519 (RFC 8032), keys as their 32 bytes.
///
/// @see "keys.md, Custodian keys; audit.md, Checkpoint"
public final class Ed25519 {
  /// How many bytes a public key has.
  public static final int KEY_BYTES = 32;

  /// How many bytes a signature has.
  public static final int SIGNATURE_BYTES = 64;

  private static final String ALGORITHM = "Ed25519";

  /// What stands before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410).
  private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private Ed25519() {}

  /// The public key of its 32 bytes, if they are one.
  public static Optional<PublicKey> publicKey(byte[] raw) {
    if (raw.length != KEY_BYTES) {
      return Optional.empty();
    }
    byte[] spki = Arrays.copyOf(SPKI_PREFIX, SPKI_PREFIX.length + KEY_BYTES);
    System.arraycopy(raw, 0, spki, SPKI_PREFIX.length, KEY_BYTES);
    try {
      return Optional.of(KeyFactory.getInstance(ALGORITHM).generatePublic(new X509EncodedKeySpec(spki)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /// The 32 bytes of a public key of the JDK.
  ///
  /// @throws IllegalArgumentException if it is no Ed25519 key
  public static byte[] raw(PublicKey key) {
    byte[] spki = key.getEncoded();
    if (spki == null || spki.length != SPKI_PREFIX.length + KEY_BYTES || !Arrays.equals(spki, 0, SPKI_PREFIX.length, SPKI_PREFIX, 0,
        SPKI_PREFIX.length)) {
      throw new IllegalArgumentException("not an Ed25519 public key");
    }
    return Arrays.copyOfRange(spki, SPKI_PREFIX.length, spki.length);
  }

  /// Whether a signature over a message is that of a key; false for whatever is no key or no signature.
  public static boolean verifies(byte[] rawKey, byte[] message, byte[] signature) {
    Optional<PublicKey> key = publicKey(rawKey);
    if (key.isEmpty()) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key.get());
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  /// The 64 bytes of a signature.
  ///
  /// @throws IllegalArgumentException if it is no Ed25519 key
  public static byte[] sign(PrivateKey key, byte[] message) {
    try {
      Signature signer = Signature.getInstance(ALGORITHM);
      signer.initSign(key);
      signer.update(message);
      return signer.sign();
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not an Ed25519 private key", e);
    }
  }
}
