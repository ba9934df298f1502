package org.tellonce.protocol.transport;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.security.PublicKey;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// The signature base of a request and its signature: who signed cannot deny the request, and nobody can invent it.
///
/// @param base as it was signed
/// @param signature 64 bytes as base64url without padding
/// @see "transport.md, Signature"
public record SignedRequest(String base, String signature) implements JsonValue {
  private static final int MAX_BASE = 2_000;
  private static final int BYTES = 64;

  /// How it stands in JSON.
  public static final JsonKind<SignedRequest> JSON = JsonKind.object(SignedRequest::read);

  /// The request of a base and the 64 bytes of its signature.
  static SignedRequest of(String base, byte[] signature) {
    return new SignedRequest(base, JsonKind.base64(signature));
  }

  private static Optional<SignedRequest> read(JsonReader in) {
    Field<String> base = in.field("base", JsonKind.text(MAX_BASE));
    Field<byte[]> signature = in.field("signature", JsonKind.bytes(BYTES));
    return in.build(() -> of(base.get(), signature.get()));
  }

  /// Whether a key signed it.
  public boolean isBy(PublicKey key) {
    return RequestSignature.verify(base, java.util.Base64.getUrlDecoder().decode(signature), key);
  }

  /// What a client remembers of a request that it made: SHA-256 of the base, in which the nonce stands.
  public Digest digest() {
    return Digest.of(base.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("base", base).put("signature", signature);
  }
}
