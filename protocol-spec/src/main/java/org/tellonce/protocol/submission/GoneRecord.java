package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tellonce.protocol.encoding.RecordToken;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;

/// A record whose row is not in the roster any more. This is no withdrawal: an unexpired screening stays.
public record GoneRecord(RecordToken token) implements SubmissionLine {

  /// How it stands in JSON.
  static final JsonKind<GoneRecord> JSON = JsonKind.object(GoneRecord::read);

  private static Optional<GoneRecord> read(JsonReader in) {
    Field<RecordToken> token = in.field("gone", TOKEN);
    return in.build(() -> new GoneRecord(token.get()));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("gone", token.toString());
  }
}
