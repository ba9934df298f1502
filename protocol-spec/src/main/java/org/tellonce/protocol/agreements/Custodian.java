package org.tellonce.protocol.agreements;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PublicKey;
import java.security.Signature;
import java.security.spec.X509EncodedKeySpec;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

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

  /// What stands before the 32 bytes in a SubjectPublicKeyInfo (RFC 8410).
  private static final byte[] SPKI_PREFIX = HexFormat.of().parseHex("302a300506032b6570032100");

  private static final int KEY_BYTES = 32;

  /// The custodian with a public key of the JDK.
  ///
  /// @throws IllegalArgumentException if it is no Ed25519 key
  public static Custodian of(String name, PublicKey key) {
    byte[] spki = key.getEncoded();
    if (spki == null || spki.length != SPKI_PREFIX.length + KEY_BYTES || !Arrays.equals(spki, 0, SPKI_PREFIX.length, SPKI_PREFIX, 0,
        SPKI_PREFIX.length)) {
      throw new IllegalArgumentException("not an Ed25519 public key");
    }
    return new Custodian(name, JsonKind.base64(Arrays.copyOfRange(spki, SPKI_PREFIX.length, spki.length)));
  }

  /// The custodian of a `NAME.pub` file.
  public static Parsed<Custodian> parse(byte[] bytes) {
    return JSON.parse(bytes, 1_000);
  }

  private static Optional<Custodian> read(JsonReader in) {
    Field<String> name = in.field("name", NAME);
    Field<byte[]> key = in.field("key", JsonKind.bytes(KEY_BYTES));
    if (key.value().isPresent() && publicKey(key.get()).isEmpty()) {
      in.problem("key", "not an Ed25519 public key");
    }
    return in.build(() -> new Custodian(name.get(), JsonKind.base64(key.get())));
  }

  private static Optional<PublicKey> publicKey(byte[] raw) {
    byte[] spki = Arrays.copyOf(SPKI_PREFIX, SPKI_PREFIX.length + KEY_BYTES);
    System.arraycopy(raw, 0, spki, SPKI_PREFIX.length, KEY_BYTES);
    try {
      return Optional.of(KeyFactory.getInstance("Ed25519").generatePublic(new X509EncodedKeySpec(spki)));
    } catch (GeneralSecurityException e) {
      return Optional.empty();
    }
  }

  /// Of the canonical JSON, the name included.
  public Fingerprint fingerprint() {
    return Fingerprint.of(toBytes());
  }

  /// Whether a signature over a message is this custodian's.
  public boolean signed(byte[] message, byte[] signature) {
    Optional<PublicKey> publicKey = publicKey(java.util.Base64.getUrlDecoder().decode(key));
    if (publicKey.isEmpty()) {
      return false;
    }
    try {
      Signature verifier = Signature.getInstance("Ed25519");
      verifier.initVerify(publicKey.get());
      verifier.update(message);
      return verifier.verify(signature);
    } catch (GeneralSecurityException e) {
      return false;
    }
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("name", name).put("key", key);
  }
}
