package org.tellonce.keys;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.pkcs.PrivateKeyInfo;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.crypto.InvalidCipherTextException;
import org.bouncycastle.crypto.hpke.HPKE;
import org.bouncycastle.crypto.hpke.HPKEContextWithEncapsulation;
import org.bouncycastle.util.io.pem.PemObject;
import org.bouncycastle.util.io.pem.PemReader;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.Problem;
import org.tellonce.protocol.agreements.AgencyCard;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.keys.Pem;

/// An agency's X-Wing key, the private half of its card's `wrap_key`: a seed of 32 bytes, from which everything else follows. Opens what was wrapped to the card.
///
/// HPKE (RFC 9180) in base mode with KEM X-Wing (0x647a), HKDF-SHA256 (0x0001) and AES-256-GCM (0x0002); no associated data.
///
/// @see "keys.md, Wrap; draft-connolly-cfrg-xwing-kem"
public record WrapKey(Secret seed) {
  private static final String TYPE = "PRIVATE KEY";
  private static final ASN1ObjectIdentifier X_WING = new ASN1ObjectIdentifier("1.3.6.1.4.1.62253.25722");
  private static final int EPHEMERAL_SEED_BYTES = 64;
  private static final byte[] NO_DATA = {};

  /// What HPKE makes of a message.
  ///
  /// @param enc the encapsulated key as base64url, 1 120 bytes
  /// @param ciphertext as base64url, 16 bytes longer than the message
  record Sealed(String enc, String ciphertext) {}

  private static HPKE hpke() {
    return new HPKE(HPKE.mode_base, HPKE.kem_X_WING, HPKE.kdf_HKDF_SHA256, HPKE.aead_AES_GCM256);
  }

  /// A new key.
  public static WrapKey random(SecureRandom random) {
    return new WrapKey(Secret.random(random));
  }

  /// The public half, 1 216 bytes.
  public byte[] publicKey() {
    HPKE hpke = hpke();
    return hpke.serializePublicKey(hpke.deserializePrivateKey(seed.bytes(), null).getPublic());
  }

  /// Whether this is the private half of a card's wrap key.
  public boolean isOf(AgencyCard card) {
    return Arrays.equals(publicKey(), card.wrapKeyBytes());
  }

  /// Seals a message to a public key.
  ///
  /// @param publicKey 1 216 bytes
  /// @param info what the message is bound to
  static Sealed seal(byte[] publicKey, byte[] info, byte[] message, SecureRandom random) {
    byte[] ephemeral = new byte[EPHEMERAL_SEED_BYTES];
    random.nextBytes(ephemeral);
    return seal(publicKey, info, message, ephemeral);
  }

  /// Seals a message with given randomness, for vectors.
  ///
  /// @param ephemeral 64 bytes, never used twice
  static Sealed seal(byte[] publicKey, byte[] info, byte[] message, byte[] ephemeral) {
    HPKE hpke = hpke();
    HPKEContextWithEncapsulation context = hpke.setupBaseS(hpke.deserializePublicKey(publicKey), info, ephemeral);
    try {
      return new Sealed(JsonKind.base64(context.getEncapsulation()), JsonKind.base64(context.seal(NO_DATA, message)));
    } catch (InvalidCipherTextException e) {
      throw new IllegalStateException("sealing has no cipher text to refuse", e);
    }
  }

  /// The message, or nothing if it was sealed to another key, for another purpose, or altered.
  Optional<byte[]> open(byte[] info, Sealed sealed) {
    HPKE hpke = hpke();
    try {
      var pair = hpke.deserializePrivateKey(seed.bytes(), null);
      byte[] enc = Base64.getUrlDecoder().decode(sealed.enc());
      return Optional.of(hpke.setupBaseR(enc, pair, info).open(NO_DATA, Base64.getUrlDecoder().decode(sealed.ciphertext())));
    } catch (InvalidCipherTextException | IllegalArgumentException | IllegalStateException e) {
      // Bouncy Castle's ways to say: not for this key.
      return Optional.empty();
    }
  }

  /// Writes `wrap.key`, mode 0600: PKCS #8 in PEM.
  ///
  /// @throws java.io.UncheckedIOException also if it is there already
  public void create(Path path) {
    try {
      new SecretFile(path).create(Pem.block(TYPE, new PrivateKeyInfo(new AlgorithmIdentifier(X_WING), seed.bytes()).getEncoded()));
    } catch (IOException e) {
      throw new IllegalStateException("a key of our own can be encoded", e);
    }
  }

  /// The key in a file.
  public static Parsed<WrapKey> read(Path path) {
    return switch (new SecretFile(path).read()) {
      case Parsed.Rejected<String>(List<Problem> problems) -> new Parsed.Rejected<>(problems);
      case Parsed.Valid<String>(String text) -> parse(text).<Parsed<WrapKey>>map(Parsed.Valid::new).orElseGet(() -> new Parsed.Rejected<>(List.of(
          new Problem(path.toString(), "not one X-Wing key in PEM (PKCS #8, no password)", "tellonce agency init makes it"))));
    };
  }

  private static Optional<WrapKey> parse(String text) {
    try (var reader = new PemReader(new StringReader(text))) {
      PemObject block = reader.readPemObject();
      if (block != null && block.getType().equals(TYPE)) {
        PrivateKeyInfo info = PrivateKeyInfo.getInstance(block.getContent());
        byte[] seed = info.getPrivateKey().getOctets();
        if (info.getPrivateKeyAlgorithm().getAlgorithm().equals(X_WING) && seed.length == Secret.BYTES) {
          return Optional.of(new WrapKey(Secret.of(seed)));
        }
      }
    } catch (IOException | RuntimeException e) {
      // What the decoders say may quote the key.
    }
    return Optional.empty();
  }
}
