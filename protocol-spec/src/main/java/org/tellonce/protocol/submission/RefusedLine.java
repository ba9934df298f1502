package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// A line that the server did not take, and the rule it breaks.
///
/// @param part its part, counted from 1
/// @param line its line in the part, counted from 1
/// @param rule what does not hold; a longer text is cut to 300 characters
public record RefusedLine(int part, int line, String rule) implements JsonValue {

  /// How it stands in JSON.
  static final JsonKind<RefusedLine> JSON = JsonKind.object(RefusedLine::read);

  private static final int MAX_RULE = 300;

  public RefusedLine {
    rule = rule.length() > MAX_RULE ? rule.substring(0, MAX_RULE - 1).strip() + "…" : rule;
  }

  private static Optional<RefusedLine> read(JsonReader in) {
    Field<Integer> part = in.field("part", JsonKind.count(1, Manifest.MAX_PARTS));
    Field<Integer> line = in.field("line", JsonKind.count(1, SubmissionPart.MAX_LINES));
    Field<String> rule = in.field("rule", JsonKind.line(MAX_RULE));
    return in.build(() -> new RefusedLine(part.get(), line.get(), rule.get()));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("part", part).put("line", line).put("rule", rule);
  }
}
