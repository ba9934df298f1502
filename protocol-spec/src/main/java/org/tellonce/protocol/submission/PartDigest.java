package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// What a manifest says of one part.
///
/// @param lines how many lines it has, 1 to 1 000
/// @param sha256 of its bytes
public record PartDigest(int lines, Digest sha256) implements JsonValue {

  /// How it stands in JSON.
  static final JsonKind<PartDigest> JSON = JsonKind.object(PartDigest::read);

  private static Optional<PartDigest> read(JsonReader in) {
    Field<Integer> lines = in.field("lines", JsonKind.count(1, SubmissionPart.MAX_LINES));
    Field<Digest> sha256 = in.field("sha256", JsonKind.DIGEST);
    return in.build(() -> new PartDigest(lines.get(), sha256.get()));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("lines", lines).put("sha256", sha256.hex());
  }
}
