package org.tellonce.protocol.submission;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// How far a submission has come: where to resume. The answer to a manifest and to `GET /v1/submissions/{id}`.
///
/// @param parts the numbers of the parts that are in, counted from 1
/// @param committed whether it is visible; then a commit sent again answers the receipt
/// @see "submission.md, Calls"
public record SubmissionStatus(SubmissionId id, SortedSet<Integer> parts, boolean committed) implements JsonValue {

  /// How long a status may be.
  public static final int MAX_BYTES = 1 << 15;

  private static final JsonKind<SubmissionStatus> JSON = JsonKind.object(SubmissionStatus::read);

  public SubmissionStatus {
    parts = Collections.unmodifiableSortedSet(new TreeSet<>(parts));
  }

  /// The answer of the server.
  public static Parsed<SubmissionStatus> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<SubmissionStatus> read(JsonReader in) {
    Field<SubmissionId> id = in.field("id", SubmissionId.JSON);
    Field<List<Integer>> parts = in.field("parts", JsonKind.list(0, Manifest.MAX_PARTS, JsonKind.count(1, Manifest.MAX_PARTS)));
    Field<Boolean> committed = in.field("committed", JsonKind.YES_NO);
    return in.build(() -> new SubmissionStatus(id.get(), new TreeSet<>(parts.get()), committed.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("id", id.toString()).put("committed", committed);
    ArrayNode list = json.putArray("parts");
    parts.forEach(list::add);
    return json;
  }
}
