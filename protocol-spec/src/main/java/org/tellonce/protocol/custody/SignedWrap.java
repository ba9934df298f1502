package org.tellonce.protocol.custody;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// What an agency is sent: its wrap, and the signed transcript that names it. One that exists is named there; whether the signatures are good is told by the transcript.
///
/// @see "keys.md, Wrap"
public record SignedWrap(Wrap wrap, SignedTranscript signed) implements JsonValue {
  private static final JsonKind<SignedWrap> JSON = JsonKind.object(SignedWrap::read);
  private static final String RULE = "is not the one that the transcript names for this agency: altered, or put together from two ceremonies";

  /// @throws IllegalArgumentException if the transcript does not name this wrap
  public SignedWrap {
    if (!signed.transcript().names(wrap)) {
      throw new IllegalArgumentException(RULE);
    }
  }

  /// The content of `AGENCY.wrap.json`.
  public static Parsed<SignedWrap> parse(byte[] bytes) {
    return JSON.parse(bytes, SignedTranscript.MAX_BYTES);
  }

  private static Optional<SignedWrap> read(JsonReader in) {
    Field<Wrap> wrap = in.field("wrap", Wrap.JSON);
    Field<SignedTranscript> signed = SignedTranscript.read(in);
    if (in.isSound() && !signed.get().transcript().names(wrap.get())) {
      in.problem("wrap", RULE);
    }
    return in.build(() -> new SignedWrap(wrap.get(), signed.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode();
    json.set("wrap", wrap.toJson());
    json.setAll(signed.toJson());
    return json;
  }
}
