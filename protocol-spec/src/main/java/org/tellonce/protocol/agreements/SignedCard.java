package org.tellonce.protocol.agreements;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.keys.P256;

/// A card as it lies in a file: with a signature by its TLS key, so that whoever has that key has bound the other two to it. One that exists has a good signature.
///
/// @param signature the 64 bytes of an ECDSA signature as base64url
/// @see "agreements.md, Agency card"
public record SignedCard(AgencyCard card, String signature) implements JsonValue {

  private static final JsonKind<SignedCard> JSON = JsonKind.object(SignedCard::read);
  private static final String ALGORITHM = "SHA256withECDSAinP1363Format";
  private static final int SIGNATURE_BYTES = 64;
  private static final int MAX_BYTES = 4_000;

  /// @throws IllegalArgumentException if the signature is not by the card's TLS key over this card
  public SignedCard {
    if (!verify(card, Base64.getUrlDecoder().decode(signature))) {
      throw new IllegalArgumentException("the signature is not by the card's TLS key over this card: altered, or put together from two cards");
    }
  }

  /// The card in a file, or why it is refused; a wrong signature is a reason.
  public static Parsed<SignedCard> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<SignedCard> read(JsonReader in) {
    Field<AgencyCard> card = in.field("card", AgencyCard.JSON);
    Field<byte[]> signature = in.field("signature", JsonKind.bytes(SIGNATURE_BYTES));
    if (in.isSound() && !verify(card.get(), signature.get())) {
      in.problem("signature", "is not by the card's TLS key over this card: altered, or put together from two cards");
    }
    return in.build(() -> new SignedCard(card.get(), JsonKind.base64(signature.get())));
  }

  /// The card, signed by the agency that made it.
  ///
  /// @param key the private key of the card's TLS key
  /// @throws IllegalArgumentException if it is another
  public static SignedCard sign(AgencyCard card, PrivateKey key) {
    try {
      var signer = Signature.getInstance(ALGORITHM);
      signer.initSign(key);
      signer.update(message(card));
      return new SignedCard(card, JsonKind.base64(signer.sign()));
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("not a P-256 private key", e);
    }
  }

  /// What is signed: `"tellonce/card" ‖ 00 ‖ canonical JSON of the card`.
  private static byte[] message(AgencyCard card) {
    byte[] use = "tellonce/card\0".getBytes(UTF_8);
    byte[] json = card.toBytes();
    return ByteBuffer.allocate(use.length + json.length).put(use).put(json).array();
  }

  private static boolean verify(AgencyCard card, byte[] signature) {
    Optional<PublicKey> key = P256.publicKey(card.spki());
    if (key.isEmpty()) {
      return false;
    }
    try {
      var verifier = Signature.getInstance(ALGORITHM);
      verifier.initVerify(key.get());
      verifier.update(message(card));
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      // r or s of zero or beyond the order, or a point that is not on the curve: no signature of anything.
      return false;
    }
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("card", card.toJson());
    return json.put("signature", signature);
  }
}
