package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.tellonce.protocol.Parsed;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;
import org.tellonce.protocol.json.JsonValue;

/// The next events that an agency may read, in the order of the log, of those that the last checkpoint covers.
///
/// @param next the index to ask from next time
/// @param more whether the checkpoint covers more
/// @see "audit.md, Calls"
public record EventPage(List<LoggedEvent> events, long next, boolean more) implements JsonValue {
  /// How many events a page has at most.
  public static final int MAX_EVENTS = 1_000;

  /// How long a page may be.
  public static final int MAX_BYTES = 8 << 20;

  private static final JsonKind<EventPage> JSON = JsonKind.object(EventPage::read);

  /// @throws IllegalArgumentException if there are too many events, or they are not in ascending order below `next`
  public EventPage {
    events = List.copyOf(events);
    if (events.size() > MAX_EVENTS) {
      throw new IllegalArgumentException("more than " + MAX_EVENTS + " events");
    }
    long before = -1;
    for (LoggedEvent event : events) {
      if (event.index() <= before || event.index() >= next) {
        throw new IllegalArgumentException("events out of order");
      }
      before = event.index();
    }
  }

  /// The answer to `GET /v1/log/events?from=…`.
  public static Parsed<EventPage> parse(byte[] bytes) {
    return JSON.parse(bytes, MAX_BYTES);
  }

  private static Optional<EventPage> read(JsonReader in) {
    Field<List<LoggedEvent>> events = in.field("events", JsonKind.list(0, MAX_EVENTS, LoggedEvent.JSON));
    Field<Long> next = in.field("next", JsonKind.integer(0, CanonicalJson.MAX_INTEGER));
    Field<Boolean> more = in.field("more", JsonKind.YES_NO);
    return in.build(() -> new EventPage(events.get(), next.get(), more.get()));
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = JsonNodeFactory.instance.objectNode().put("next", next).put("more", more);
    ArrayNode list = json.putArray("events");
    events.forEach(event -> list.add(event.toJson()));
    return json;
  }
}
