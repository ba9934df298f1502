package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// An event with its place in the log and its salt: what it takes to check its leaf.
///
/// @param index from 0
public record LoggedEvent(long index, Salt salt, Event event) implements JsonValue {
  /// How it stands in JSON.
  public static final JsonKind<LoggedEvent> JSON = JsonKind.object(LoggedEvent::read);

  private static Optional<LoggedEvent> read(JsonReader in) {
    Field<Long> index = in.field("index", JsonKind.integer(0, CanonicalJson.MAX_INTEGER));
    Field<Salt> salt = in.field("salt", Salt.JSON);
    Field<Event> event = in.field("event", Event.JSON);
    return in.build(() -> new LoggedEvent(index.get(), salt.get(), event.get()));
  }

  /// The 32 bytes that must stand in the log at its place.
  public Commitment leaf() {
    return Commitment.to(event.toBytes(), salt);
  }

  /// The object. It tells the salt: only for those who may read the event.
  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("index", index).put("salt", JsonKind.base64(salt.reveal()));
    json.set("event", event.toJson());
    return json;
  }
}
