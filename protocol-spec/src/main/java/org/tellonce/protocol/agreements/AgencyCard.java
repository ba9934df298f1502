package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.keys.P256;

/// What binds an agency to its keys: its name and the public key of its certificate, with fingerprint words that people compare by phone.
///
/// @param agency whose it is
/// @param tlsKey the SubjectPublicKeyInfo of its P-256 key as base64url: of TLS and of request signatures
/// @see "agreements.md, Agency card"
public record AgencyCard(AgencyId agency, String tlsKey) implements JsonValue {

  /// How a card stands in a file of its own.
  public static final JsonKind<AgencyCard> JSON = JsonKind.object(AgencyCard::read);

  /// How the key stands in JSON.
  static final JsonKind<String> TLS_KEY = (node, place, problems) -> JsonKind.bytes(P256.SPKI_BYTES).read(node, place, problems).map(
      JsonKind::base64);

  /// @throws IllegalArgumentException if the key is of another form
  public AgencyCard {
    byte[] spki = java.util.Base64.getUrlDecoder().decode(tlsKey);
    if (!P256.isSpki(spki) || !JsonKind.base64(spki).equals(tlsKey)) {
      throw new IllegalArgumentException("the key is no uncompressed point of P-256");
    }
  }

  /// The card of an agency and the SubjectPublicKeyInfo of its key, as `PublicKey.getEncoded()` gives it.
  ///
  /// @throws IllegalArgumentException if the key is no uncompressed point of P-256
  public static AgencyCard of(AgencyId agency, byte[] spki) {
    return new AgencyCard(agency, JsonKind.base64(spki));
  }

  /// The card in a file.
  public static Parsed<AgencyCard> parse(byte[] bytes) {
    return JSON.parse(bytes, 1_000);
  }

  private static Optional<AgencyCard> read(JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<String> key = in.field("tls_key", TLS_KEY);
    return in.build(() -> new AgencyCard(agency.get(), key.get()));
  }

  /// The SubjectPublicKeyInfo, new each time.
  public byte[] spki() {
    return java.util.Base64.getUrlDecoder().decode(tlsKey);
  }

  /// Of the canonical card.
  public Fingerprint fingerprint() {
    return Fingerprint.of(toBytes());
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("agency", agency.value()).put("tls_key", tlsKey);
  }
}
