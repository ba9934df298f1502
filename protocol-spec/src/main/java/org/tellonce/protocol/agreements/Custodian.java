package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PublicKey;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;
import org.tellonce.protocol.keys.Ed25519;

/// Somebody whose signature under the rules counts, and the public key that proves it. Also the content of a `NAME.pub` file.
///
/// @param name a letter, then up to 39 letters, digits, `.`, `_` or `-`
/// @param key the 32 bytes of an Ed25519 public key (RFC 8032) as base64url, 43 characters
public record Custodian(String name, String key) implements JsonValue {

  /// How it stands in JSON.
  public static final JsonKind<Custodian> JSON = JsonKind.object(Custodian::read);

  /// How a custodian's name stands in JSON.
  public static final JsonKind<String> NAME = JsonKind.matching(Pattern.compile("[A-Za-z][A-Za-z0-9._-]{0,39}"),
      "not a letter, then up to 39 letters, digits, '.', '_' or '-'");

  /// The custodian with a public key of the JDK.
  ///
  /// @throws IllegalArgumentException if it is no Ed25519 key
  public static Custodian of(String name, PublicKey key) {
    return new Custodian(name, JsonKind.base64(Ed25519.raw(key)));
  }

  /// The custodian of a `NAME.pub` file.
  public static Parsed<Custodian> parse(byte[] bytes) {
    return JSON.parse(bytes, 1_000);
  }

  private static Optional<Custodian> read(JsonReader in) {
    Field<String> name = in.field("name", NAME);
    Field<byte[]> key = in.field("key", JsonKind.bytes(Ed25519.KEY_BYTES));
    if (key.value().isPresent() && Ed25519.publicKey(key.get()).isEmpty()) {
      in.problem("key", "not an Ed25519 public key");
    }
    return in.build(() -> new Custodian(name.get(), JsonKind.base64(key.get())));
  }

  /// Of the canonical JSON, the name included.
  public Fingerprint fingerprint() {
    return Fingerprint.of(toBytes());
  }

  /// Whether a signature over a message is this custodian's.
  public boolean signed(byte[] message, byte[] signature) {
    return Ed25519.verifies(Base64.getUrlDecoder().decode(key), message, signature);
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("name", name).put("key", key);
  }
}
