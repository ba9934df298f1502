package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.Arrays;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.SignedCard;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.keys.P256;

/// The three private keys of an agency, and the card with their public halves, in its folder: `agency.key wrap.key witness.key`, mode 0600, `card.json agency.csr`.
///
/// @param folder where `agency.key` lies
/// @see "keys.md, Agency card"
public record AgencyKeys(Path folder) {

  /// The key of TLS and of request signatures.
  public Path tlsKey() {
    return folder.resolve("agency.key");
  }

  /// The X-Wing key that linkage secrets are wrapped to.
  public Path wrapKey() {
    return folder.resolve("wrap.key");
  }

  /// The Ed25519 key with which the client cosigns the log.
  public Path witnessKey() {
    return folder.resolve("witness.key");
  }

  /// The card, signed by the TLS key.
  public Path card() {
    return folder.resolve("card.json");
  }

  /// The request for a certificate.
  public Path request() {
    return folder.resolve("agency.csr");
  }

  /// Makes and writes all five files.
  ///
  /// @return the card
  /// @throws java.io.UncheckedIOException also if one of them is there already
  public AgencyCard create(AgencyId agency, SecureRandom random) {
    KeyPair tls = P256.newPair(random);
    WrapKey wrap = WrapKey.random(random);
    KeyPair witness = newEd25519Pair(random);
    AgencyCard card = AgencyCard.of(agency, tls.getPublic().getEncoded(), wrap.publicKey(), raw(witness));
    new PrivateKeyFile(tlsKey()).create(tls.getPrivate());
    wrap.create(wrapKey());
    new PrivateKeyFile(witnessKey()).create(witness.getPrivate());
    AtomicFile.PUBLIC.create(card(), CanonicalJson.pretty(SignedCard.sign(card, tls.getPrivate()).toJson()).getBytes(UTF_8));
    new CertificateRequestFile(request()).create(CertificateRequest.create(new Holder.Agency(agency), tls, random));
    return card;
  }

  static KeyPair newEd25519Pair(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance("Ed25519");
      generator.initialize(NamedParameterSpec.ED25519, random);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("every Java runtime has Ed25519", e);
    }
  }

  /// The 32 bytes that end the SubjectPublicKeyInfo (RFC 8410).
  private static byte[] raw(KeyPair ed25519) {
    byte[] spki = ed25519.getPublic().getEncoded();
    return Arrays.copyOfRange(spki, spki.length - AgencyCard.WITNESS_KEY_BYTES, spki.length);
  }
}
