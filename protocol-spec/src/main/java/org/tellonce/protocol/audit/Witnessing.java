package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// A witness's cosignature of a checkpoint, on its way to the server.
///
/// @param size of the checkpoint
/// @param cosignature in JSON the line of the signed note, without its line feed
/// @see "audit.md, Cosignature"
public record Witnessing(long size, NoteSignature cosignature) implements JsonValue {
  /// How long it may be.
  public static final int MAX_BYTES = 1_000;

  private static final JsonKind<Witnessing> JSON = JsonKind.object(Witnessing::read);

  /// The body of `POST /v1/log/cosignatures`.
  public static Parsed<Witnessing> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<Witnessing> read(JsonReader in) {
    Field<Long> size = in.field("size", JsonKind.integer(0, CanonicalJson.MAX_INTEGER));
    Field<NoteSignature> line = in.field("cosignature", JsonKind.parsed(NoteSignature::parse));
    return in.build(() -> new Witnessing(size.get(), line.get()));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("size", size).put("cosignature", cosignature.toString());
  }
}
