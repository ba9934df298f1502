package org.tellonce.protocol.audit;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Instant;
import java.util.Optional;
import org.tellonce.protocol.Digest;
import org.tellonce.protocol.json.CanonicalJson;
import org.tellonce.protocol.json.JsonKind;
import org.tellonce.protocol.json.JsonReader;
import org.tellonce.protocol.json.JsonReader.Field;

/// The log goes on from an earlier state, as two custodians have signed: what came after it is lost.
///
/// @param kept how many leaves stay
/// @param document digest of what they signed
public record RestartEvent(Instant at, long kept, Digest document) implements Event {

  /// @throws IllegalArgumentException if the time is not whole seconds
  public RestartEvent {
    Event.requireSeconds(at);
  }

  static Optional<Event> read(Instant at, JsonReader in) {
    Field<Long> kept = in.field("kept", JsonKind.integer(0, CanonicalJson.MAX_INTEGER));
    Field<Digest> document = in.field("document", JsonKind.DIGEST);
    return in.build(() -> new RestartEvent(at, kept.get(), document.get()));
  }

  @Override
  public EventKind kind() {
    return EventKind.RESTART;
  }

  @Override
  public Audience audience() {
    return new Audience.Everyone();
  }

  @Override
  public ObjectNode toJson() {
    ObjectNode json = begin();
    json.put("kept", kept);
    json.put("document", document.hex());
    return json;
  }
}
