package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Base64;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.keys.Ed25519;
import org.tellonce.protocol.keys.P256;
import org.tellonce.protocol.keys.XWing;

/// What binds an agency to its keys: its name and three public keys, with fingerprint words that people compare by phone.
///
/// @param agency whose it is
/// @param tlsKey the SubjectPublicKeyInfo of its P-256 key as base64url: of TLS and of request signatures
/// @param wrapKey its X-Wing key as base64url: to which linkage secrets are wrapped
/// @param witnessKey its Ed25519 key as base64url: with which its client cosigns the log
/// @see "agreements.md, Agency card"
public record AgencyCard(AgencyId agency, String tlsKey, String wrapKey, String witnessKey) implements JsonValue {

  /// How a card stands in JSON.
  public static final JsonKind<AgencyCard> JSON = JsonKind.object(AgencyCard::read);

  /// How many bytes a witness key has.
  public static final int WITNESS_KEY_BYTES = 32;

  private static final int MAX_BYTES = 4_000;

  private static final JsonKind<String> TLS_KEY = text(P256.SPKI_BYTES);
  private static final JsonKind<String> WRAP_KEY = text(XWing.PUBLIC_KEY_BYTES);
  private static final JsonKind<String> WITNESS_KEY = text(WITNESS_KEY_BYTES);

  private static JsonKind<String> text(int lengthBytes) {
    JsonKind<byte[]> bytes = JsonKind.bytes(lengthBytes);
    return (node, place, problems) -> bytes.read(node, place, problems).map(JsonKind::base64);
  }

  /// @throws IllegalArgumentException if a key is of another form
  public AgencyCard {
    if (!P256.isSpki(bytes(tlsKey)) || !JsonKind.base64(bytes(tlsKey)).equals(tlsKey)) {
      throw new IllegalArgumentException("the TLS key is no uncompressed point of P-256");
    }
    if (!isWrapKey(wrapKey)) {
      throw new IllegalArgumentException("the wrap key is no X-Wing public key");
    }
    if (!isWitnessKey(witnessKey)) {
      throw new IllegalArgumentException("the witness key is no Ed25519 public key");
    }
  }

  /// The card of an agency.
  ///
  /// @param spki the SubjectPublicKeyInfo of its TLS key, as `PublicKey.getEncoded()` gives it
  /// @param wrapKey 1 216 bytes
  /// @param witnessKey 32 bytes
  /// @throws IllegalArgumentException if a key is of another form
  public static AgencyCard of(AgencyId agency, byte[] spki, byte[] wrapKey, byte[] witnessKey) {
    return new AgencyCard(agency, JsonKind.base64(spki), JsonKind.base64(wrapKey), JsonKind.base64(witnessKey));
  }

  /// A card as it stands under its words and in digests, not as it lies in a file: that is a [SignedCard].
  public static Parsed<AgencyCard> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<AgencyCard> read(JsonReader in) {
    Field<AgencyId> agency = in.field("agency", JsonKind.parsed(AgencyId::parse));
    Field<Keys> keys = readKeys(in);
    return in.build(() -> keys.get().of(agency.get()));
  }

  /// The keys of a card whose agency is told elsewhere.
  record Keys(String tlsKey, String wrapKey, String witnessKey) {
    /// How they stand in the rules.
    static final JsonKind<Keys> JSON = JsonKind.object(in -> {
      Field<Keys> keys = readKeys(in);
      return in.build(keys::get);
    });

    AgencyCard of(AgencyId agency) {
      return new AgencyCard(agency, tlsKey, wrapKey, witnessKey);
    }
  }

  private static Field<Keys> readKeys(JsonReader in) {
    Field<String> tlsKey = in.field("tls_key", TLS_KEY);
    Field<String> wrapKey = in.field("wrap_key", WRAP_KEY);
    Field<String> witnessKey = in.field("witness_key", WITNESS_KEY);
    if (tlsKey.value().filter(key -> !P256.isSpki(bytes(key))).isPresent()) {
      in.problem("tls_key", "no uncompressed point of P-256");
    }
    if (wrapKey.value().filter(key -> !isWrapKey(key)).isPresent()) {
      in.problem("wrap_key", "no X-Wing public key");
    }
    if (witnessKey.value().filter(key -> !isWitnessKey(key)).isPresent()) {
      in.problem("witness_key", "no Ed25519 public key");
    }
    return new Field<>(tlsKey.value().flatMap(tls -> wrapKey.value().flatMap(wrap -> witnessKey.value().map(witness -> new Keys(tls, wrap,
        witness)))));
  }

  private static boolean isWrapKey(String key) {
    return XWing.isPublicKey(bytes(key)) && JsonKind.base64(bytes(key)).equals(key);
  }

  private static boolean isWitnessKey(String key) {
    return bytes(key).length == WITNESS_KEY_BYTES && JsonKind.base64(bytes(key)).equals(key) && Ed25519.publicKey(bytes(key)).isPresent();
  }

  private static byte[] bytes(String key) {
    return Base64.getUrlDecoder().decode(key);
  }

  /// The SubjectPublicKeyInfo of the TLS key, new each time.
  public byte[] spki() {
    return bytes(tlsKey);
  }

  /// The X-Wing public key, 1 216 bytes, new each time.
  public byte[] wrapKeyBytes() {
    return bytes(wrapKey);
  }

  /// The Ed25519 public key, 32 bytes, new each time.
  public byte[] witnessKeyBytes() {
    return bytes(witnessKey);
  }

  /// Of the canonical card.
  public Fingerprint fingerprint() {
    return Fingerprint.of(toBytes());
  }

  /// What stands of the card in the rules, beside the agency's name.
  public ObjectNode keysToJson() {
    return JsonNodeFactory.instance.objectNode().put("tls_key", tlsKey).put("wrap_key", wrapKey).put("witness_key", witnessKey);
  }

  @Override
  public ObjectNode toJson() {
    return keysToJson().put("agency", agency.value());
  }
}
