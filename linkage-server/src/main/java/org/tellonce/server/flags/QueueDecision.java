package org.tellonce.server.flags;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.agreements.DirectoryUser;
import org.tellonce.protocol.audit.BrokeringEvent;
import org.tellonce.protocol.audit.BrokeringEvent.Outcome;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// How the coordinator closes an item of her queue.
///
/// @param item its number
/// @param by her pseudonym
public record QueueDecision(long item, Outcome outcome, String by) implements JsonValue {
  /// How long one may be.
  public static final int MAX_BYTES = 200;

  private static final JsonKind<QueueDecision> JSON = JsonKind.object(QueueDecision::read);

  /// The decision that bytes are.
  public static Parsed<QueueDecision> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<QueueDecision> read(JsonReader in) {
    Field<Long> item = in.field("item", BrokeringEvent.ITEM);
    Field<Outcome> outcome = in.field("outcome", JsonKind.word(Outcome.class));
    Field<String> by = in.field("by", DirectoryUser.PSEUDONYM);
    return in.build(() -> new QueueDecision(item.get(), outcome.get(), by.get()));
  }

  @Override
  public ObjectNode toJson() {
    return JsonNodeFactory.instance.objectNode().put("item", item).put("outcome", outcome.word()).put("by", by);
  }
}
