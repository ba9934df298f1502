package org.tellonce.protocol.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// What an agency sends to open the pointer behind the flag of one of its records. The token stands in the body, never in the path: the path is signed, and kept in the
/// log with the signature.
///
/// @param token of the agency's own record
/// @see "flags.md, Opening"
public record FlagOpening(RecordToken token, OpeningRequest opening) implements JsonValue {

  /// How long a message may be.
  public static final int MAX_BYTES = 1_000;

  private static final JsonKind<FlagOpening> JSON = JsonKind.object(FlagOpening::read);

  /// The body of `POST /v1/openings`.
  public static Parsed<FlagOpening> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<FlagOpening> read(JsonReader in) {
    Field<RecordToken> token = in.field("token", JsonKind.parsed(RecordToken::parse));
    Field<OpeningRequest> opening = in.field("opening", OpeningRequest.JSON);
    return in.build(() -> new FlagOpening(token.get(), opening.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("token", token.toString());
    json.set("opening", opening.toJson());
    return json;
  }
}
