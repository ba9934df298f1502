package org.tellonce.protocol.agreements;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// What binds an agency to its keys: its name and the public key of its certificate, with fingerprint words that people compare by phone.
///
/// @param agency whose it is
/// @param tlsKey the SubjectPublicKeyInfo of its P-256 key as base64url: of TLS and of request signatures
/// @see "agreements.md, Agency card"
public record AgencyCard(AgencyId agency, String tlsKey) implements JsonValue {

  /// How a card stands in a file of its own.
  public static final JsonKind<AgencyCard> JSON = JsonKind.object(AgencyCard::read);

  /// How many fingerprint words there are: eight bits each.
  public static final int WORDS = 10;

  /// What stands before the point's 64 bytes: P-256, uncompressed (RFC 5480).
  private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("3059301306072a8648ce3d020106082a8648ce3d03010703420004");

  private static final int SPKI_BYTES = SPKI_PREFIX.length + 64;

  /// How the key stands in JSON.
  static final JsonKind<String> TLS_KEY = (node, place, problems) -> JsonKind.bytes(SPKI_BYTES).read(node, place, problems).map(JsonKind::base64);

  /// @throws IllegalArgumentException if the key is of another form
  public AgencyCard {
    byte[] spki = java.util.Base64.getUrlDecoder().decode(tlsKey);
    if (!isP256(spki) || !JsonKind.base64(spki).equals(tlsKey)) {
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

  private static boolean isP256(byte[] spki) {
    return spki.length == SPKI_BYTES && Arrays.equals(spki, 0, SPKI_PREFIX.length, SPKI_PREFIX, 0, SPKI_PREFIX.length);
  }

  /// The SubjectPublicKeyInfo, new each time.
  public byte[] spki() {
    return java.util.Base64.getUrlDecoder().decode(tlsKey);
  }

  /// The fingerprint: for each of the first bytes of SHA-256 of the canonical card the word of that number.
  public List<String> words() {
    byte[] digest = Digest.of(toBytes()).toBytes();
    List<String> list = wordList();
    List<String> words = new ArrayList<>(WORDS);
    for (int i = 0; i < WORDS; i++) {
      words.add(list.get(Byte.toUnsignedInt(digest[i])));
    }
    return words;
  }

  /// The 256 words, in the order of their numbers.
  static List<String> wordList() {
    try (InputStream in = AgencyCard.class.getResourceAsStream("fingerprint-words.txt")) {
      if (in == null) {
        throw new IllegalStateException("fingerprint-words.txt is not packaged");
      }
      return new String(in.readAllBytes(), UTF_8).lines().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("agency", agency.value()).put("tls_key", tlsKey);
  }
}
