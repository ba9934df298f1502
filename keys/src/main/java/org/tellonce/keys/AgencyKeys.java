package org.tellonce.keys;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.SecureRandom;
import java.security.spec.NamedParameterSpec;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.agreements.AgencyId;
import org.tellonce.protocol.agreements.SignedCard;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.keys.Ed25519;
import org.tellonce.protocol.keys.P256;

/// The three private keys of an agency, and the card with their public halves, in its folder: `agency.key wrap.key witness.key`, mode 0600, `card.json agency.csr`.
///
/// @param folder where `agency.key` lies
/// @see "keys.md, Agency card"
public record AgencyKeys(Path folder) {
  private static final String ED25519 = "Ed25519";
  private static final byte[] TRIAL = "tellonce/trial\0".getBytes(UTF_8);

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

  /// The card, if all three private keys are there, closed to others, and those of the card.
  ///
  /// @return every problem otherwise
  public Parsed<AgencyCard> read(SecureRandom random) {
    return new CardFile(card()).parse().flatMap(signed -> {
      AgencyCard card = signed;
      List<Problem> problems = new ArrayList<>();
      check(tlsKey(), new PrivateKeyFile(tlsKey()).read("EC"), key -> P256.publicKey(card.spki()).filter(spki -> P256.belongTogether(key, spki,
          random))
          .isPresent(), problems);
      check(wrapKey(), WrapKey.read(wrapKey()), key -> key.isOf(card), problems);
      check(witnessKey(), new PrivateKeyFile(witnessKey()).read(ED25519), key -> Ed25519.verifies(card.witnessKeyBytes(), TRIAL, Ed25519.sign(key,
          TRIAL)), problems);
      return Parsed.of(problems, () -> card);
    });
  }

  private <K> void check(Path path, Parsed<K> read, Predicate<K> isOfCard, List<Problem> problems) {
    switch (read) {
      case Parsed.Rejected<K>(List<Problem> found) -> problems.addAll(found);
      case Parsed.Valid<K>(K key) when !isOfCard.test(key) -> problems.add(new Problem(path.toString(), "is not the key of " + card().getFileName(),
          "the five files that init made belong together: restore them together, or make all anew in an empty folder"));
      case Parsed.Valid<K> _ -> {
        // As it should be.
      }
    }
  }

  static KeyPair newEd25519Pair(SecureRandom random) {
    try {
      var generator = KeyPairGenerator.getInstance(ED25519);
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
